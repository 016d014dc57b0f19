"""Occurrences: tally, matrix, reports by origin, merge and split."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from desk.web.api.models.articles import ArticleLine
from desk.web.api.models.base import Figure, Given, Id, Line, Model, Name, Note, Number, TollPoint


class OccurrenceLine(Model):
    """One occurrence of a list."""

    id: str
    title: str
    reports: int
    origins: int
    flags: int
    day: str | None
    updated_at: datetime | None


class Tally(Model):
    """Lowest, best and highest as reported; that isn't "true"."""

    measure: str
    group: Name | None
    place: Name | None
    window: str
    low: Number | None
    best: Number | None
    high: Number | None
    origins: int


class Told(Model):
    """One origin's figure for a quantity, its headline finding, and an article that prints it."""

    origin: Name | None
    figure: Figure
    finding: str | None
    article_id: str | None


class Quantity(Model):
    """Measure, group, place and window, with every figure that was given for it."""

    measure: str
    group: Name | None
    place: Name | None
    window: str
    figures: tuple[Told, ...]


class OriginReports(Model):
    """The reports of one origin; null where nobody knows who gave the figures."""

    origin: Name | None
    reports: tuple[ArticleLine, ...]


class Occurrence(Model):
    """One occurrence: its tally and its reports by origin."""

    id: str
    title: str
    day: str | None
    codebook: str
    codebooks: tuple[str, ...]
    known_at: str | None
    days: tuple[str, ...]
    flags: int
    tally: tuple[Tally, ...]
    toll: tuple[TollPoint, ...]
    matrix: tuple[Quantity, ...]
    origins: tuple[OriginReports, ...]


class Merge(Given):
    """The occurrence that is the same happening."""

    other: Annotated[Line, Field(pattern=r"^[0-9A-Za-z]{4,40}$")]
    note: Note = ""


class Split(Given):
    """The reports that are about another happening."""

    reports: Annotated[list[Id], Field(min_length=1, max_length=500)]
    note: Note = ""


class Regrouped(BaseModel):
    """The occurrence in which the reports are now."""

    occurrence: str
