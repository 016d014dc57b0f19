"""How much waits, for how long, and what stands open: a few counts over indexes, for monitoring."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from core.store.queries import flags, verifications
from core.store.tables import DeadLetterRow, FlagRow, JobRow, ScheduleRow, SourceRow, VerificationRow, core

JOB, VERIFICATION, DEAD = core(JobRow), core(VerificationRow), core(DeadLetterRow)
FLAG, SCHEDULE, SOURCE = core(FlagRow), core(ScheduleRow), core(SourceRow)


@dataclass(frozen=True, slots=True)
class Gauges:
    """At one moment: jobs and the age in seconds of the oldest due one by (queue, state), verifications on their way
    by stage, open flags by kind, open dead letters, schedules that are late, sources that failed when last asked."""

    jobs: dict[tuple[str, str], tuple[int, float]]
    moving: dict[str, int]
    flags: dict[str, int]
    dead: int
    late: int
    failing: int


def gauges(session: Session, now: datetime) -> Gauges:
    """Six small queries."""
    jobs = session.execute(
        select(JOB.c.queue, JOB.c.state, func.count(), func.min(JOB.c.due_at))
        .where(JOB.c.state.in_(("waiting", "sent", "running")))
        .group_by(JOB.c.queue, JOB.c.state)
    ).all()
    going = [stage for stage in verifications.STAGES if stage not in verifications.OVER]
    late = SCHEDULE.c.state == "active", SCHEDULE.c.next_at < now
    return Gauges(
        jobs={(queue, state): (count, _age(oldest, now)) for queue, state, count, oldest in jobs},
        moving=_counts(session, VERIFICATION.c.stage, VERIFICATION.c.stage.in_(going)),
        flags=_counts(session, FLAG.c.kind, FLAG.c.status.in_(flags.OPEN)),
        dead=_count(session, DEAD.c.id, DEAD.c.resolved_at.is_(None)),
        late=_count(session, SCHEDULE.c.id, *late),
        failing=_count(session, SOURCE.c.id, SOURCE.c.failures > 0, SOURCE.c.paused_at.is_(None)),
    )


def _age(since: datetime, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds())


def _counts(session: Session, column: Any, condition: Any) -> dict[str, int]:
    rows = session.execute(select(column, func.count()).where(condition).group_by(column)).all()
    return {value: count for value, count in rows}  # noqa: C416 - rows, not pairs, for the type checker


def _count(session: Session, column: Any, *conditions: Any) -> int:
    return int(session.execute(select(func.count(column)).where(*conditions)).scalar_one())
