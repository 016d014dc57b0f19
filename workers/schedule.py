"""Schedules: people add, pause and run them; a tick starts those that are due, once, however many beats there are."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from core.store.queries import occurrences, reports, schedules, sources, verifications
from core.store.tables import ReportRow, ScheduleRow, VerificationRow
from workers.outbox import Unit
from workers.pipeline.queueing import recheck, recheck_all
from workers.sources.kinds import SEARCHING
from workers.timing import BadSchedule, Rule, first_run, moment, next_poll, next_run

SUBJECTS = ("article", "occurrence", "source")
MOST_ARTICLES = 50
"""Articles of one occurrence that a run checks again, the newest first."""
log = logging.getLogger(__name__)


def add(
    work: Unit,
    subject_kind: str,
    subject_id: str,
    rule: Rule,
    *,
    until: datetime | None = None,
    note: str = "",
    who: str = "",
) -> ScheduleRow:
    """Adds a schedule for an article (its key), an occurrence (its id) or a configured source (its id)."""
    if subject_kind not in SUBJECTS:
        raise BadSchedule(f"There is nothing to schedule of the kind {subject_kind!r}: use {' or '.join(SUBJECTS)}.")
    if until is not None and until <= work.now:
        raise BadSchedule("The schedule would end before it begins: give a later date.")
    if subject_kind == "source":
        found = sources.get_source(work.session, subject_id)
        if found is None:
            raise BadSchedule(f"There is no source {subject_id!r}: add it first.")
        if found.kind in SEARCHING:
            raise BadSchedule(f"Source {subject_id} only answers questions: verifications ask it, no schedule does.")
    elif not _runs_of(work.session, subject_kind, subject_id):
        raise BadSchedule(f"There is no {subject_kind} {subject_id!r} that was verified: queue it first.")
    published = _published(work.session, subject_kind, subject_id)
    row = ScheduleRow(
        subject_kind=subject_kind,
        subject_id=subject_id,
        rule=rule.kind,
        spec=rule.spec,
        zone=rule.zone,
        until=until,
        next_at=first_run(rule, work.now, published),
        note=note,
        who=who,
        created_at=work.now,
    )
    return schedules.add_schedule(work.session, row)


def pause(work: Unit, schedule_id: int, *, paused: bool = True) -> ScheduleRow | None:
    """Pauses a schedule, or lets it go on: then from now, not from what it missed."""
    row = schedules.get_schedule(work.session, schedule_id)
    if row is None or row.state == "ended":
        return None
    row.state = "paused" if paused else "active"
    if not paused:
        row.next_at = first_run(_rule(row), work.now, _published(work.session, row.subject_kind, row.subject_id))
    work.session.flush()
    return row


def run_now(work: Unit, schedule_id: int) -> list[int] | None:
    """Runs a schedule at once, out of turn; returns the verifications that it started (a source's start later, when
    it has answered). None where there is no such schedule."""
    row = schedules.get_schedule(work.session, schedule_id)
    return None if row is None else _start(work, row, work.now)


def dispatch_due(work: Unit, limit: int = 100) -> int:
    """Starts the schedules whose time has come; returns how many. Two beats at once start each of them once."""
    due = []
    for row in schedules.due_schedules(work.session, work.now, limit):
        if row.until is not None and work.now > row.until:
            row.state, row.next_at = "ended", None
        else:
            due.append(row)
    articles = [row for row in due if row.subject_kind == "article"]
    _start_articles(work, articles)
    for row in due:
        if row.subject_kind != "article":
            _start(work, row, row.next_at or work.now)
            _turn(row, work.now, _published(work.session, row.subject_kind, row.subject_id))
    work.session.flush()
    return len(due)


def set_back(work: Unit) -> int:
    """After the clock was set back: what ran by the wrong clock would else rest until that time comes again. It runs
    next as if it had run now; returns how many schedules were set right."""
    rows = schedules.ran_ahead(work.session, work.now)
    for row in rows:
        row.last_at = work.now
        _turn(row, work.now, _published(work.session, row.subject_kind, row.subject_id))
    work.session.flush()
    return len(rows)


def _start_articles(work: Unit, rows: list[ScheduleRow]) -> None:
    """Starts the schedules of single articles together: most schedules are, and a statement each would take long."""
    if not rows:
        return
    session, now = work.session, work.now
    latest = verifications.latest_verifications(session, sorted({row.subject_id for row in rows}))
    dated = reports.reports_by_id(session, sorted({run.report_id for run in latest.values() if run.report_id}))
    runs = schedules.start_runs(session, [(row.id or 0, row.next_at or now) for row in rows], now)
    first = {row.subject_id: row for row in rows if row.id in runs and row.subject_id in latest}
    who = [f"schedule {row.id}" for row in first.values()]
    started = recheck_all(work, [latest[key] for key in first], who)
    linked = []
    for row in rows:
        if row.id in runs:
            row.last_at = now
            if row.subject_id in started:
                linked.append((runs[row.id], started[row.subject_id]))
        run = latest.get(row.subject_id)
        _turn(row, now, None if run is None else _age([run], dated))
    schedules.link_runs(session, linked)
    schedules.turn(session, rows)


def _start(work: Unit, row: ScheduleRow, due_at: datetime) -> list[int]:
    run = schedules.start_run(work.session, row.id or 0, due_at, work.now)
    if run is None:
        return []
    row.last_at = work.now
    if row.subject_kind == "source":
        work.send("poll", f"{row.subject_id}:{run}", "recheck")
        return []
    started = [
        recheck(work, verification, who=f"schedule {row.id}").verification_id
        for verification in _runs_of(work.session, row.subject_kind, row.subject_id)
    ]
    if started:
        # The newest article's run speaks for the schedule's run.
        schedules.link_run(work.session, run, started[0])
    return started


def _turn(row: ScheduleRow, now: datetime, published: datetime | None) -> None:
    if row.subject_kind == "source" and row.rule == "adaptive":
        row.next_at = next_poll(now, row.quiet_runs)
    else:
        row.next_at = next_run(_rule(row), now, published=published, quiet=row.quiet_runs)
    if row.next_at is None or (row.until is not None and row.next_at > row.until):
        row.state, row.next_at = "ended", None


def polled(work: Unit, run_id: int, *, news: bool) -> None:
    """After a poll: an adaptive schedule asks a quiet source more seldom, and one with news soon again."""
    row = schedules.note_news(work.session, run_id, news)
    if row is not None and row.rule == "adaptive" and row.state == "active":
        row.next_at = next_poll(work.now, row.quiet_runs)
        work.session.flush()


def conclude(work: Unit, run: VerificationRow) -> None:
    """After a verification: ends the schedule runs that waited for it. An adaptive schedule looks again sooner where
    figures moved, and ends where those of an old article have settled."""
    for schedule_id in schedules.end_runs(work.session, run.id or 0, run.stage, run.changes, work.now):
        row = schedules.get_schedule(work.session, schedule_id)
        if row is None:
            continue
        moved = bool(run.changes)
        row.quiet_runs = 0 if moved else row.quiet_runs + 1
        if row.rule == "adaptive" and row.state == "active":
            published = _published(work.session, row.subject_kind, row.subject_id)
            then = next_run(_rule(row), work.now, published=published, moved=moved, quiet=row.quiet_runs)
            if then is None:
                row.state, row.next_at = "ended", None
            elif moved:
                row.next_at = min(filter(None, (row.next_at, then)), default=None)
        work.session.flush()


def await_forecasts(work: Unit, run: VerificationRow, due: list[tuple[str, str]]) -> None:
    """Schedules a re-check on the day that each forecast (claim id, ISO day) falls due, once."""
    noted = schedules.noted_forecasts(work.session, [claim for claim, _ in due])
    for claim, day in due:
        if claim in noted:
            continue
        try:
            rule = Rule("once", day)
        except BadSchedule:  # a day that the text leaves open, such as "2019-02"
            log.info("The due date %r of claim %s is no day; it is not scheduled.", day, claim)
            continue
        if first_run(rule, work.now) > work.now:
            row = add(work, "article", run.key, rule, note=f"forecast due: {claim}", who="forecast")
            schedules.note_forecast(work.session, claim, row.id or 0)


def _rule(row: ScheduleRow) -> Rule:
    return Rule(row.rule, row.spec, row.zone)


def _runs_of(session: Session, subject_kind: str, subject_id: str) -> list[VerificationRow]:
    if subject_kind == "source":
        return []
    if subject_kind == "article":
        found = verifications.latest_verification(session, subject_id)
        return [] if found is None else [found]
    return verifications.latest_of_reports(session, occurrences.members(session, subject_id))[:MOST_ARTICLES]


def _published(session: Session, subject_kind: str, subject_id: str) -> datetime | None:
    found = _runs_of(session, subject_kind, subject_id)
    rows = reports.reports_by_id(session, [run.report_id for run in found if run.report_id])
    return _age(found, rows)


def _age(found: Sequence[VerificationRow], rows: Mapping[str, ReportRow]) -> datetime | None:
    """When the newest of these runs' reports was published; where none says, when the newest run was queued."""
    told = [rows[run.report_id] for run in found if run.report_id is not None and run.report_id in rows]
    dates = sorted((row.date for row in told if row.date), reverse=True)
    return _moment(dates[0]) if dates else (found[0].created_at if found else None)


def _moment(date: str) -> datetime | None:
    try:
        return moment(date)
    except BadSchedule:
        return None
