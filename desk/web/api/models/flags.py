"""Flags: the inbox, one in full, rulings, assignment, kept filters."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from desk.web.api.models.base import Figure, Given, Ids, Line, Model, Name, Note, Plain, Sentences, TollPoint

Decision = Literal[
    "a_right", "b_right", "both_right", "not_same_occurrence", "outdated", "source_error", "cannot_tell", "follow_up"
]


class Flag(Model):
    """One line of the inbox."""

    id: str
    kind: str
    state: str
    measure: str
    left: Figure
    right: Figure | None
    group: Name | None
    place: Name | None
    day: str | None
    left_names: tuple[Name, ...]
    right_names: tuple[Name, ...]
    left_origins: int
    right_origins: int
    raised_at: datetime | None
    title: str | None
    decision: str | None
    assignee: str | None
    second: str | None


class Ruling(Model):
    """One decision of one person; none is ever erased."""

    decision: str
    who: str
    when: datetime
    note: str | None
    dimension: str | None
    undone: bool
    replaced: bool


class Passing(Model):
    """One outlet that carries a figure, and whom it names between the origin and itself."""

    outlet: str
    through: tuple[Name, ...]
    article_id: str | None


class Origin(Model):
    """Who first gave a figure, and the outlets that carry it; `more` outlets aren't named."""

    name: Name | None
    outlets: tuple[str, ...]
    passed: tuple[Passing, ...]
    more: int


class Side(Model):
    """One of two claims, in its own words."""

    figure: Figure
    article_id: str | None
    publisher: str | None
    published: str | None
    lang: str
    passage: Plain
    url: str | None
    chain: tuple[Name, ...]
    origins: tuple[Origin, ...]
    stance: str
    reports: int


class Dimension(Model):
    """How the two sides stand in one dimension."""

    dimension: str
    left: str | Name | None
    right: str | Name | None
    verdict: str


class SecondAsked(Model):
    """Somebody asks for a second reviewer."""

    who: str
    when: datetime
    note: str


class FlagDetail(Model):
    """One flag in full."""

    id: str
    kind: str
    state: str
    relation: str | None
    measure: str
    group: Name | None
    place: Name | None
    day: str | None
    left: Side
    right: Side | None
    because: Sentences
    slip: str | None
    slip_side: str | None
    dimensions: tuple[Dimension, ...]
    history: tuple[Ruling, ...]
    toll: tuple[TollPoint, ...]
    days: tuple[str, ...]
    known_at: str | None
    assignee: str | None
    second: SecondAsked | None
    news_figures: int
    news_origins: tuple[str, ...]
    occurrence_id: str | None


class Decide(Given):
    """A ruling; `dimension` says in what both are right."""

    decision: Decision
    dimension: Literal["occurrence", "measure", "group", "place", "window", "unit", "stance"] | None = None
    note: Annotated[Line, Field(max_length=4000)] = ""


class Flags(Given):
    """Flags by their ids."""

    flags: Ids


class DecideMany(Flags):
    """One ruling for all of them."""

    decision: Decision
    note: Note = ""


class Assign(Flags):
    """To whom they are handed; null is nobody."""

    assignee: Annotated[Line, Field(max_length=60)] | None = None


class Noted(Given):
    """A few words."""

    note: Annotated[Line, Field(max_length=1000)] = ""


class Filter(Model):
    """A kept filter; a count of 1000 stands for more than 999."""

    id: str
    name: str
    query: str
    count: int


class KeepFilter(Given):
    """A name and the query of the inbox's address."""

    name: Annotated[Line, Field(min_length=1, max_length=60)]
    query: Annotated[Line, Field(min_length=1, max_length=1000)]
