"""Configured sources of coverage."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from core.store.insert import insert_one
from core.store.tables import SourceRow, VisitRow, core

SOURCE, VISIT = core(SourceRow), core(VisitRow)


def add_source(session: Session, kind: str, location: str, now: datetime, name: str | None = None) -> SourceRow:
    """Adds a source, or gives the one that is there."""
    row = {"kind": kind, "location": location, "name": name, "failures": 0, "created_at": now}
    insert_one(session, SourceRow, row)
    query = select(SourceRow).where(SOURCE.c.kind == kind, SOURCE.c.location == location)
    found: SourceRow = session.execute(query).scalar_one()
    return found


def list_sources(session: Session, *, active_only: bool = False) -> list[SourceRow]:
    """Sources in the order in which they were added."""
    query = select(SourceRow).order_by(SOURCE.c.id)
    if active_only:
        query = query.where(SOURCE.c.paused_at.is_(None))
    return list(session.execute(query).scalars())


def get_source(session: Session, source_id: str | int) -> SourceRow | None:
    """One source."""
    return session.get(SourceRow, int(source_id)) if str(source_id).isdigit() else None


def pause_source(session: Session, source_id: int, now: datetime | None) -> SourceRow | None:
    """Pauses a source, or lets it go on where `now` is None."""
    row = session.get(SourceRow, source_id)
    if row is not None:
        row.paused_at = now
        session.flush()
    return row


def note_validators(session: Session, source_id: int, etag: str | None, last_modified: str | None) -> None:
    """Notes what a source sent along, to ask it next time for what changed since."""
    row = session.get(SourceRow, source_id)
    if row is not None:
        row.etag, row.last_modified = etag, last_modified
        session.flush()


def note_visit(session: Session, source_id: int, now: datetime, problem: str | None) -> None:
    """Notes how asking a source went."""
    row = session.get(SourceRow, source_id)
    if row is not None:
        row.asked_at, row.problem = now, problem
        row.failures = 0 if problem is None else row.failures + 1
        session.flush()


def failing_visits(session: Session, limit: int = 500) -> list[VisitRow]:
    """The pages whose last visits failed, those that failed most often first."""
    order = (VISIT.c.failures.desc(), VISIT.c.fetched_at.desc())
    return list(session.execute(select(VisitRow).where(VISIT.c.failures > 0).order_by(*order).limit(limit)).scalars())
