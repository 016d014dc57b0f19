"""What the archive's index still has to take up."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from core.store.columns import UtcDateTime
from core.store.tables.base import Table


class ArchiveOrderRow(Table, table=True):
    """A report whose newest wording the index is to take up; written with the wording, kept a while once it is indexed.

    `revision_id` is the wording that was newest when the order was written; a newer one begins the order anew.
    """

    __tablename__ = "archive_order"
    __table_args__ = (Index(None, "indexed_at", "noted_at"),)

    report_id: str = Field(primary_key=True, foreign_key="report.id", max_length=32)
    revision_id: str = Field(max_length=32)
    noted_at: datetime = Field(sa_type=UtcDateTime)
    indexed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
