"""Claims, and the occurrences they are about."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint, false
from sqlmodel import Field

from core.store.columns import ExactNumber, Json, UtcDateTime
from core.store.tables.base import Table


class OccurrenceRow(Table, table=True):
    """A happening that a set of reports is about. `changed` counts what came in, `judged` what the findings saw.

    `digest` is the hash of what was judged: the same again needs no judging. `campaign` is set where no single
    happening is meant but all that went on in a country since a day ("2018-09-10|SY"): running totals belong there.
    """

    __tablename__ = "occurrence"
    __table_args__ = (Index(None, "last_date"),)

    id: str = Field(primary_key=True, max_length=32)
    title: str = ""
    first_date: str | None = None
    last_date: str | None = None
    merged_into: str | None = Field(default=None, foreign_key="occurrence.id", index=True)
    changed: int = 0
    judged: int = 0
    digest: str | None = None
    campaign: str | None = Field(default=None, index=True, unique=True)
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class OccurrenceReportRow(Table, table=True):
    """A report's membership; it can belong to several occurrences. `placed_by` is machine or a person's name. `beside`
    marks an occurrence of which the report tells beside what it is mainly about: single claims of it belong here."""

    __tablename__ = "occurrence_report"

    occurrence_id: str = Field(foreign_key="occurrence.id", primary_key=True)
    report_id: str = Field(foreign_key="report.id", primary_key=True, index=True)
    placed_by: str = "machine"
    beside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    placed_at: datetime = Field(sa_type=UtcDateTime)


class ClaimRow(Table, table=True):
    """One claim of one revision; `id` hashes the revision, the span and what it says, so reading again changes nothing.

    `detail` is the claim's JSON (core.claims.codec); the columns repeat what is searched, and the exact numbers.
    A claim belongs to one occurrence.
    """

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("revision_id", "n"),
        Index(None, "occurrence_id", "measure", "group_id"),
        Index(None, "report_id"),
        Index(None, "group_id"),
        Index(None, "place_label"),
    )

    id: str = Field(primary_key=True, max_length=32)
    revision_id: str = Field(foreign_key="revision.id")
    report_id: str = Field(foreign_key="report.id")
    occurrence_id: str | None = Field(default=None, foreign_key="occurrence.id")
    n: int
    text: str
    start: int | None = None
    end: int | None = None
    value: Decimal | None = Field(default=None, sa_type=ExactNumber)
    low: Decimal | None = Field(default=None, sa_type=ExactNumber)
    high: Decimal | None = Field(default=None, sa_type=ExactNumber)
    low_open: bool = False
    high_open: bool = False
    precision: str
    unit: str | None = None
    measure: str
    group_id: str | None = None
    group_label: str | None = None
    place_label: str | None = None
    window_kind: str
    as_of: str | None = None
    due: str | None = Field(default=None, index=True)
    stance: str
    campaign: str | None = Field(default=None, index=True)
    detail: dict[str, Any] = Field(sa_type=Json)


class DueForecastRow(Table, table=True):
    """A forecast whose day has been scheduled, so that it is re-checked once."""

    __tablename__ = "due_forecast"

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id")
