"""Saved filters of the inbox, and who looks at which flag."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlmodel import Session

from core.store.insert import upsert
from core.store.tables import (
    AssignmentRow,
    DeadLetterRow,
    OccurrenceRow,
    SavedFilterRow,
    ScheduleRow,
    SecondLookRow,
    VerificationRow,
    core,
)

SAVED, ASSIGNED, SECOND = core(SavedFilterRow), core(AssignmentRow), core(SecondLookRow)
DEAD = core(DeadLetterRow)


_COUNTED = {
    "verifications": select(func.count()).select_from(core(VerificationRow)),
    "occurrences": select(func.count()).select_from(core(OccurrenceRow)),
    "schedules": select(func.count()).select_from(core(ScheduleRow)),
    "dead": select(func.count()).select_from(DEAD).where(DEAD.c.resolved_at.is_(None)),
}


def total(session: Session, name: str) -> int:
    """How many verifications, occurrences, schedules or dead letters there are, on all pages of their list."""
    return int(session.execute(_COUNTED[name]).scalar_one())


def saved_filters(session: Session, who: str) -> list[SavedFilterRow]:
    """A person's filters, by name."""
    return list(session.execute(select(SavedFilterRow).where(SAVED.c.who == who).order_by(SAVED.c.name)).scalars())


def save_filter(session: Session, who: str, name: str, query: str, now: datetime) -> None:
    """Keeps a filter under a name; the same name again means the new one."""
    upsert(session, SavedFilterRow, [{"who": who, "name": name, "query": query, "created_at": now}], ["who", "name"])


def delete_filter(session: Session, who: str, filter_id: int) -> bool:
    """Forgets one of a person's own filters; False where it isn't theirs."""
    gone = delete(SAVED).where(SAVED.c.id == filter_id, SAVED.c.who == who)
    return bool(session.connection().execute(gone).rowcount)


def assign(session: Session, flag_ids: Sequence[str], assignee: str | None, by: str, now: datetime) -> None:
    """Hands flags to a person, or to nobody."""
    if assignee is None:
        session.execute(delete(ASSIGNED).where(ASSIGNED.c.flag_id.in_(flag_ids)))
        return
    rows = [{"flag_id": flag, "assignee": assignee, "by": by, "at": now} for flag in flag_ids]
    upsert(session, AssignmentRow, rows, ["flag_id"])


def assignees(session: Session, flag_ids: Sequence[str]) -> dict[str, str]:
    """Who looks at each of these flags, where anybody does."""
    query = select(ASSIGNED.c.flag_id, ASSIGNED.c.assignee).where(ASSIGNED.c.flag_id.in_(flag_ids))
    return {row[0]: row[1] for row in session.execute(query).all()}


def ask_second(session: Session, flag_id: str, who: str, note: str, now: datetime) -> None:
    """Asks that another reviewer looks at a flag; asking again renews the note."""
    row = {"flag_id": flag_id, "asked_by": who, "asked_at": now, "note": note}
    upsert(session, SecondLookRow, [row], ["flag_id"])


def seconds_asked(session: Session, flag_ids: Sequence[str]) -> dict[str, SecondLookRow]:
    """The requests for a second reviewer that stand on these flags."""
    rows = session.execute(select(SecondLookRow).where(SECOND.c.flag_id.in_(flag_ids))).scalars()
    return {row.flag_id: row for row in rows}


def settle_second(session: Session, flag_ids: Sequence[str], *, ruled_by: str | None = None) -> None:
    """Takes requests down; with `ruled_by` only those that somebody else made."""
    gone = delete(SECOND).where(SECOND.c.flag_id.in_(flag_ids))
    session.execute(gone if ruled_by is None else gone.where(SECOND.c.asked_by != ruled_by))
