"""Schedules: which are due, what each run gave."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session

from core.store.insert import insert_many, insert_one, update_many
from core.store.tables import DueForecastRow, ScheduleRow, ScheduleRunRow, core

SCHEDULE, RUN = core(ScheduleRow), core(ScheduleRunRow)


def add_schedule(session: Session, row: ScheduleRow) -> ScheduleRow:
    """Adds a schedule."""
    session.add(row)
    session.flush()
    return row


def get_schedule(session: Session, schedule_id: int) -> ScheduleRow | None:
    """One schedule."""
    return session.get(ScheduleRow, schedule_id)


def list_schedules(
    session: Session,
    *,
    subject: tuple[str, str] | None = None,
    states: Sequence[str] | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[ScheduleRow]:
    """Schedules, the next to run first."""
    order = (SCHEDULE.c.next_at.is_(None), SCHEDULE.c.next_at, SCHEDULE.c.id)
    query = select(ScheduleRow).order_by(*order).limit(limit).offset(offset)
    if subject is not None:
        query = query.where(SCHEDULE.c.subject_kind == subject[0], SCHEDULE.c.subject_id == subject[1])
    if states is not None:
        query = query.where(SCHEDULE.c.state.in_(states))
    return list(session.execute(query).scalars())


def due_schedules(session: Session, now: datetime, limit: int) -> list[ScheduleRow]:
    """Active schedules whose time has come, held until the transaction ends: another beat passes them over."""
    query = (
        select(ScheduleRow)
        .where(SCHEDULE.c.state == "active", SCHEDULE.c.next_at <= now)
        .order_by(SCHEDULE.c.next_at, SCHEDULE.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.execute(query).scalars())


def turn(session: Session, rows: Sequence[ScheduleRow]) -> None:
    """Stores when these schedules ran and run next, in one statement; the rows are the session's no longer."""
    names = ("id", "state", "next_at", "last_at")
    changed = [{name: getattr(row, name) for name in names} for row in rows]
    for row in rows:
        session.expunge(row)
    update_many(session, ScheduleRow, changed)


def ran_ahead(session: Session, now: datetime, limit: int = 1_000) -> list[ScheduleRow]:
    """Active schedules that ran last by a clock that was ahead of `now`. It looks at all: not for every tick."""
    ahead = SCHEDULE.c.last_at > now + timedelta(minutes=1)
    query = select(ScheduleRow).where(SCHEDULE.c.state == "active", ahead).limit(limit)
    return list(session.execute(query).scalars())


def start_run(session: Session, schedule_id: int, due_at: datetime, now: datetime) -> int | None:
    """Notes that a schedule runs; None where this due time was run before."""
    row = {"schedule_id": schedule_id, "due_at": due_at, "started_at": now, "outcome": "running", "changes": []}
    run: int | None = insert_one(session, ScheduleRunRow, row)
    return run


def start_runs(session: Session, due: Sequence[tuple[int, datetime]], now: datetime) -> dict[int, int]:
    """Notes that schedules run, each with its due time; by schedule the runs of those not run before."""
    rows = [
        {"schedule_id": one, "due_at": due_at, "started_at": now, "outcome": "running", "changes": []}
        for one, due_at in due
    ]
    return {one: run for run, one in insert_many(session, ScheduleRunRow, rows, ("id", "schedule_id"))}


def link_runs(session: Session, linked: Sequence[tuple[int, int]]) -> None:
    """Notes which verification each of these runs started."""
    update_many(session, ScheduleRunRow, [{"id": run, "verification_id": one} for run, one in linked])


def link_run(session: Session, run_id: int, verification_id: int) -> None:
    """Notes which verification a run started."""
    session.execute(update(RUN).where(RUN.c.id == run_id).values(verification_id=verification_id))


def awaited(session: Session, verifications: Sequence[int]) -> set[int]:
    """Those of these verifications that a schedule's run waits for."""
    query = select(RUN.c.verification_id).where(RUN.c.verification_id.in_(verifications), RUN.c.finished_at.is_(None))
    return set(session.execute(query).scalars())


def end_runs(
    session: Session, verification_id: int, outcome: str, changes: Sequence[dict[str, Any]], now: datetime
) -> list[int]:
    """Ends the runs that wait for a verification; returns their schedules."""
    ended = session.execute(
        update(RUN)
        .where(RUN.c.verification_id == verification_id, RUN.c.finished_at.is_(None))
        .values(outcome=outcome, changes=list(changes), finished_at=now)
        .returning(RUN.c.schedule_id)
    )
    return sorted(set(ended.scalars()))


def end_run(session: Session, run_id: int, outcome: str, changes: Sequence[dict[str, Any]], now: datetime) -> None:
    """Ends one run, unless it is over."""
    session.execute(
        update(RUN)
        .where(RUN.c.id == run_id, RUN.c.finished_at.is_(None))
        .values(outcome=outcome, changes=list(changes), finished_at=now)
    )


def history(session: Session, schedule_id: int, limit: int = 50) -> list[ScheduleRunRow]:
    """The runs of a schedule, newest first."""
    query = select(ScheduleRunRow).where(RUN.c.schedule_id == schedule_id).order_by(RUN.c.id.desc()).limit(limit)
    return list(session.execute(query).scalars())


def note_forecast(session: Session, claim_id: str, schedule_id: int) -> None:
    """Notes that a forecast's day is scheduled."""
    session.add(DueForecastRow(claim_id=claim_id, schedule_id=schedule_id))
    session.flush()


def noted_forecasts(session: Session, claim_ids: Sequence[str]) -> set[str]:
    """Those of these claims whose day is scheduled."""
    table = core(DueForecastRow)
    return set(session.execute(select(table.c.claim_id).where(table.c.claim_id.in_(claim_ids))).scalars())


def note_news(session: Session, run_id: int, news: bool) -> ScheduleRow | None:
    """Counts a run without news, or begins to count anew after one with news; returns its schedule."""
    run = session.get(ScheduleRunRow, run_id)
    row = None if run is None else session.get(ScheduleRow, run.schedule_id)
    if row is not None:
        row.quiet_runs = 0 if news else row.quiet_runs + 1
        session.flush()
    return row
