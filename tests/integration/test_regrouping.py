"""A person merges and splits occurrences: what they ruled holds through new reports, re-checks and new wordings."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.settings import Settings
from core.store import reading
from core.store.queries import claims as claim_queries
from core.store.queries import flags, judgements, occurrences, regroupings
from core.store.tables import OccurrenceRow
from tests.integration.command import one_sentence, tawatur
from tests.integration.test_pipeline import Bench, _article, _told
from workers.outbox import unit
from workers.pipeline.deciding import decide
from workers.pipeline.regrouping import BadRegrouping, merge_occurrences, split_occurrence


@pytest.fixture
def bench(settings: Settings, engine: Engine) -> Bench:
    return Bench(settings, engine)


def _split(bench: Bench, occurrence: str, reports: list[str], **more: object) -> OccurrenceRow:
    with unit(bench.engine, bench._publish, bench.now) as work:
        made = split_occurrence(work, occurrence, reports, "Rana", **more)  # type: ignore[arg-type]
    bench.work()
    return made


def _merge(bench: Bench, kept: str, *others: str) -> None:
    with unit(bench.engine, bench._publish, bench.now) as work:
        merge_occurrences(work, kept, others, "Rana", note="one blast")
    bench.work()


def _groups(bench: Bench) -> dict[str, list[str]]:
    with reading(bench.engine) as session:
        return {row.id: occurrences.members(session, row.id) for row in occurrences.list_occurrences(session)}


def _three(bench: Bench, home: Path) -> tuple[str, str, str, str]:
    """The occurrence of three reports that disagree, and the reports."""
    rows = [_told("34", "the Health Ministry", "East"), _told("43", "the Red Cross", "North")]
    rows.append(_told("43", "the United Nations", "West"))
    reports = [str(bench.verify(_article(row)).report_id) for row in rows]
    (occurrence,) = _groups(bench)
    return occurrence, reports[0], reports[1], reports[2]


def test_a_split_holds_when_the_reports_are_checked_again_and_more_come(bench: Bench, home: Path) -> None:
    occurrence, east, north, west = _three(bench, home)
    assert bench.flags("disputed")
    other = _split(bench, occurrence, [east[:8]], note="the morning's blast")
    assert _groups(bench) == {occurrence: sorted([north, west]), other.id: [east]}
    assert {flag.status for flag in bench.flags("disputed")} == {"withdrawn"}
    bench.verify(_article(_told("34", "the Health Ministry", "East")), again=True)
    bench.verify(_article(_told("43", "the Red Cross", "North")), again=True)
    bench.verify(_article(_told("40", "the governor", "South")))
    after = _groups(bench)
    assert len(after) == 2
    assert {east} <= set(after[other.id])
    assert {north, west} <= set(after[occurrence])
    assert len(after[occurrence]) + len(after[other.id]) == 4
    with reading(bench.engine) as session:
        (ruling,) = regroupings.rulings_on(session, other.id)
        assert {f.value for f in judgements.figures_of(session, other.id)} >= {34}
    assert (ruling.act, ruling.who, ruling.note, ruling.reports) == ("split", "Rana", "the morning's blast", [east])


def test_a_merge_holds_and_what_was_told_apart_is_compared(bench: Bench, home: Path) -> None:
    occurrence, east, north, west = _three(bench, home)
    other = _split(bench, occurrence, [east]).id
    _merge(bench, occurrence, other[:10])
    assert _groups(bench) == {occurrence: sorted([east, north, west])}
    assert "open" in {flag.status for flag in bench.flags("disputed")}
    bench.verify(_article(_told("34", "the Health Ministry", "East")), again=True)
    assert _groups(bench) == {occurrence: sorted([east, north, west])}
    with reading(bench.engine) as session:
        assert [ruling.act for ruling in regroupings.rulings_on(session, occurrence)] == ["split", "merge"]
        assert occurrences.get_occurrence(session, other).id == occurrence  # type: ignore[union-attr]
        assert judgements.figures_of(session, other) == []


def test_happenings_that_look_unlike_are_one_where_a_person_says_so(bench: Bench, home: Path) -> None:
    bench.verify(_article(_told("34", "the Health Ministry", "East")))
    late = _told("5", "the Red Cross", "North", date="2026-03-09")
    late["document"] = (
        "Grenade in Aden market kills 5 civilians\nFive civilians died when somebody threw a grenade between stalls of "
        "Aden's market, the Red Cross told reporters. Shops there stayed shut for the day."
    )
    bench.verify(_article(late))
    first, second = _groups(bench)
    _merge(bench, first, second)
    figures = {flag.occurrence_id for flag in bench.flags("disputed") if flag.status == "open"}
    assert figures == {first}
    bench.verify(_article(late), again=True)
    assert list(_groups(bench)) == [first]
    assert {flag.status for flag in bench.flags("disputed")} == {"open"}


def test_what_was_decided_goes_along(bench: Bench, home: Path) -> None:
    occurrence, east, north, _ = _three(bench, home)
    with reading(bench.engine) as session:
        mine = {row.id for rows in claim_queries.newest_claims(session, [east, north]).values() for row in rows}
    flag = next(flag for flag in bench.flags("disputed") if {flag.claim_a, flag.claim_b} <= mine)
    with unit(bench.engine, bench._publish, bench.now) as work:
        decide(work, flag.id, "a_right", "Rana")
    other = _split(bench, occurrence, [east, north])
    moved = next(moved for moved in bench.flags("disputed") if moved.id == flag.id)
    assert (moved.id, moved.occurrence_id, moved.status) == (flag.id, other.id, "decided")
    with reading(bench.engine) as session:
        assert [d.ruling for d in flags.decisions_of(session, [flag.id])[flag.id]] == ["a_right"]


def test_a_round_up_belongs_to_two_occurrences_and_each_claim_to_one(bench: Bench, home: Path) -> None:
    occurrence, east, north, _ = _three(bench, home)
    with reading(bench.engine) as session:
        claims = claim_queries.newest_claims(session, [east])[east]
    other = _split(bench, occurrence, [north], claims=[claims[-1].id])
    assert _groups(bench)[other.id] == sorted([east, north])
    assert east in _groups(bench)[occurrence]
    with reading(bench.engine) as session:
        now = {row.id: row.occurrence_id for row in claim_queries.newest_claims(session, [east])[east]}
    assert now.pop(claims[-1].id) == other.id
    assert set(now.values()) == {occurrence}


def test_what_cannot_be_regrouped_says_why(bench: Bench, home: Path) -> None:
    occurrence, east, north, west = _three(bench, home)
    with unit(bench.engine, bench._publish, bench.now) as work:
        for reports, why in (([], "needs the reports"), (["0" * 32], "not in this"), ([east, north, west], "stay")):
            with pytest.raises(BadRegrouping, match=why):
                split_occurrence(work, occurrence, reports, "Rana")
        with pytest.raises(BadRegrouping, match="name"):
            split_occurrence(work, occurrence, [east], " ")
        with pytest.raises(BadRegrouping, match="itself"):
            split_occurrence(work, occurrence, [east], "Rana", into=occurrence)
        with pytest.raises(BadRegrouping, match="another"):
            merge_occurrences(work, occurrence, [occurrence], "Rana")
        with pytest.raises(BadRegrouping, match="no occurrence"):
            merge_occurrences(work, occurrence, ["nowhere-at-all"], "Rana")


def test_the_command_line_splits_merges_and_tells_the_history(bench: Bench, home: Path) -> None:
    occurrence, east, north, west = _three(bench, home)
    url = {"database_url": bench.runtime.settings.database}
    done = tawatur(home, "occurrences", "split", occurrence[:8], east[:8], "--note", "at dawn", **url)
    assert done.returncode == 0, done.stderr
    groups = _groups(bench)
    other = next(name for name in groups if name != occurrence)
    assert groups == {occurrence: sorted([north, west]), other: [east]}
    assert tawatur(home, "occurrences", "merge", occurrence, other, **url).returncode == 0
    assert list(_groups(bench)) == [occurrence]
    told = tawatur(home, "occurrences", "history", occurrence, "--json", **url)
    assert [(row["act"], row["note"]) for row in json.loads(told.stdout)] == [("split", "at dawn"), ("merge", "")]
    refused = tawatur(home, "occurrences", "split", occurrence, east, north, west, **url)
    assert refused.returncode == 6
    assert "must stay" in one_sentence(refused)
