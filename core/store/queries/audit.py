"""Who did what, and what requests with an Idempotency-Key were answered."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session

from core.store.insert import insert_one
from core.store.tables import AnswerRow, AuditRow, core

AUDIT, ANSWER = core(AuditRow), core(AnswerRow)

KEPT = timedelta(days=2)
"""How long an Idempotency-Key is remembered."""


def note(session: Session, now: datetime, who: str, act: str, subject: str = "", **detail: Any) -> None:
    """Adds an act to the log, in the transaction that does it."""
    session.add(AuditRow(at=now, who=who, act=act, subject=subject, detail=detail))


def acts(session: Session, *, who: str | None = None, limit: int = 100, before: int | None = None) -> list[AuditRow]:
    """The latest acts, of one person or of all, before the act of this id."""
    query = select(AuditRow)
    if who is not None:
        query = query.where(AUDIT.c.who == who)
    if before is not None:
        query = query.where(AUDIT.c.id < before)
    return list(session.execute(query.order_by(AUDIT.c.id.desc()).limit(limit)).scalars())


def answer_of(session: Session, who: str, key: str, now: datetime) -> AnswerRow | None:
    """What this person's key was answered, within two days."""
    query = select(AnswerRow).where(ANSWER.c.who == who, ANSWER.c.key == key, ANSWER.c.at > now - KEPT)
    return session.execute(query).scalars().first()


def claim_key(session: Session, who: str, key: str, request: str, now: datetime) -> bool:
    """Takes a key for a request that is about to be done (status 0 until it is); False where it is taken."""
    session.execute(delete(ANSWER).where(ANSWER.c.at <= now - KEPT))
    row = {"who": who, "key": key, "request": request, "status": 0, "body": None, "at": now}
    return insert_one(session, AnswerRow, row) is not None
