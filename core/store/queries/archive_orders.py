"""Which reports the archive's index has still to take up, and which it has taken up only now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, update
from sqlmodel import Session

from core.store.insert import upsert
from core.store.tables import ArchiveOrderRow, core

ORDER = core(ArchiveOrderRow)
Order = tuple[str, str]
"""A report and the wording that is to be indexed, by their ids."""
_TURN = 7_243_003


def note(session: Session, orders: Sequence[Order], now: datetime) -> None:
    """Orders new wordings, in the transaction that stores them."""
    rows = [
        {"report_id": report, "revision_id": revision, "noted_at": now, "indexed_at": None}
        for report, revision in sorted(orders)
    ]
    upsert(session, ArchiveOrderRow, rows, ["report_id"])


def take_turn(session: Session) -> bool:
    """Whether this transaction is the one that indexes, among all hosts of a team; until it ends."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(session.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _TURN}).scalar())


def waiting(session: Session, limit: int | None = None) -> list[Order]:
    """The oldest orders that are not carried out."""
    query = select(ORDER.c.report_id, ORDER.c.revision_id).where(ORDER.c.indexed_at.is_(None))
    rows = session.execute(query.order_by(ORDER.c.noted_at, ORDER.c.report_id).limit(limit)).all()
    return [(row.report_id, row.revision_id) for row in rows]


def carried_out(session: Session, orders: Sequence[Order], now: datetime) -> None:
    """These wordings can be found now; an order that has begun anew meanwhile stays open."""
    if orders:
        same = (ORDER.c.report_id == bindparam("report")) & (ORDER.c.revision_id == bindparam("revision"))
        values = [{"report": report, "revision": revision} for report, revision in orders]
        session.connection().execute(update(ORDER).where(same).values(indexed_at=now), values)


def forget(session: Session, before: datetime) -> None:
    """Clears away orders that were carried out before this moment."""
    session.execute(delete(ORDER).where(ORDER.c.indexed_at < before))
