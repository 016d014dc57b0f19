"""The use-cases on a real database, the jobs run in this process: what is stored, re-checked, decided and reopened."""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from core.settings import Settings
from core.store import reading
from core.store.queries import flags, jobs, judgements, occurrences, reports, schedules, sources, verifications
from core.store.queries.jobs import Message
from core.store.tables import (
    FigureClaimRow,
    FigureRow,
    FindingRow,
    FlagRow,
    RelationRow,
    ScheduleRunRow,
    TallyRow,
    VerificationRow,
)
from tests.integration.site import Site, serving
from workers import schedule
from workers.outbox import pump, unit
from workers.pipeline.article import Article
from workers.pipeline.deciding import BadDecision, decide, undo
from workers.pipeline.ending import cancel
from workers.pipeline.judging import judge_occurrence
from workers.pipeline.queueing import NotAnArticle, queue_article, recheck
from workers.running import run
from workers.runtime import Runtime
from workers.tasks import STEPS
from workers.timing import BadSchedule, Rule

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Bench:
    """An installation whose jobs run here, one after the other, on a clock that the test moves."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.now = START
        self.engine = engine
        self.mail: list[Message] = []
        self.pause = 0.0
        self.runtime = Runtime(settings, self._publish, lambda: self.now)
        self.runtime.__dict__["engine"] = engine

    def _publish(self, messages: Sequence[Message]) -> Sequence[Message]:
        self.mail.extend(messages)
        return ()

    def work(self) -> None:
        """Runs every job, and delivers each message twice."""
        for _ in range(200):
            while self.mail:
                message = self.mail.pop(0)
                run(self.runtime, message.job_id, STEPS)
                run(self.runtime, message.job_id, STEPS)
            time.sleep(self.pause)
            self.now += timedelta(seconds=5)
            if not pump(self.engine, self._publish, self.now):
                return

    def verify(self, article: Article, *against: dict[str, str], again: bool = False) -> VerificationRow:
        with unit(self.engine, self._publish, self.now) as work:
            queued = queue_article(work, article, against=against, again=again, who="test")
        self.work()
        return self.run(queued.verification_id)

    def run(self, verification_id: int) -> VerificationRow:
        with reading(self.engine) as session:
            found = verifications.get_verification(session, verification_id)
        assert found is not None
        return found

    def flags(self, kind: str | None = None) -> list[FlagRow]:
        with reading(self.engine) as session:
            return flags.list_flags(session, flags.FlagFilter(statuses=None, kind=kind))

    def records(self) -> str:
        """Everything that judging stored, as text."""
        told = []
        with reading(self.engine) as session:
            for table in (FigureRow, FigureClaimRow, RelationRow, FindingRow, TallyRow, FlagRow):
                rows = [row.model_dump(mode="json") for row in session.execute(select(table)).scalars()]
                for row in rows:
                    if table in (FindingRow, TallyRow):
                        row.pop("id")
                told.append(sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows))
        return json.dumps(told)


@pytest.fixture
def bench(settings: Settings, engine: Engine) -> Bench:
    return Bench(settings, engine)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


def _told(killed: str, source: str, publisher: str, date: str = "2026-03-02", place: str = "Aden") -> dict[str, str]:
    return {
        "id": publisher,
        "document": f"Blast in {place} kills {killed} civilians\n"
        f"{killed} civilians were killed on Monday in a blast at the market in {place}, {source} said.\n"
        f"The blast tore through the market of {place} at noon, and rescuers searched the stalls until the evening.",
        "lang": "en",
        "date": date,
        "publisher": publisher,
    }


def _article(row: dict[str, str]) -> Article:
    return Article(**{name: value for name, value in row.items() if name != "id"})


def _coverage(home: Path, *rows: dict[str, str]) -> dict[str, str]:
    file = home / "coverage.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return {"kind": "jsonl", "location": str(file)}


def test_two_origins_that_disagree_are_flagged_and_judged_the_same_again(bench: Bench, home: Path) -> None:
    against = _coverage(home, _told("43", "the Red Cross", "North"), _told("34", "the Health Ministry", "South"))
    done = bench.verify(_article(_told("34", "the Health Ministry", "East")), against)
    assert (done.stage, done.candidates, done.fetched) == ("done", 2, 2)
    assert done.flags >= 1
    assert bench.flags("disputed")
    before = bench.records()
    with reading(bench.engine) as session:
        (occurrence,) = occurrences.list_occurrences(session)
        assert len(occurrences.members(session, occurrence.id)) == 3
        figures = judgements.figures_of(session, occurrence.id)
        assert {int(figure.value or 0) for figure in figures} >= {34, 43}
        assert judgements.tally_of(session, occurrence.id)
    judge_occurrence(bench.runtime, occurrence.id)
    assert bench.records() == before


def test_reports_that_come_later_join_and_in_any_case_judge_as_if_they_had_come_at_once(
    bench: Bench, home: Path
) -> None:
    bench.verify(_article(_told("34", "the Health Ministry", "East")))
    bench.verify(_article(_told("43", "the Red Cross", "North")))
    with reading(bench.engine) as session:
        (occurrence,) = occurrences.list_occurrences(session)
        assert len(occurrences.members(session, occurrence.id)) == 2
    assert bench.flags("disputed")


def test_a_report_more_is_judged_on_what_was_judged_before_and_stored_as_if_judged_from_scratch(bench: Bench) -> None:
    for day, (killed, source) in enumerate([("34", "the Health Ministry"), ("43", "the Red Cross")], 2):
        bench.verify(_article(_told(killed, source, f"Paper {day}", date=f"2026-03-{day:02d}")))
    with reading(bench.engine) as session:
        (occurrence,) = occurrences.list_occurrences(session)
    known = bench.runtime.judged.of(occurrence.id)
    assert known.digest == occurrence.digest
    bench.verify(_article(_told("29", "the governor", "Late Paper", date="2026-03-05")))
    grown = bench.runtime.judged.of(occurrence.id).held.judgement
    kept = [name for name, figure in known.held.judgement.figures.items() if grown.figures.get(name) is figure]
    assert kept, "figures that the report doesn't touch are taken over as they are"
    stepwise = bench.records()
    bench.runtime.__dict__.pop("judged")  # another process, which has judged nothing yet
    with unit(bench.engine, bench._publish, bench.now) as work:
        row = occurrences.locked_occurrences(work.session, [occurrence.id])[occurrence.id]
        assert row is not None
        row.digest = None
    judge_occurrence(bench.runtime, occurrence.id)
    assert bench.records() == stepwise


def test_a_later_report_tells_what_it_changed(bench: Bench, home: Path) -> None:
    first = bench.verify(_article(_told("34", "the Health Ministry", "East")))
    assert [change for change in first.changes if change["kind"] == "tally"] == []
    later = bench.verify(_article(_told("43", "the Red Cross", "North", date="2026-03-03")))
    (change,) = [c for c in later.changes if c["kind"] == "tally" and c["measure"] == "killed"]
    assert (change["before"]["high"], change["before"]["origins"]) == (34, 1)
    assert (change["after"]["low"], change["after"]["high"], change["after"]["origins"]) == (34, 43, 2)


def test_another_place_is_another_occurrence(bench: Bench, home: Path) -> None:
    bench.verify(_article(_told("34", "the Health Ministry", "East")))
    far = _told("2", "the governor", "West", place="Lima")
    far["document"] = "Ferry sinks off Lima\nTwo sailors died when a ferry sank off Lima in a storm, the governor said."
    bench.verify(_article(far))
    with reading(bench.engine) as session:
        assert len(occurrences.list_occurrences(session)) == 2


def test_a_decision_stays_until_evidence_comes_that_it_did_not_see(bench: Bench, home: Path) -> None:
    east, north = _told("34", "the Health Ministry", "East"), _told("43", "the Red Cross", "North")
    bench.verify(_article(east), _coverage(home, north))
    (flag,) = bench.flags("disputed")
    with unit(bench.engine, bench._publish, bench.now) as work:
        decide(work, flag.id[:8], "a_right", "Rana", note="the ministry counts bodies")
    bench.verify(_article(east), _coverage(home, north), again=True)
    (flag,) = bench.flags("disputed")
    assert flag.status == "decided"
    west = _told("43", "the United Nations", "West")
    bench.verify(_article(east), _coverage(home, north, west), again=True)
    again = next(f for f in bench.flags("disputed") if f.id == flag.id)
    assert again.status == "reopened"
    assert any(piece.startswith("origin:") for piece in again.news)
    with reading(bench.engine) as session:
        (ruling,) = flags.decisions_of(session, [flag.id])[flag.id]
    assert (ruling.who, ruling.ruling, ruling.note) == ("Rana", "a_right", "the ministry counts bodies")
    assert ruling.decided_at > START


def test_decisions_are_revised_never_erased(bench: Bench, home: Path) -> None:
    bench.verify(_article(_told("34", "the ministry", "East")), _coverage(home, _told("43", "the Red Cross", "North")))
    (flag,) = bench.flags("disputed")
    for ruling in ("a_right", "cannot_tell"):
        with unit(bench.engine, bench._publish, bench.now) as work:
            decide(work, flag.id, ruling, "Rana")
    with unit(bench.engine, bench._publish, bench.now) as work:
        undo(work, flag.id, "Sami")
    with reading(bench.engine) as session:
        history = flags.decisions_of(session, [flag.id])[flag.id]
        assert [(d.ruling, d.who) for d in history] == [
            ("a_right", "Rana"),
            ("cannot_tell", "Rana"),
            ("undone", "Sami"),
        ]
        assert [d.revises for d in history] == [None, history[0].id, history[1].id]
    assert bench.flags("disputed")[0].status == "open"
    for flag_id, ruling, who in ((flag.id, "maybe", "R"), ("nothing", "a_right", "R"), (flag.id, "a_right", " ")):
        with pytest.raises(BadDecision), unit(bench.engine, bench._publish, bench.now) as work:
            decide(work, flag_id, ruling, who)


def test_a_figure_that_changed_silently_is_flagged(bench: Bench, site: Site) -> None:
    row = _told("34", "the Health Ministry", "East")
    headline, _, body = row["document"].partition("\n")
    url = site.article("/a", headline, body, "2026-03-02T08:00:00Z", "East")
    first = bench.verify(Article(url=url))
    assert (first.stage, first.changes) == ("done", [c for c in first.changes if c["kind"] != "revised"])
    same = bench.verify(Article(url=url), again=True)
    assert same.revision_id == first.revision_id
    site.article("/a", headline.replace("34", "43"), body.replace("34", "43"), "2026-03-02T08:00:00Z", "East")
    later = bench.verify(Article(url=url), again=True)
    assert later.report_id == first.report_id
    assert later.revision_id != first.revision_id
    (revised,) = [change for change in later.changes if change["kind"] == "revised"]
    assert (revised["report"], revised["number"]) == (later.report_id, 2)
    assert bench.flags("changed_silently")
    with reading(bench.engine) as session:
        assert [r.number for r in reports.revisions_of(session, later.report_id or "")] == [1, 2]


def test_an_article_verified_once_is_not_verified_again_unasked(bench: Bench) -> None:
    row = _article(_told("34", "the Health Ministry", "East"))
    first = bench.verify(row)
    with unit(bench.engine, bench._publish, bench.now) as work:
        queued = queue_article(work, row)
    assert (queued.verification_id, queued.is_new, queued.stage) == (first.id, False, "done")
    assert bench.mail == []


def test_an_article_that_cannot_be_had_says_why(bench: Bench, site: Site) -> None:
    gone = bench.verify(Article(url=f"{site.base}/none"))
    assert gone.stage == "failed"
    assert "/none" in (gone.reason or "")
    dead_host = bench.verify(Article(url="http://127.0.0.1:1/a"))
    assert dead_host.stage == "failed"
    with reading(bench.engine) as session:
        assert jobs.dead_letters(session) == []  # the network's failures are no bugs
        assert {state for (_, state) in jobs.counts(session)} == set()


@pytest.mark.parametrize("article", [Article(), Article(url="ftp://x/y"), Article(document=" \n"), Article(url="a b")])
def test_what_is_no_article_is_refused(bench: Bench, article: Article) -> None:
    with pytest.raises(NotAnArticle), unit(bench.engine, bench._publish, bench.now) as work:
        queue_article(work, article)


def test_a_text_that_is_too_long_is_refused(bench: Bench) -> None:
    with pytest.raises(NotAnArticle, match="at most 1,000"), unit(bench.engine, bench._publish, bench.now) as work:
        queue_article(work, Article(document="a" * 1001), longest=1000)


def test_a_cancelled_run_stops(bench: Bench) -> None:
    with unit(bench.engine, bench._publish, bench.now) as work:
        queued = queue_article(work, _article(_told("34", "the ministry", "East")))
    with unit(bench.engine, bench._publish, bench.now) as work:
        run = verifications.get_verification(work.session, queued.verification_id)
        assert run is not None
        assert cancel(work, run, "Rana")
        assert not cancel(work, run, "Rana")
    bench.work()
    over = bench.run(queued.verification_id)
    assert (over.stage, over.reason, over.report_id) == ("cancelled", "Cancelled by Rana.", None)


def test_a_step_that_fails_is_tried_again_and_then_buried(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[datetime] = []

    def fail(*_: object) -> None:
        tried.append(bench.now)
        raise RuntimeError("out of order")

    monkeypatch.setitem(STEPS, "read", fail)  # type: ignore[arg-type]
    over = bench.verify(_article(_told("34", "the ministry", "East")))
    assert len(tried) == bench.runtime.settings.max_attempts
    assert over.stage == "dead"
    assert "out of order" in (over.reason or "")
    with reading(bench.engine) as session:
        (letter,) = jobs.dead_letters(session)
    assert (letter.task, letter.verification_id) == ("read", over.id)


def test_a_source_that_fails_is_told_and_the_rest_goes_on(bench: Bench, home: Path) -> None:
    good = _coverage(home, _told("34", "the Health Ministry", "South"))
    bad = {"kind": "folder", "location": str(home / "nowhere")}
    over = bench.verify(_article(_told("34", "the Health Ministry", "East")), bad, good)
    assert (over.stage, over.fetched) == ("done", 1)
    assert any("nowhere" in problem["where"] + problem["reason"] for problem in over.problems)


def test_a_schedule_follows_its_article(bench: Bench, site: Site) -> None:
    row = _told("34", "the Health Ministry", "East")
    headline, _, body = row["document"].partition("\n")
    url = site.article("/a", headline, body, "2026-03-02T08:00:00Z", "East")
    first = bench.verify(Article(url=url))
    with unit(bench.engine, bench._publish, bench.now) as work:
        added = schedule.add(work, "article", first.key, Rule("every", "3600"), until=START + timedelta(hours=3))
    due = added.next_at
    assert due == bench.now + timedelta(hours=1)
    bench.now += timedelta(minutes=59)
    assert _tick(bench) == 0
    bench.now += timedelta(minutes=2)
    assert (_tick(bench), _tick(bench)) == (1, 0)
    bench.work()
    site.article("/a", headline.replace("34", "41"), body.replace("34", "41"), "2026-03-02T08:00:00Z", "East")
    bench.now += timedelta(hours=9)  # off for hours: caught up once, and beyond its last day
    assert _tick(bench) == 0
    with reading(bench.engine) as session:
        (kept,) = schedules.list_schedules(session)
        assert (kept.state, kept.next_at) == ("ended", None)
        (ran,) = schedules.history(session, kept.id or 0)
        assert (ran.due_at, ran.outcome, ran.changes) == (due, "done", [])


def _toll(killed: int, source: str, publisher: str, date: str) -> dict[str, str]:
    return _told(str(killed), source, publisher, date) | {
        "document": f"Quake kills {killed} in Aden\n{killed} people were killed in the quake in Aden, {source} said.\n"
        "The quake shook the town at noon, and rescuers searched the ruins until the evening."
    }


def test_three_rechecks_tell_what_changed_and_the_schedule_ends_when_figures_settle(
    bench: Bench, site: Site, home: Path
) -> None:
    told = _toll(253, "the Health Ministry", "East", "2026-03-02")
    headline, _, body = told["document"].partition("\n")
    url = site.article("/quake", headline, body, "2026-03-02T10:00:00Z", "East")
    found = [_toll(253, "the Health Ministry", "West", "2026-03-02")]
    first = bench.verify(Article(url=url), _coverage(home, *found))
    assert (first.stage, first.kind, first.changes) == ("done", "first", [])
    with unit(bench.engine, bench._publish, bench.now) as work:
        schedule.add(work, "article", first.key, Rule("adaptive"))
    # The article is two hours old: it is looked at after 15 minutes, and nothing has changed.
    quiet = _recheck(bench, timedelta(minutes=16))
    assert (quiet.outcome, quiet.changes, site.asked["/quake"], site.unchanged["/quake"]) == ("done", [], 2, 1)
    assert _next(bench) == timedelta(minutes=15)
    # Two more origins give a higher figure.
    found += [_toll(257, "the Red Cross", "North", "2026-03-03"), _toll(257, "the governor", "South", "2026-03-03")]
    _coverage(home, *found)
    rose = _recheck(bench, timedelta(minutes=16))
    assert [change["en"] for change in rose.changes] == ["toll rose 253 → 257, two new origins"]
    assert [change["ar"] for change in rose.changes] == ["حصيلة القتلى: ارتفاع من 253 إلى 257، مصدران جديدان"]
    assert _next(bench) == timedelta(minutes=7.5)  # sooner, as figures move
    # The article itself follows, and another origin disagrees.
    site.article("/quake", headline.replace("253", "257"), body.replace("253", "257"), "2026-03-02T10:00:00Z", "East")
    _coverage(home, *found, _toll(120, "the mayor", "Coast", "2026-03-03"))
    third = _recheck(bench, timedelta(minutes=8))
    assert {change["kind"] for change in third.changes} >= {"revised", "tally", "flag_opened"}
    assert third.changes[0]["en"] == "the article was changed (version 2)"
    assert any(c["en"].startswith("a flag opened: ") and c["ar"].startswith("تنبيه جديد: ") for c in third.changes)
    assert bench.flags("disputed")
    # Off for a month: caught up once; and after three runs without news the figures have settled.
    for _ in range(3):
        assert _recheck(bench, timedelta(days=31)).changes == []
    with reading(bench.engine) as session:
        (kept,) = schedules.list_schedules(session)
        assert (kept.state, kept.next_at, len(schedules.history(session, kept.id or 0))) == ("ended", None, 6)
        assert {run.kind for run in verifications.recent_verifications(session)} == {"first", "recheck"}


def test_a_recheck_tells_also_what_other_articles_moved_meanwhile(bench: Bench) -> None:
    first = bench.verify(_article(_toll(253, "the Health Ministry", "East", "2026-03-02")))
    with unit(bench.engine, bench._publish, bench.now) as work:
        schedule.add(work, "article", first.key, Rule("every", "3600"))
    assert _recheck(bench, timedelta(hours=2)).changes == []
    for day, killed, source, publisher in ((3, 255, "the Red Cross", "North"), (4, 257, "the governor", "South")):
        bench.verify(_article(_toll(killed, source, publisher, f"2026-03-0{day}")))
    told = [change["en"] for change in _recheck(bench, timedelta(hours=2)).changes if change["kind"] == "tally"]
    assert told == ["toll rose 253 → 257, two new origins"]
    assert _recheck(bench, timedelta(hours=2)).changes == []


def _recheck(bench: Bench, later: timedelta) -> ScheduleRunRow:
    bench.now += later
    assert (_tick(bench), _tick(bench)) == (1, 0)
    bench.work()
    with reading(bench.engine) as session:
        return schedules.history(session, 1)[0]


def _next(bench: Bench) -> timedelta:
    """How long after its last run the schedule runs again, to half a minute."""
    with reading(bench.engine) as session:
        (kept,) = schedules.list_schedules(session)
    assert kept.next_at is not None
    assert kept.last_at is not None
    return timedelta(minutes=round((kept.next_at - kept.last_at) / timedelta(minutes=0.5)) / 2)


def test_a_pause_and_run_now(bench: Bench) -> None:
    first = bench.verify(_article(_told("34", "the Health Ministry", "East")))
    with unit(bench.engine, bench._publish, bench.now) as work:
        added = schedule.add(work, "article", first.key, Rule("cron", "0 6 * * *", "Asia/Aden"))
        assert schedule.pause(work, added.id or 0) is not None
    bench.now += timedelta(days=2)
    assert _tick(bench) == 0
    with unit(bench.engine, bench._publish, bench.now) as work:
        assert len(schedule.run_now(work, added.id or 0)) == 1
        resumed = schedule.pause(work, added.id or 0, paused=False)
    assert resumed is not None
    assert resumed.next_at == datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
    bench.work()
    with reading(bench.engine) as session:
        assert [r.outcome for r in schedules.history(session, added.id or 0)] == ["done"]


def test_a_schedule_for_nothing_is_refused(bench: Bench) -> None:
    for kind, subject in (("article", "http://x/never"), ("planet", "x")):
        with pytest.raises(BadSchedule), unit(bench.engine, bench._publish, bench.now) as work:
            schedule.add(work, kind, subject, Rule("adaptive"))


def test_a_forecast_is_looked_at_on_its_day(bench: Bench) -> None:
    text = "Officials see an end to the siege\nThe commander said the siege will end within a month."
    over = bench.verify(Article(document=text, lang="en", date="2026-03-02", publisher="East"))
    with reading(bench.engine) as session:
        (kept,) = schedules.list_schedules(session, subject=("article", over.key))
    assert kept.rule == "once"
    assert kept.next_at == datetime(2026, 4, 2, tzinfo=UTC)
    bench.now = datetime(2026, 4, 2, 0, 1, tzinfo=UTC)
    assert (_tick(bench), _tick(bench)) == (1, 0)


def test_a_recheck_waits_in_its_own_queue(bench: Bench) -> None:
    first = bench.verify(_article(_told("34", "the Health Ministry", "East")))
    with unit(bench.engine, bench._publish, bench.now) as work:
        run = verifications.get_verification(work.session, first.id or 0)
        assert run is not None
        recheck(work, run)
    assert [message.queue for message in bench.mail] == ["recheck"]


def _tick(bench: Bench) -> int:
    with unit(bench.engine, bench._publish, bench.now) as work:
        return schedule.dispatch_due(work)


@pytest.mark.parametrize(("ruling", "dimension"), [("not_same_occurrence", None), ("both_right", "place")])
def test_different_things_are_never_related_again(bench: Bench, home: Path, ruling: str, dimension: str | None) -> None:
    east, north = _told("34", "the Health Ministry", "East"), _told("43", "the Red Cross", "North")
    bench.verify(_article(east), _coverage(home, north))
    (flag,) = bench.flags("disputed")
    with unit(bench.engine, bench._publish, bench.now) as work:
        decide(work, flag.id, ruling, "Rana", dimension=dimension)
    bench.work()
    assert _pairs(bench, flag) == []
    bench.verify(_article(east), _coverage(home, north), again=True)
    assert _pairs(bench, flag) == []
    assert [f.status for f in bench.flags("disputed")] == ["decided"]
    with unit(bench.engine, bench._publish, bench.now) as work:
        undo(work, flag.id, "Rana")
    bench.work()
    assert _pairs(bench, flag) == ["disagrees"]
    assert [f.status for f in bench.flags("disputed")] == ["open"]


def test_a_binding_ruling_holds_when_a_figure_gets_another_id(bench: Bench, home: Path) -> None:
    east, north = _told("34", "the Health Ministry", "East"), _told("43", "the Red Cross", "North")
    bench.verify(_article(east), _coverage(home, north))
    (flag,) = bench.flags("disputed")
    with unit(bench.engine, bench._publish, bench.now) as work:
        decide(work, flag.id, "not_same_occurrence", "Rana")
        # As if the flag had been raised when less was known of the figure's origin.
        row = flags.get_flag(work.session, flag.id)
        assert row is not None
        row.figure_a = "0" * 32
        occurrences.note_change(work.session, flag.occurrence_id or "")
    bench.work()
    assert _pairs(bench, flag) == []
    assert [f.status for f in bench.flags("disputed")] == ["decided"]


def test_a_scheduled_source_is_asked_and_what_is_new_is_queued(bench: Bench, home: Path) -> None:
    place = _coverage(home, _told("34", "the Health Ministry", "East"), _told("34", "the Red Cross", "North"))
    with unit(bench.engine, bench._publish, bench.now) as work:
        source = sources.add_source(work.session, place["kind"], place["location"], bench.now)
        added = schedule.add(work, "source", str(source.id), Rule("every", "3600"))
        with pytest.raises(BadSchedule):
            schedule.add(work, "source", "999", Rule("adaptive"))
    for expected in (2, 1, 0):
        bench.now += timedelta(hours=1, minutes=1)
        assert _tick(bench) == 1
        assert [message.queue for message in bench.mail] == ["recheck"]
        bench.work()
        with reading(bench.engine) as session:
            latest = schedules.history(session, added.id or 0)[0]
        assert latest.outcome == "done"
        assert [change["articles"] for change in latest.changes] == [expected][: expected and 1]
        if expected == 2:
            _coverage(home, *(_told(n, "the Red Cross", "South", place="Homs") for n in ("9",)))
    with reading(bench.engine) as session:
        assert verifications.stage_counts(session) == {"done": 3}
    Path(place["location"]).unlink()
    bench.now += timedelta(hours=1, minutes=1)
    assert _tick(bench) == 1
    bench.work()
    with reading(bench.engine) as session:
        assert schedules.history(session, added.id or 0)[0].outcome == "failed"
        assert sources.list_sources(session)[0].failures == 1


def _pairs(bench: Bench, flag: FlagRow) -> list[str]:
    keys = {flag.figure_a, flag.figure_b}
    with reading(bench.engine) as session:
        figures = judgements.figures_of(session, flag.occurrence_id or "")
        ids = {figure.id for figure in figures if figure.key in keys}
        return [row.relation for row in judgements.relations_with(session, sorted(ids)) if {row.a, row.b} == ids]


def test_a_hosts_pace_counts_against_nobody(settings: Settings, engine: Engine, site: Site) -> None:
    patient = settings.model_copy(update={"host_interval": 3.0, "max_attempts": 1})
    bench = Bench(patient, engine)
    bench.pause = 0.3  # the pace is kept in real seconds
    row = _told("34", "the Health Ministry", "East")
    headline, _, body = row["document"].partition("\n")
    pages = [site.article(f"/{n}", headline, body, "2026-03-02T08:00:00Z", f"Paper {n}") for n in range(2)]
    addresses = settings.home / "pages.txt"
    addresses.write_text("\n".join(pages), "utf-8")
    over = bench.verify(_article(row), {"kind": "urls", "location": str(addresses)})
    assert (over.stage, over.fetched, over.unreached) == ("done", 2, 0)
    with reading(engine) as session:
        assert jobs.dead_letters(session) == []


def test_a_report_at_odds_with_itself_is_flagged_once(bench: Bench) -> None:
    row = _told("34", "the Health Ministry", "East")
    row["document"] = row["document"].replace("kills 34", "kills 43", 1)
    done = bench.verify(_article(row))
    (flag,) = bench.flags("inconsistent")
    assert flag.because["rule"] == "headline_body"
    assert flag.report_id == done.report_id
    bench.verify(_article(_told("34", "the Health Ministry", "West")))
    assert [one.id for one in bench.flags("inconsistent")] == [flag.id]


ATTACK = (
    "Gunmen attack a post near Baghouz",
    "Gunmen stormed a post near Baghouz, Syria, at dawn on Friday and 12 SDF fighters died in the raid, the Syrian "
    "Observatory for Human Rights said. Reinforcements came from the oil field in the evening.",
)
BOMB = (
    "Bomb under a bus kills shoppers in Manbij",
    "A bomb hidden under a bus went off beside the bakery of Manbij, Syria, and 12 shoppers lost their lives, the city "
    "council said. Nobody claimed the blast, and schools stayed shut.",
)


def _with_total(told: tuple[str, str], value: str, date: str, publisher: str) -> dict[str, str]:
    total = f"The number of ISIS fighters killed since 10 September 2018 has risen to {value}, the Syrian Observatory"
    document = f"{told[0]}\n{told[1]}\n{total} for Human Rights said."
    return {"id": publisher, "document": document, "lang": "en", "date": date, "publisher": publisher}


def test_running_totals_of_reports_on_two_happenings_are_one_campaign(bench: Bench) -> None:
    bench.verify(_article(_with_total(ATTACK, "1,213", "2019-01-25", "East")))
    bench.verify(_article(_with_total(BOMB, "1,442", "2019-03-01", "North")))
    with reading(bench.engine) as session:
        happenings = [row for row in occurrences.list_occurrences(session) if row.campaign is None]
        (campaign,) = [row for row in occurrences.list_occurrences(session) if row.campaign is not None]
        assert len(happenings) == 2
        assert len(occurrences.members(session, campaign.id)) == 2
        figures = {int(f.value or 0): f.id for f in judgements.figures_of(session, campaign.id)}
        assert figures.keys() == {1213, 1442}, "a claim belongs to one occurrence"
        for happening in happenings:
            told = {int(f.value or 0) for f in judgements.figures_of(session, happening.id)}
            assert 12 in told
            assert not told & figures.keys()
        (relation,) = judgements.relations_of(session, campaign.id)
        assert (relation.relation, relation.a, relation.b) == ("updates", figures[1442], figures[1213])
    before = bench.records()
    bench.verify(_article(_with_total(BOMB, "1,442", "2019-03-01", "North")), again=True)
    assert bench.records() == before
