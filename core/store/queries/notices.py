"""Rules of who is told of flags, and the notices that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session

from core.store.insert import insert_one
from core.store.queries.flags import flags_by_id
from core.store.tables import FlagRow, NoticeRow, NoticeRuleRow, core

RULE, NOTICE = core(NoticeRuleRow), core(NoticeRow)


@dataclass(frozen=True, slots=True)
class Telling:
    """A notice with its rule and its flags, the most pressing first."""

    notice: NoticeRow
    rule: NoticeRuleRow
    flags: Sequence[FlagRow]


def add_rule(session: Session, rule: NoticeRuleRow) -> NoticeRuleRow:
    """Adds a rule."""
    session.add(rule)
    session.flush()
    return rule


def list_rules(session: Session, *, active_only: bool = False) -> list[NoticeRuleRow]:
    """Rules in the order in which they were added."""
    query = select(NoticeRuleRow).order_by(RULE.c.id)
    if active_only:
        query = query.where(RULE.c.paused_at.is_(None))
    return list(session.execute(query).scalars())


def get_rule(session: Session, rule_id: int) -> NoticeRuleRow | None:
    """One rule."""
    return session.get(NoticeRuleRow, rule_id)


def pause_rule(session: Session, rule_id: int, now: datetime | None) -> NoticeRuleRow | None:
    """Pauses a rule, or lets it go on where `now` is None."""
    row = session.get(NoticeRuleRow, rule_id)
    if row is not None:
        row.paused_at = now
        session.flush()
    return row


def remove_rule(session: Session, rule_id: int) -> bool:
    """Removes a rule with its notices; False where there is none."""
    session.execute(delete(NOTICE).where(NOTICE.c.rule_id == rule_id))
    return bool(session.execute(delete(RULE).where(RULE.c.id == rule_id)).rowcount)  # type: ignore[attr-defined]  # a write counts its rows


def add_notice(session: Session, rule_id: int, flags: Sequence[str], now: datetime) -> int:
    """Adds a notice that waits to be sent; returns its id."""
    row = {"rule_id": rule_id, "flags": list(flags), "status": "waiting", "created_at": now}
    return int(insert_one(session, NoticeRow, row))


def waiting(session: Session, notice_id: int) -> Telling | None:
    """What a notice has to tell; None where it was sent, given up or removed."""
    notice = session.get(NoticeRow, notice_id)
    if notice is None or notice.status != "waiting":
        return None
    rule = session.get(NoticeRuleRow, notice.rule_id)
    if rule is None:
        return None
    return Telling(notice, rule, flags_by_id(session, notice.flags))


def close_notice(session: Session, notice_id: int, status: str, reason: str | None, now: datetime) -> None:
    """Notes that a notice was sent or given up, once."""
    sent = now if status == "sent" else None
    session.execute(
        update(NOTICE)
        .where(NOTICE.c.id == notice_id, NOTICE.c.status == "waiting")
        .values(status=status, reason=reason, sent_at=sent)
    )


def latest_notices(session: Session) -> dict[int, NoticeRow]:
    """The newest notice of each rule."""
    newest = select(func.max(NOTICE.c.id)).group_by(NOTICE.c.rule_id)
    rows = session.execute(select(NoticeRow).where(NOTICE.c.id.in_(newest))).scalars()
    return {row.rule_id: row for row in rows}
