"""Jobs: written with the facts they follow from, taken by one process at a time, finished once.

`attempts` is the fence: whoever took a job writes its result only while the number is still theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select, true, update
from sqlmodel import Session

from core.store.insert import insert_many, insert_new, insert_one
from core.store.tables import AttemptRow, DeadLetterRow, JobRow, core

JOB, ATTEMPT, DEAD = core(JobRow), core(AttemptRow), core(DeadLetterRow)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as taken: `attempt` is its fence."""

    id: int
    task: str
    subject: str
    verification_id: int | None
    attempt: int
    excused: int = 0
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What the broker is to carry for a job."""

    job_id: int
    task: str
    queue: str


def add_job(
    session: Session,
    task: str,
    subject: str,
    queue: str,
    now: datetime,
    *,
    due_at: datetime | None = None,
    verification_id: int | None = None,
) -> Message | None:
    """Adds a job unless the same one is still to be started. Sent by the caller once committed, if due now."""
    due = due_at or now
    row = _new(task, subject, queue, now, due, verification_id)
    job_id = insert_one(session, JobRow, row)
    return Message(job_id, task, queue) if job_id is not None and due <= now else None


def add_steps(
    session: Session, task: str, queue: str, runs: Sequence[int], now: datetime, *, hold: bool = False
) -> list[Message]:
    """Adds one job for each of these verifications, sent by the caller once committed; with `hold` the pump sends
    them, and there is nothing to send now."""
    rows = [_new(task, str(run), queue, now, now, run) for run in runs]
    if hold:
        rows = [row | {"state": "waiting", "sent_at": None} for row in rows]
    ids = insert_many(session, JobRow, rows, ("id",))
    return [] if hold else [Message(new_id, task, queue) for (new_id,) in ids]


def hasten(session: Session, task: str, subjects: Sequence[str], queue: str, now: datetime) -> list[Message]:
    """Sends jobs that nobody has started to another queue. Their message in the old one finds them done."""
    query = (
        update(JOB)
        .where(JOB.c.task == task, JOB.c.subject.in_(subjects), JOB.c.state.in_(("waiting", "sent")))
        .values(queue=queue, state="sent", sent_at=now, due_at=now)
        .returning(JOB.c.id, JOB.c.task, JOB.c.queue)
    )
    return [Message(*row) for row in session.execute(query)] if subjects else []


def _new(
    task: str, subject: str, queue: str, now: datetime, due: datetime, verification_id: int | None
) -> dict[str, Any]:
    row = {
        "task": task,
        "subject": subject,
        "queue": queue,
        "verification_id": verification_id,
        "state": "waiting",
        "attempts": 0,
        "excused": 0,
        "due_at": due,
        "created_at": now,
    }
    return row | {"state": "sent", "sent_at": now} if due <= now else row


def take(session: Session, job_id: int, worker: str, now: datetime, lease: timedelta) -> Job | None:
    """Starts a job that waits; None where another process has it or it is done. Adds the attempt."""
    taken = _start(session, JOB.c.state.in_(("waiting", "sent")), job_id, worker, now, lease)
    if taken is not None:
        _add_attempt(session, taken, worker, now)
    return taken


def take_more(session: Session, like: Job, most: int, worker: str, now: datetime, lease: timedelta) -> list[Job]:
    """Starts further jobs of the same step that wait in the same queue and were never tried, the oldest first: half of
    those that wait, so that other processes find work too, but `most` at the utmost. Adds their attempts."""
    same = (JOB.c.task == like.task, JOB.c.queue == like.queue, JOB.c.state == "sent", JOB.c.attempts == 0)
    waiting = select(JOB.c.id).where(*same).order_by(JOB.c.id).limit(2 * most).with_for_update(skip_locked=True)
    ids = list(session.execute(waiting).scalars())
    rows = session.execute(_started(worker, now, lease).where(JOB.c.id.in_(ids[: (len(ids) + 1) // 2]))) if ids else ()
    taken = sorted((Job(*row) for row in rows), key=lambda job: job.id)
    insert_new(session, AttemptRow, [_attempt(job, worker, now) for job in taken])
    return taken


def take_over(session: Session, job_id: int, attempt: int, worker: str, now: datetime, lease: timedelta) -> Job | None:
    """Starts a job whose process died during `attempt`."""
    stale = (JOB.c.state == "running") & (JOB.c.attempts == attempt)
    taken = _start(session, stale, job_id, worker, now, lease)
    if taken is not None:
        _end_attempt(session, job_id, attempt, "lost", now, "its process died")
        _add_attempt(session, taken, worker, now)
    return taken


def _start(session: Session, condition: Any, job_id: int, worker: str, now: datetime, lease: timedelta) -> Job | None:
    row = session.execute(_started(worker, now, lease).where(JOB.c.id == job_id, condition)).one_or_none()
    return Job(*row) if row is not None else None


def _started(worker: str, now: datetime, lease: timedelta) -> Any:
    started = update(JOB).values(state="running", attempts=JOB.c.attempts + 1, worker=worker, lease_until=now + lease)
    names = ("id", "task", "subject", "verification_id", "attempts", "excused", "queue")
    return started.returning(*(JOB.c[name] for name in names))


def holder(session: Session, job_id: int) -> tuple[str, int, datetime] | None:
    """Who runs the job (process, attempt, until when); None where nobody does."""
    row = session.execute(
        select(JOB.c.worker, JOB.c.attempts, JOB.c.lease_until).where(JOB.c.id == job_id, JOB.c.state == "running")
    ).one_or_none()
    return (row[0] or "", row[1], row[2]) if row is not None else None


def is_over(session: Session, job_id: int) -> bool:
    """Whether there is nothing left to do for a job."""
    state = session.execute(select(JOB.c.state).where(JOB.c.id == job_id)).scalar()
    return state in ("done", "discarded", "dead")


def held(session: Session, jobs: Sequence[Job]) -> list[Job]:
    """Those of these jobs that are still the caller's; nobody else takes them over before this transaction ends."""
    ids = [job.id for job in jobs]
    running = select(JOB.c.id, JOB.c.attempts).where(JOB.c.id.in_(ids), JOB.c.state == "running").order_by(JOB.c.id)
    mine = {(row.id, row.attempts) for row in session.execute(running.with_for_update())} if ids else set()
    return [job for job in jobs if (job.id, job.attempt) in mine]


def finish_held(session: Session, jobs: Sequence[Job], now: datetime) -> None:
    """Ends jobs that this transaction holds, in the transaction that writes their results."""
    if jobs:
        over = update(JOB).where(JOB.c.id.in_([job.id for job in jobs]))
        session.execute(over.values(state="done", finished_at=now, lease_until=None))
        tried = ATTEMPT.c.job_id == bindparam("tried"), ATTEMPT.c.number == bindparam("try")
        ended = update(ATTEMPT).where(*tried).values(outcome="done", finished_at=now)
        session.connection().execute(ended, [{"tried": job.id, "try": job.attempt} for job in jobs])


def finish(session: Session, job: Job, now: datetime, outcome: str = "done", error: str | None = None) -> bool:
    """Ends a job in the transaction that writes its result; False where it is no longer the caller's to end."""
    ended = session.execute(
        update(JOB)
        .where(JOB.c.id == job.id, JOB.c.attempts == job.attempt, JOB.c.state == "running")
        .values(state="done", finished_at=now, lease_until=None)
    )
    if ended.rowcount != 1:  # type: ignore[attr-defined]  # a write counts its rows
        return False
    _end_attempt(session, job.id, job.attempt, outcome, now, error)
    return True


def postpone(
    session: Session,
    job: Job,
    now: datetime,
    due_at: datetime,
    error: str,
    *,
    excused: bool = False,
    outcome: str = "retried",
) -> bool:
    """Puts a job back to be tried again at `due_at`; False where it is no longer the caller's."""
    twin = select(JOB.c.id).where(
        JOB.c.task == job.task, JOB.c.subject == job.subject, JOB.c.state.in_(("waiting", "sent"))
    )
    if session.execute(twin.limit(1)).first() is not None:  # the same work waits already
        return finish(session, job, now, outcome, error)
    moved = session.execute(
        update(JOB)
        .where(JOB.c.id == job.id, JOB.c.attempts == job.attempt, JOB.c.state == "running")
        .values(state="waiting", due_at=due_at, lease_until=None, worker=None, excused=JOB.c.excused + int(excused))
    )
    _end_attempt(session, job.id, job.attempt, outcome, now, error)
    return bool(moved.rowcount == 1)  # type: ignore[attr-defined]  # a write counts its rows


def bury(session: Session, job: Job, now: datetime, reason: str) -> None:
    """Gives a job up: a dead letter that a person sees."""
    session.execute(update(JOB).where(JOB.c.id == job.id).values(state="dead", finished_at=now, lease_until=None))
    _end_attempt(session, job.id, job.attempt, "dead", now, reason)
    session.add(
        DeadLetterRow(
            job_id=job.id,
            task=job.task,
            subject=job.subject,
            verification_id=job.verification_id,
            attempts=job.attempt,
            reason=reason,
            died_at=now,
        )
    )
    session.flush()


LONGEST_WAIT = timedelta(days=2)
"""No job waits for longer: one that would was put off by a clock that has been set back since."""


def due_messages(session: Session, now: datetime, limit: int = 500) -> list[Message]:
    """Marks jobs that fell due as sent and gives their messages; safe for several callers at once."""
    ids = (
        select(JOB.c.id)
        .where(JOB.c.state == "waiting", _is_due(now))
        .order_by(JOB.c.due_at, JOB.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return _mark_sent(session, ids, now)


def is_any_due(session: Session, now: datetime) -> bool:
    """Whether a job waits whose time has come."""
    query = select(JOB.c.id).where(JOB.c.state == "waiting", _is_due(now)).limit(1)
    return session.execute(query).first() is not None


def _is_due(now: datetime) -> Any:
    return or_(JOB.c.due_at <= now, JOB.c.due_at > now + LONGEST_WAIT)


AHEAD = timedelta(minutes=10)
"""Clocks differ by less: what was sent, run or leased further in the future was so by a clock that was wrong."""
BEGINNING = "read"
"""The step that begins a run. Among re-checks it waits until those that have begun are through."""


def lost_messages(
    session: Session, queue: str, horizon: datetime, now: datetime, limit: int = 500, *, beginning: bool | None = None
) -> list[Message]:
    """Jobs of `queue` sent before `horizon` and never started, marked as sent again. `beginning` asks only for first
    steps, or only for others."""
    ids = (
        select(JOB.c.id)
        .where(JOB.c.state == "sent", JOB.c.queue == queue, _begins(beginning))
        .where(or_(JOB.c.sent_at < horizon, JOB.c.sent_at > now + AHEAD))
        .order_by(JOB.c.sent_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return _mark_sent(session, ids, now)


def newest_started(session: Session, queue: str, since: datetime, *, beginning: bool | None = None) -> datetime | None:
    """When the most lately sent of the jobs started since then was sent; None where none was started."""
    return session.execute(
        select(func.max(JOB.c.sent_at))
        .join(ATTEMPT, ATTEMPT.c.job_id == JOB.c.id)
        .where(JOB.c.queue == queue, ATTEMPT.c.number == 1, ATTEMPT.c.started_at >= since, _begins(beginning))
    ).scalar()


def _begins(beginning: bool | None) -> Any:
    if beginning is None:
        return true()
    return JOB.c.task == BEGINNING if beginning else JOB.c.task != BEGINNING


def _mark_sent(session: Session, ids: Any, now: datetime) -> list[Message]:
    rows = session.execute(
        update(JOB)
        .where(JOB.c.id.in_(ids))
        .values(state="sent", sent_at=now)
        .returning(JOB.c.id, JOB.c.task, JOB.c.queue)
    ).all()
    return [Message(*row) for row in rows]


def unsend(session: Session, job_ids: Sequence[int], now: datetime) -> None:
    """The broker didn't take these: they wait again."""
    session.execute(update(JOB).where(JOB.c.id.in_(job_ids), JOB.c.state == "sent").values(state="waiting", due_at=now))


def running(session: Session) -> list[tuple[Job, str, datetime]]:
    """Every running job with its process and the end of its lease."""
    rows = session.execute(
        select(
            JOB.c.id,
            JOB.c.task,
            JOB.c.subject,
            JOB.c.verification_id,
            JOB.c.attempts,
            JOB.c.excused,
            JOB.c.worker,
            JOB.c.lease_until,
        ).where(JOB.c.state == "running")
    ).all()
    return [(Job(*row[:6]), row[6] or "", row[7]) for row in rows]


def dead_letters(
    session: Session, *, open_only: bool = True, limit: int = 100, before: int | None = None
) -> list[DeadLetterRow]:
    """Dead letters, newest first; `before` is the number from which to page on."""
    query = select(DeadLetterRow).order_by(DEAD.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(DEAD.c.id < before)
    if open_only:
        query = query.where(DEAD.c.resolved_at.is_(None))
    return list(session.execute(query).scalars())


def resolve_dead(session: Session, letter_id: int, resolution: str, who: str, now: datetime) -> DeadLetterRow | None:
    """Closes a dead letter as `retried` or `discarded`; None where it is not there or closed already."""
    row = session.get(DeadLetterRow, letter_id)
    if row is None or row.resolved_at is not None:
        return None
    row.resolved_at, row.resolution, row.who = now, resolution, who
    session.flush()
    return row


def counts(session: Session) -> dict[tuple[str, str], int]:
    """How many jobs there are by (queue, state), for those not yet over."""
    rows = session.execute(
        select(JOB.c.queue, JOB.c.state, func.count())
        .where(JOB.c.state.in_(("waiting", "sent", "running", "dead")))
        .group_by(JOB.c.queue, JOB.c.state)
    ).all()
    return {(queue, state): count for queue, state, count in rows}


def _add_attempt(session: Session, job: Job, worker: str, now: datetime) -> None:
    insert_new(session, AttemptRow, [_attempt(job, worker, now)])


def _attempt(job: Job, worker: str, now: datetime) -> dict[str, Any]:
    return {"job_id": job.id, "number": job.attempt, "worker": worker, "started_at": now, "outcome": "running"}


def _end_attempt(session: Session, job_id: int, number: int, outcome: str, now: datetime, error: str | None) -> None:
    session.execute(
        update(ATTEMPT)
        .where(ATTEMPT.c.job_id == job_id, ATTEMPT.c.number == number)
        .values(outcome=outcome, finished_at=now, error=error)
    )
