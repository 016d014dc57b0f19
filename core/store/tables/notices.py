"""Who is told of new flags, and each telling."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from core.store.columns import Json, UtcDateTime
from core.store.tables.base import Table


class NoticeRuleRow(Table, table=True):
    """A rule: flags of these kinds (none named: all) from this rank on are told to `target`.

    channel: webhook (target is its URL, `secret` signs what is sent) or email (target is an address). `lang` is the
    language of the words.
    """

    __tablename__ = "notice_rule"

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    target: str
    kinds: list[str] = Field(default_factory=list, sa_type=Json)
    least_rank: float = 0.0
    lang: str = "en"
    secret: str | None = None
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    who: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)


class NoticeRow(Table, table=True):
    """One telling of flags that opened or reopened together; status: waiting, sent, or failed with a reason.

    `flags` lists their ids; none in a trial that a person asked for. Written with the flags, sent after them.
    """

    __tablename__ = "notice"
    __table_args__ = (Index(None, "rule_id", "id"), Index(None, "status"))

    id: int | None = Field(default=None, primary_key=True)
    rule_id: int = Field(foreign_key="notice_rule.id")
    flags: list[str] = Field(default_factory=list, sa_type=Json)
    status: str = "waiting"
    reason: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
