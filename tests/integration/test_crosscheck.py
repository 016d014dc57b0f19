"""`tawatur crosscheck` on a case of every phenomenon that news of numbers shows (tests/fixtures/phenomena.jsonl): what
is read, how the figures are related, and that each answer says why in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.integration.command import tawatur

CASES = REPOSITORY / "tests/fixtures/phenomena.jsonl"

Told = tuple[str, int, str, str, int, str | None]
"""Report and number that act, the relation, report and number acted on, and the dimension or the slip."""

EXPECTED: dict[str, list[Told]] = {
    "one wire story": [
        ("wire-0", 34, "repeats", "wire-1", 34, None),
        ("wire-0", 34, "repeats", "wire-2", 34, None),
        ("wire-1", 34, "repeats", "wire-2", 34, None),
    ],
    "bound dropped": [("bound-ar", 34, "misquotes", "bound-en", 34, "lost in translation")],
    "bound added": [("added-a", 50, "misquotes", "added-b", 50, "bound dropped")],
    "denied claim": [("claim-b", 12, "denies", "claim-a", 12, None)],
    "denial printed as fact": [("garble-a", 12, "revises", "garble-b", 12, None)],
    "toll up and down": [
        ("toll-1", 275, "revises", "toll-0", 288, None),
        ("toll-2", 288, "updates", "toll-1", 275, None),
        ("toll-3", 288, "revises", "toll-2", 288, None),
    ],
    "one hospital": [("hospital-a", 500, "part_of", "hospital-b", 2500, None)],
    "two days": [("days-a", 51, "incomparable", "days-b", 51, "measure")],
    "headline and body": [("head-a", 35, "misquotes", "head-b", 34, None)],
    "digit lost": [("digit-a", 1306, "misquotes", "digit-b", 306, "digit lost")],
    "dawn and noon": [("dawn", 115, "misquotes", "noon", 115, "killed and injured swapped")],
    "children among and and": [("among", 7, "misquotes", "and", 10, "part added to the whole")],
    "old province, new country": [("province-new", 1293, "misquotes", "province-old", 694, None)],
    "crawl date": [("crawled", 70, "misquotes", "current", 135, None)],
    "two counts of a march": [("march", 81_000, "disagrees", "march-union", 250_000, None)],
    "estimate growing": [("damage-b", 15_000_000_000, "updates", "damage-a", 3_000_000_000, None)],
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    home: Path = tmp_path_factory.mktemp("crosscheck")
    result = tawatur(home, "crosscheck", str(CASES), "--json")
    assert result.returncode == 0, result.stderr.decode()
    return {answer["set"]: answer for answer in map(json.loads, result.stdout.decode().splitlines())}


def _rows(answer: dict[str, Any]) -> dict[Told, dict[str, Any]]:
    value = {(r["id"], c["n"]): c["value"] for r in answer["claims"] for c in r["claims"]}
    found: dict[Told, dict[str, Any]] = {}
    for row in answer["relations"]:
        a, b = ((row[side]["id"], row[side]["n"]) for side in ("a", "b"))
        detail = row["dimension"] or (row["slip"] or {}).get("kind")
        found[a[0], value[a], row["relation"], b[0], value[b], detail] = row
    return found


def test_every_case_of_the_file_is_expected(answers: dict[str, dict[str, Any]]) -> None:
    assert answers.keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_phenomenon_is_told_for_what_it_is_and_explained(answers: dict[str, dict[str, Any]], name: str) -> None:
    rows = _rows(answers[name])
    for told in EXPECTED[name]:
        assert told in rows, f"{told} is none of {sorted(map(str, rows))}"
        because = rows[told]["because"]
        assert because["en"]
        assert any("\u0600" <= letter <= "\u06ff" for letter in because["ar"]), because


def test_the_toll_that_fell_and_came_back_is_followed(answers: dict[str, dict[str, Any]]) -> None:
    courses = [course for toll in answers["toll up and down"]["running"] for course in toll["courses"]]
    assert [[step["turn"] for step in course["steps"]] for course in courses] == [["first", "went down", "came back"]]


def test_a_wire_in_three_outlets_is_one_origin(answers: dict[str, dict[str, Any]]) -> None:
    (row,) = (row for row in answers["one wire story"]["tally"] if row["measure"] == "killed")
    assert (row["origins"], row["reports"]) == (1, 3)
