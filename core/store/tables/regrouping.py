"""What people ruled of whole occurrences. Rulings are only ever added; what is kept apart follows from them."""

from datetime import datetime

from sqlmodel import Field

from core.store.columns import Json, UtcDateTime
from core.store.tables.base import Table


class OccurrenceRulingRow(Table, table=True):
    """A person merged two occurrences or split one. act: merge (`other_id` with its `reports` went into
    `occurrence_id`) or split (`reports`, and single `claims` of reports that stayed, went from `occurrence_id` to
    `other_id`). `stayed` are the other reports that the person saw. The latest ruling on two occurrences holds."""

    __tablename__ = "occurrence_ruling"

    id: int | None = Field(default=None, primary_key=True)
    act: str
    occurrence_id: str = Field(foreign_key="occurrence.id", index=True, max_length=32)
    other_id: str = Field(foreign_key="occurrence.id", index=True, max_length=32)
    reports: list[str] = Field(default_factory=list, sa_type=Json)
    stayed: list[str] = Field(default_factory=list, sa_type=Json)
    claims: list[str] = Field(default_factory=list, sa_type=Json)
    note: str = ""
    who: str
    decided_at: datetime = Field(sa_type=UtcDateTime)


class ApartRow(Table, table=True):
    """Two occurrences, the smaller id first, that a person split: no machine makes them one again."""

    __tablename__ = "occurrence_apart"

    a: str = Field(foreign_key="occurrence.id", primary_key=True, max_length=32)
    b: str = Field(foreign_key="occurrence.id", primary_key=True, index=True, max_length=32)
