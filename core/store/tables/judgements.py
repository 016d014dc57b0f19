"""What judging an occurrence gave, and what people ruled. Decisions are only ever added.

A `seal` is a short hash of what a row says (of all findings of one figure together): whoever judges the occurrence next
sees by it what differs, whichever process wrote it. None where an earlier release did.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from core.store.columns import ExactNumber, Json, UtcDateTime
from core.store.tables.base import Table


class FigureRow(Table, table=True):
    """A distinct (origin, quantity, as-of) of an occurrence; claims link to it, relations stand between figures.

    `key` derives from the content alone: the same figure has it after the occurrence was merged into another.
    """

    __tablename__ = "figure"
    __table_args__ = (Index(None, "occurrence_id"),)

    id: str = Field(primary_key=True, max_length=32)
    occurrence_id: str = Field(foreign_key="occurrence.id")
    key: str
    origin: str | None = None
    origin_label: str = ""
    party: bool = False
    measure: str
    group_label: str | None = None
    place_label: str | None = None
    window_label: str = ""
    unit: str | None = None
    stance: str
    as_of: str | None = None
    first_date: str | None = None
    last_date: str | None = None
    reports: int = 0
    value: Decimal | None = Field(default=None, sa_type=ExactNumber)
    low: Decimal | None = Field(default=None, sa_type=ExactNumber)
    high: Decimal | None = Field(default=None, sa_type=ExactNumber)
    precision: str
    seal: str | None = Field(default=None, max_length=16)


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
    slip: dict[str, Any] | None = Field(default=None, sa_type=Json)
    wide: bool = False
    confidence: float = 1.0
    because: dict[str, Any] = Field(sa_type=Json)
    seal: str | None = Field(default=None, max_length=16)


class FindingRow(Table, table=True):
    """What the evidence says of a figure, and so of every claim that prints it, or of one claim alone.

    `place` orders the findings, 0 first (semantics, section 5). `against` lists the ids of the figures it rests on.
    """

    __tablename__ = "finding"
    __table_args__ = (Index(None, "occurrence_id"), Index(None, "figure_id"), Index(None, "claim_id"))

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: str = Field(foreign_key="occurrence.id")
    figure_id: str | None = Field(default=None, foreign_key="figure.id")
    claim_id: str | None = Field(default=None, foreign_key="claim.id")
    place: int
    kind: str
    because: dict[str, Any] = Field(sa_type=Json)
    against: list[str] = Field(default_factory=list, sa_type=Json)
    seal: str | None = Field(default=None, max_length=16)


class TallyRow(Table, table=True):
    """Low, best and high as reported, for one measure, group and window under one codebook."""

    __tablename__ = "tally"
    __table_args__ = (Index(None, "occurrence_id"),)

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: str = Field(foreign_key="occurrence.id")
    codebook: str
    measure: str
    group_label: str = ""
    place_label: str = ""
    window_label: str = ""
    unit: str = ""
    low: Decimal | None = Field(default=None, sa_type=ExactNumber)
    best: Decimal | None = Field(default=None, sa_type=ExactNumber)
    high: Decimal | None = Field(default=None, sa_type=ExactNumber)
    origins: int
    reports: int


class TallyMoveRow(Table, table=True):
    """One row of a tally that a judgement changed, and how; `change` is as runs tell it (workers.pipeline.changes)."""

    __tablename__ = "tally_move"
    __table_args__ = (Index(None, "occurrence_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: str = Field(foreign_key="occurrence.id")
    at: datetime = Field(sa_type=UtcDateTime)
    change: dict[str, Any] = Field(sa_type=Json)


class FlagRow(Table, table=True):
    """A finding that a person should look at. Judging again finds the same flag by its `key` or by its claims.

    status: open, decided, reopened, or withdrawn where the evidence no longer shows it. `figure_a` and `figure_b` are
    the keys of the two figures, `claim_a` and `claim_b` a claim that prints each. `evidence` lists the origins and
    figures that it rests on; `news` those of them that a decision had not seen. `report_id` and `measure` repeat those
    of `claim_a`, `report_b` the report of `claim_b`: what a claim says never changes, and the inbox filters by them.
    """

    __tablename__ = "flag"
    __table_args__ = (
        # The inbox counts, filters and ranks in it alone.
        Index(None, "status", "kind", "rank", "id", "measure", "report_id", "report_b"),
        Index(None, "occurrence_id", "status"),
        Index(None, "report_id", "status"),
        Index(None, "claim_a"),
        Index(None, "claim_b"),
        Index(None, "changed_at"),
    )

    id: str = Field(primary_key=True, max_length=32)
    kind: str
    key: str
    status: str = "open"
    rank: float = 0.0
    figure_a: str | None = None
    figure_b: str | None = None
    occurrence_id: str | None = Field(default=None, foreign_key="occurrence.id")
    report_id: str | None = Field(default=None, foreign_key="report.id")
    claim_a: str | None = Field(default=None, foreign_key="claim.id")
    claim_b: str | None = Field(default=None, foreign_key="claim.id")
    report_b: str | None = None
    measure: str | None = None
    summary: str = ""
    because: dict[str, Any] = Field(sa_type=Json)
    evidence: list[str] = Field(sa_type=Json)
    news: list[str] = Field(default_factory=list, sa_type=Json)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    seal: str | None = Field(default=None, max_length=16)


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
    evidence: list[str] = Field(sa_type=Json)
    revises: int | None = Field(default=None, foreign_key="decision.id")
