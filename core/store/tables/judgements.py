"""What judging an occurrence gave, and what people ruled. Decisions are only ever added."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from core.store.columns import ExactNumber, Json, UtcDateTime
from core.store.tables.base import Table


class FigureRow(Table, table=True):
    """A distinct (origin, quantity, as-of) of an occurrence; claims link to it, relations stand between figures."""

    __tablename__ = "figure"
    __table_args__ = (Index(None, "occurrence_id"),)

    id: str = Field(primary_key=True, max_length=32)
    occurrence_id: str = Field(foreign_key="occurrence.id")
    origin: str | None = None
    measure: str
    group_label: str | None = None
    as_of: str | None = None
    value: Decimal | None = Field(default=None, sa_type=ExactNumber)
    low: Decimal | None = Field(default=None, sa_type=ExactNumber)
    high: Decimal | None = Field(default=None, sa_type=ExactNumber)
    precision: str
    detail: dict[str, Any] = Field(sa_type=Json)


class FigureClaimRow(Table, table=True):
    """Which claims print a figure."""

    __tablename__ = "figure_claim"

    figure_id: str = Field(foreign_key="figure.id", primary_key=True)
    claim_id: str = Field(foreign_key="claim.id", primary_key=True, index=True)


class RelationRow(Table, table=True):
    """`a` acts on `b` (semantics, section 4). Pairs without a row are incomparable."""

    __tablename__ = "relation"
    __table_args__ = (Index(None, "occurrence_id"),)

    a: str = Field(foreign_key="figure.id", primary_key=True)
    b: str = Field(foreign_key="figure.id", primary_key=True, index=True)
    occurrence_id: str = Field(foreign_key="occurrence.id")
    relation: str
    dimension: str | None = None
    because: dict[str, Any] = Field(sa_type=Json)


class FindingRow(Table, table=True):
    """What the evidence says of one claim; `place` 0 is the headline finding (semantics, section 5)."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "occurrence_id"), Index(None, "kind"))

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    place: int = Field(primary_key=True)
    kind: str
    occurrence_id: str | None = Field(default=None, foreign_key="occurrence.id")
    because: dict[str, Any] = Field(sa_type=Json)


class TallyRow(Table, table=True):
    """Low, best and high as reported, for one measure, group and window under one codebook."""

    __tablename__ = "tally"
    __table_args__ = (Index(None, "occurrence_id"),)

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: str = Field(foreign_key="occurrence.id")
    codebook: str
    measure: str
    group_label: str | None = None
    window_label: str | None = None
    low: Decimal | None = Field(default=None, sa_type=ExactNumber)
    best: Decimal | None = Field(default=None, sa_type=ExactNumber)
    high: Decimal | None = Field(default=None, sa_type=ExactNumber)
    origins: int
    detail: dict[str, Any] = Field(sa_type=Json)


class FlagRow(Table, table=True):
    """A finding that a person should look at. `id` derives from what differs, so judging again finds the same flag.

    status: open, decided, reopened, or withdrawn where the evidence no longer shows it. `evidence` is what it rests on
    ({"origins": [...], "figures": [...]}); `news` what reopened it.
    """

    __tablename__ = "flag"
    __table_args__ = (Index(None, "status", "rank"), Index(None, "occurrence_id"), Index(None, "report_id"))

    id: str = Field(primary_key=True, max_length=32)
    kind: str
    status: str = "open"
    rank: float = 0.0
    occurrence_id: str | None = Field(default=None, foreign_key="occurrence.id")
    report_id: str | None = Field(default=None, foreign_key="report.id")
    claim_a: str | None = Field(default=None, foreign_key="claim.id")
    claim_b: str | None = Field(default=None, foreign_key="claim.id")
    summary: str = ""
    because: dict[str, Any] = Field(sa_type=Json)
    evidence: dict[str, Any] = Field(sa_type=Json)
    news: dict[str, Any] | None = Field(default=None, sa_type=Json)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class DecisionRow(Table, table=True):
    """What a person ruled, on which evidence. A later row `revises` an earlier one; none is changed or deleted."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "flag_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    flag_id: str = Field(foreign_key="flag.id")
    ruling: str
    dimension: str | None = None
    note: str = ""
    who: str
    decided_at: datetime = Field(sa_type=UtcDateTime)
    evidence: dict[str, Any] = Field(sa_type=Json)
    revises: int | None = Field(default=None, foreign_key="decision.id")
