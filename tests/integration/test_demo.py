"""`tawatur demo`: real workers, a real broker, pages over HTTP; what it shows is what it promises."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.compare.findings import FindingKind
from core.settings import load_settings
from tests.integration.command import tawatur
from workers.broker import stop_broker


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    home = tmp_path_factory.mktemp("demo")
    result = tawatur(home, "demo", "--json", timeout=180)
    assert result.returncode == 0, result.stderr.decode()
    yield home, json.loads(result.stdout)
    stop_broker(load_settings(home=home / "demo"))


def _claim(answer: dict[str, Any], value: int, measure: str) -> dict[str, Any]:
    found = [row for row in answer["claims"] if (row["claim"]["value"], row["claim"]["measure"]) == (value, measure)]
    assert found, (value, measure)
    return dict(found[0])


def _relations(row: dict[str, Any]) -> set[str]:
    return {related["relation"] for related in row["related"]}


def test_the_article_is_read_to_the_last_figure(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    read = {(row["claim"]["value"], row["claim"]["precision"], row["claim"]["measure"]) for row in answer["claims"]}
    assert {
        (34, "at_least", "killed"),
        (21, "exact", "captured"),
        (16, "at_least", "killed"),
        (30, "at_least", "injured"),
        (1213, "exact", "killed"),
        (1, "at_most", "duration"),
    } <= read


def test_repeats_disagreements_and_misquotes_are_told_apart(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    assert {"repeats", "misquotes"} <= _relations(_claim(answer, 34, "killed"))
    assert {"repeats", "disagrees"} <= _relations(_claim(answer, 21, "captured"))
    assert "disagrees" in _relations(_claim(answer, 16, "killed"))


def test_it_shows_a_case_of_every_finding_that_pages_can_carry(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    found = {row["finding"]: row["because"] for row in answer["found"]}
    # A silent change needs a page that changes while one looks: tests/integration/test_pipeline.py.
    assert {str(kind) for kind in FindingKind} - {FindingKind.CHANGED_SILENTLY} <= set(found)
    assert all(because["en"] and because["ar"] for because in found.values())
    inside = [row["because"]["en"] for row in answer["found"] if row["finding"] == "inconsistent"]
    assert any("headline" in told for told in inside)
    assert any("parts" in told and "total" in told for told in inside)


def test_it_shows_the_phenomena_of_real_coverage(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    related = [(row["claim"], other) for row in answer["claims"] for other in row["related"]]
    slips = [other["because"]["en"] for _, other in related if other["relation"] == "misquotes"]
    assert any("the bound differs" in told for told in slips)
    assert any("digits changed places" in told for told in slips)
    parties = {other["origin"] for claim, other in related if other["relation"] == "disagrees" and claim["value"] == 21}
    assert parties == {"SDF"}
    assert any(other["relation"] == "repeats" and other["reports"] > 1 for _, other in related)
    apart = _claim(answer, 30, "injured")["incomparable"]
    assert [(one["claim"]["value"], one["dimension"]) for one in apart] == [(30, "occurrence")], (
        "the attack of 7 January"
    )
    assert any(line.endswith("revised") for line in answer["moved"])


def test_the_same_number_of_something_else_is_named_as_such(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    alike = _claim(answer, 21, "captured")["incomparable"]
    assert any(row["claim"]["measure"] == "killed" and row["claim"]["value"] == 21 for row in alike)


def test_a_toll_that_rose_is_told(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    assert any("1,168" in line and "1,442" in line and line.endswith("rose") for line in answer["moved"])


def test_forecasts_wait_for_their_day(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    forecast = _claim(answer, 1, "duration")
    assert forecast["claim"]["due"] == "2019-02-25"
    assert forecast["findings"][0]["finding"] == "not_checkable"


def test_what_was_not_reached_is_said(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    assert any("robots" in json.dumps(problem) for problem in answer["problems"])


def test_a_person_rules_on_a_flag_and_takes_it_back(demo: tuple[Path, dict[str, Any]]) -> None:
    home, answer = demo
    flag = answer["flags"][0]["id"]
    shown = tawatur(home / "demo", "show", flag)
    assert shown.returncode == 0, shown.stderr.decode()
    ruled = tawatur(home / "demo", "decide", flag[:8], "a-right", "--note", "checked by phone")
    assert ruled.returncode == 0, ruled.stderr.decode()
    left = json.loads(tawatur(home / "demo", "flags", "--json").stdout)
    assert flag not in {row["id"] for row in left}
    assert tawatur(home / "demo", "undo", flag[:8]).returncode == 0
    again = json.loads(tawatur(home / "demo", "flags", "--json").stdout)
    assert flag in {row["id"] for row in again}


def test_reports_of_one_occurrence_find_one_another_across_languages(demo: tuple[Path, dict[str, Any]]) -> None:
    home, answer = demo
    found = tawatur(home / "demo", "search", "--like", answer["article"], "--limit", "10", "--json")
    assert found.returncode == 0, found.stderr.decode()
    outlets = {row["outlet"] for row in json.loads(found.stdout)}
    assert {"الرافدين اليوم", "Syrian Observatory for Human Rights", "Le Quotidien du Levant"} <= outlets
    words = tawatur(home / "demo", "search", "sandstorm", "--json")
    assert "sandstorm" in json.loads(words.stdout)[0]["title"]


def test_search_says_why_in_words(demo: tuple[Path, dict[str, Any]]) -> None:
    home, answer = demo
    found = json.loads(tawatur(home / "demo", "search", "--like", answer["article"], "--json").stdout)
    reasons = [row["because"] for row in found]
    assert any("shares baghouz" in reason for reason in reasons)
    assert not any("country:" in reason for reason in reasons)


def test_an_occurrence_is_shown_with_its_origins_its_matrix_and_its_tally(demo: tuple[Path, dict[str, Any]]) -> None:
    home, _ = demo
    listed = json.loads(tawatur(home / "demo", "occurrences", "list", "--json").stdout)
    largest = max(listed, key=lambda row: row["reports"])
    result = tawatur(home / "demo", "show", "occurrence", largest["id"][:8])
    assert result.returncode == 0, result.stderr.decode()
    shown = result.stdout.decode()
    assert "As reported (ucdp)" in shown
    assert "\nSyrian Observatory for Human Rights\n" in shown
    assert "2019-01-25 15:20" in shown
    assert "3 days" in shown
    assert "259,200" not in shown
    view = json.loads(tawatur(home / "demo", "show", "occurrence", largest["id"][:8], "--json").stdout)
    assert len(view["columns"]) >= 3
    assert all(len(row["cells"]) == len(view["columns"]) for row in view["rows"])


def test_an_index_built_anew_answers_the_same(demo: tuple[Path, dict[str, Any]]) -> None:
    home, _ = demo
    before = json.loads(tawatur(home / "demo", "search", "Baghouz", "--json").stdout)
    assert tawatur(home / "demo", "reindex").returncode == 0
    after = json.loads(tawatur(home / "demo", "search", "Baghouz", "--json").stdout)
    assert [row["id"] for row in after] == [row["id"] for row in before]


def test_nothing_asked_is_wrong_usage(demo: tuple[Path, dict[str, Any]]) -> None:
    home, _ = demo
    assert tawatur(home / "demo", "search").returncode == 2
    assert tawatur(home / "demo", "search", "--like", "ffffffff").returncode == 6
