"""The queue: what is sent to it, runs of the workflow, work that gave up."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from desk.web.api.models.base import Given, Line, Model


class Verification(Model):
    """One run of the workflow for one article."""

    id: str
    what: str
    stage: str
    state: str
    added_at: datetime
    article_id: str | None
    claims: int
    flags: int
    candidates: int
    fetched: int
    attempts: int
    error: str | None
    detail: str | None
    next_try: datetime | None


class PastedText(Given):
    """The text of one article, its headline first."""

    text: Annotated[Line, Field(min_length=10, max_length=1_000_000)]
    lang: Annotated[Line, Field(max_length=8)] | None = None
    publisher: Annotated[Line, Field(max_length=300)] | None = None
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    url: Annotated[Line, Field(max_length=2000, pattern=r"^https?://[^\s]+$")] | None = None


class Queue(Given):
    """Addresses to check, or one text."""

    urls: list[Annotated[Line, Field(max_length=2000, pattern=r"^https?://[^\s]+$")]] = Field([], max_length=10_000)
    article: PastedText | None = None


class Queued(BaseModel):
    """How many articles are new in the queue."""

    queued: int


class Dead(Model):
    """Work that gave up."""

    id: str
    task: str
    what: str
    attempts: int
    reason: str
    died_at: datetime
    verification_id: str | None
