"""Work to be done once: verifications with their stages, jobs (the outbox), attempts, dead letters, schedules."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from core.store.columns import Json, UtcDateTime
from core.store.tables.base import Table


class VerificationRow(Table, table=True):
    """One run of the whole workflow for one article.

    stage: queued, reading, searching, fetching, comparing, done; or failed, cancelled, dead, each with a `reason`.
    `active_key` is the article's key while the run goes on and null afterwards: an article has one run at a time.
    `times` maps each stage to the moment it began; `against` lists the sources given with it; `changes` lists
    what a run found new: {"kind": revised | tally | flag_opened | flag_reopened | flag_withdrawn, ...}.
    """

    __tablename__ = "verification"
    __table_args__ = (
        UniqueConstraint("active_key"),
        Index(None, "key", "id"),
        Index(None, "stage"),
        Index(None, "report_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str
    active_key: str | None = None
    kind: str = "first"
    article: dict[str, Any] = Field(sa_type=Json)
    against: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    report_id: str | None = Field(default=None, foreign_key="report.id")
    revision_id: str | None = Field(default=None, foreign_key="revision.id")
    stage: str = "queued"
    reason: str | None = None
    candidates: int = 0
    fetched: int = 0
    unreached: int = 0
    claims: int = 0
    findings: int = 0
    flags: int = 0
    times: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    who: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CandidateRow(Table, table=True):
    """A report that a verification found and has to look at once; status: waiting, or what came of it.

    Pages to fetch have a batch each; documents at hand share one.
    """

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("verification_id", "key"), Index(None, "verification_id", "batch"))

    id: int | None = Field(default=None, primary_key=True)
    verification_id: int = Field(foreign_key="verification.id")
    batch: int
    key: str
    url: str | None = None
    title: str = ""
    article: dict[str, Any] = Field(sa_type=Json)
    status: str = "waiting"
    reason: str | None = None
    report_id: str | None = Field(default=None, foreign_key="report.id")


class JobRow(Table, table=True):
    """One message and the work behind it: written with the facts it follows from, sent after they are committed.

    state: waiting (to be sent at `due_at`), sent, running (until `lease_until`, by `worker`), done, dead, discarded.
    `excused` tries don't count against the job. `subject` makes a job unique for its task while it is open, so that
    work asked for twice is done once.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index(
            "uq_job_open",
            "task",
            "subject",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'sent')"),
            postgresql_where=text("state IN ('waiting', 'sent')"),
        ),
        Index(
            "ix_job_sent",
            "queue",
            "task",
            "id",
            sqlite_where=text("state = 'sent'"),
            postgresql_where=text("state = 'sent'"),
        ),
        Index(None, "state", "due_at"),
        Index(None, "verification_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    task: str
    subject: str
    queue: str
    verification_id: int | None = Field(default=None, foreign_key="verification.id")
    state: str = "waiting"
    attempts: int = 0
    excused: int = 0
    due_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    worker: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AttemptRow(Table, table=True):
    """One try of one job. outcome: running, done, retried, unreached, lost (its process died), dead."""

    __tablename__ = "attempt"

    job_id: int = Field(foreign_key="job.id", primary_key=True)
    number: int = Field(primary_key=True)
    worker: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str = "running"
    error: str | None = None


class DeadLetterRow(Table, table=True):
    """A job that was given up, for a person to retry or to discard."""

    __tablename__ = "dead_letter"
    __table_args__ = (Index(None, "resolved_at"),)

    id: int | None = Field(default=None, primary_key=True)
    job_id: int = Field(foreign_key="job.id", index=True)
    task: str
    subject: str
    verification_id: int | None = Field(default=None, foreign_key="verification.id")
    attempts: int
    reason: str
    died_at: datetime = Field(sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolution: str | None = None
    who: str | None = None


class ScheduleRow(Table, table=True):
    """When something is to be looked at again.

    subject: kind (article, occurrence, source) and its id. rule: every (spec = seconds), cron (spec = expression in
    `zone`), adaptive (by the age of the article and whether its figures move), once. state: active, paused, ended.
    """

    __tablename__ = "schedule"
    __table_args__ = (Index(None, "state", "next_at"), Index(None, "subject_kind", "subject_id"))

    id: int | None = Field(default=None, primary_key=True)
    subject_kind: str
    subject_id: str
    rule: str
    spec: str = ""
    zone: str = "UTC"
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: str = "active"
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    quiet_runs: int = 0
    note: str = ""
    who: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)


class ScheduleRunRow(Table, table=True):
    """One run that fell due; the unique key keeps two beats from starting it twice."""

    __tablename__ = "schedule_run"
    __table_args__ = (UniqueConstraint("schedule_id", "due_at"), Index(None, "verification_id"))

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id")
    due_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verification_id: int | None = Field(default=None, foreign_key="verification.id")
    outcome: str = "running"
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
