"""People at the desk: who may do what, how they are known, and what each of them did."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from core.store.columns import Json, UtcDateTime
from core.store.tables.base import Table


class UserRow(Table, table=True):
    """A person. `name` is kept as typed, `folded` is what must be unique; role is viewer, reviewer or admin."""

    __tablename__ = "desk_user"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    folded: str = Field(unique=True)
    role: str
    password_hash: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeskSessionRow(Table, table=True):
    """A browser that signed in: `id` is the SHA-256 of what its cookie holds, so that a copy of the table signs nobody
    in."""

    __tablename__ = "desk_session"

    id: str = Field(primary_key=True, max_length=64)
    user_id: int = Field(foreign_key="desk_user.id", index=True)
    agent: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiTokenRow(Table, table=True):
    """A program that acts for a person: only the SHA-256 of the token is kept."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="desk_user.id", index=True)
    name: str
    digest: str = Field(unique=True, max_length=64)
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInRow(Table, table=True):
    """A try to sign in that hasn't succeeded; it is taken down before the password is looked at."""

    __tablename__ = "sign_in"
    __table_args__ = (Index(None, "folded", "at"), Index(None, "address", "at"))

    id: int | None = Field(default=None, primary_key=True)
    folded: str
    address: str
    at: datetime = Field(sa_type=UtcDateTime)


class AuditRow(Table, table=True):
    """One act of one person; rows are only ever added."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "at"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    act: str
    subject: str = ""
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


class AnswerRow(Table, table=True):
    """What an Idempotency-Key was answered, so that the same request again is answered the same and done once."""

    __tablename__ = "api_answer"
    __table_args__ = (UniqueConstraint("who", "key"), Index(None, "at"))

    id: int | None = Field(default=None, primary_key=True)
    who: str
    key: str
    request: str = Field(max_length=64)
    status: int
    body: dict[str, Any] | None = Field(default=None, sa_type=Json)
    at: datetime = Field(sa_type=UtcDateTime)


class SavedFilterRow(Table, table=True):
    """An inbox filter that a person gave a name."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("who", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    who: str
    name: str
    query: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class AssignmentRow(Table, table=True):
    """Who looks at a flag."""

    __tablename__ = "assignment"
    __table_args__ = (Index(None, "assignee"),)

    flag_id: str = Field(foreign_key="flag.id", primary_key=True)
    assignee: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class SecondLookRow(Table, table=True):
    """A reviewer asks that another one looks at a flag; the row goes once another one ruled."""

    __tablename__ = "second_look"

    flag_id: str = Field(foreign_key="flag.id", primary_key=True)
    asked_by: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    note: str = ""


class CorrectionRow(Table, table=True):
    """What a person says of a number beside the machine's reading; rows are only ever added.

    act is correct, add or strike, or undone for a row that takes `revises` back. `claim` is the JSON of the claim as it
    should be (null for strike); `start` and `end` are where its number stands in the wording of `document_hash`, by
    which the correction is found again after the machine read the text anew.
    """

    __tablename__ = "correction"
    __table_args__ = (Index(None, "report_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    report_id: str = Field(foreign_key="report.id")
    document_hash: str = Field(max_length=64)
    act: str
    start: int | None = None
    end: int | None = None
    claim: dict[str, Any] | None = Field(default=None, sa_type=Json)
    note: str = ""
    who: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    revises: int | None = Field(default=None, foreign_key="correction.id")
