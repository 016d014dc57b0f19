"""Sources of coverage, and hosts that fail."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from desk.web.api.models.base import Given, Line, Model


class Source(Model):
    """Where coverage comes from, and whether it still does."""

    id: str
    name: str
    kind: str
    location: str
    health: str
    asked_at: datetime | None
    failures: int
    problem: str | None


class Host(Model):
    """A host whose pages could not be fetched."""

    host: str
    pages: int
    failures: int
    reason: str
    last_at: datetime


class AddSource(Given):
    """A feed's address."""

    location: Annotated[Line, Field(max_length=2000, pattern=r"^https?://[^\s]+$")]
    name: Annotated[Line, Field(max_length=100)] = ""


class Trial(Model):
    """What a source brought when it was asked once."""

    name: str
    found: int
    titles: tuple[str, ...]
    problem: str | None
