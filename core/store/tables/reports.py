"""Reports, their revisions, and the pages they were read from."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from core.store.columns import UtcDateTime
from core.store.tables.base import Table


class SourceRow(Table, table=True):
    """A configured place to ask for coverage: kind as workers.sources names it; location a path or URL."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("kind", "location"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    location: str
    name: str | None = None
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    etag: str | None = None
    last_modified: str | None = None
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0
    problem: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class PageRow(Table, table=True):
    """Raw bytes as fetched, kept once per content: `id` is their SHA-256, `body` is compressed by `encoding`."""

    __tablename__ = "page"

    id: str = Field(primary_key=True, max_length=64)
    encoding: str = "zlib"
    body: bytes = Field(sa_type=LargeBinary)
    size: int
    content_type: str | None = None
    seen_at: datetime = Field(sa_type=UtcDateTime)


class VisitRow(Table, table=True):
    """The latest fetch of one URL, for conditional requests and for the host's health."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_failures", "failures", "fetched_at"),)

    url: str = Field(primary_key=True)
    status: str
    reason: str = ""
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    page_id: str | None = Field(default=None, foreign_key="page.id")
    report_id: str | None = Field(default=None, foreign_key="report.id")
    final_url: str | None = None
    failures: int = 0
    fetched_at: datetime = Field(sa_type=UtcDateTime)


class ReportRow(Table, table=True):
    """One article of one outlet: `key` is its canonical URL, or the hash of its text where it has no URL."""

    __tablename__ = "report"

    id: str = Field(primary_key=True, max_length=32)
    key: str = Field(unique=True)
    url: str | None = None
    publisher: str | None = Field(default=None, index=True)
    title: str = ""
    lang: str | None = None
    date: str | None = Field(default=None, index=True)
    revision_id: str | None = None
    revisions: int = 0
    first_seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)


class RevisionRow(Table, table=True):
    """One wording of a report; `id` derives from the report, the place in its history and the wording."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: str = Field(primary_key=True, max_length=32)
    report_id: str = Field(foreign_key="report.id")
    number: int
    document: str
    document_hash: str = Field(max_length=64, index=True)
    lang: str | None = None
    date: str | None = None
    modified: str | None = None
    publisher: str | None = None
    credit: str | None = None
    page_id: str | None = Field(default=None, foreign_key="page.id")
    seen_at: datetime = Field(sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
