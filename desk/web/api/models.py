"""What the API takes and gives: the documented JSON, kept apart from the pages' own values."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from core.claims.codec import number

T = TypeVar("T")


def _storable(text: str) -> str:
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("holds a character that no database keeps")
    return text


def _plain(segments: Any) -> Any:
    """A marked text as its plain characters."""
    return segments if isinstance(segments, str) else "".join(segment.text for segment in segments)


def _sentences(pairs: Any) -> Any:
    return pairs if isinstance(pairs, dict) else dict(pairs)


Number = Annotated[Decimal, PlainSerializer(number, return_type=float)]
Plain = Annotated[str, BeforeValidator(_plain)]
Sentences = Annotated[dict[str, str], BeforeValidator(_sentences)]
Line = Annotated[str, AfterValidator(_storable)]


class Model(BaseModel):
    """Read from the attributes of what a page shows."""

    model_config = ConfigDict(from_attributes=True)


class Name(Model):
    """A name as printed, in English where known, and whether it takes part in the events."""

    surface: str
    label: str | None = None
    party: bool = False


class Figure(Model):
    """A number with its bounds; an open end is null."""

    value: Number | None
    low: Number | None
    high: Number | None
    precision: str
    printed: str | None = None
    unit: str | None = None


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


class Ruling(Model):
    """One decision of one person; none is ever erased."""

    decision: str
    who: str
    when: datetime
    note: str | None
    dimension: str | None
    undone: bool
    replaced: bool


class Origin(Model):
    """Who first gave a figure, and the outlets that carry it."""

    name: Name | None
    outlets: tuple[str, ...]


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
    occurrence_id: str | None


class Finding(Model):
    """What the evidence says of a number, and why."""

    finding: str
    because: Sentences


class Claim(Model):
    """One number of an article with everything that was read of it."""

    n: int
    figure: Figure
    measure: str
    text: str
    group: Name | None
    place: Name | None
    actor: Name | None
    window: str
    window_text: str | None
    as_of: str | None
    due: str | None
    stance: str
    attribution: tuple[Name, ...]
    part_of: int | None
    in_headline: bool
    findings: tuple[Finding, ...]
    flag_id: str | None


class Inconsistency(Model):
    """Where a report contradicts itself."""

    check: str
    claims: tuple[int, ...]
    because: Sentences


class ArticleLine(Model):
    """One article of a list."""

    article_id: str
    title: str
    publisher: str | None
    published: str | None
    lang: str
    url: str | None


class Article(Model):
    """One article with its claims."""

    id: str
    title: Plain
    paragraphs: tuple[Plain, ...]
    lang: str
    claims: tuple[Claim, ...]
    inconsistencies: tuple[Inconsistency, ...]
    url: str | None
    publisher: str | None
    credit: str | None
    published: str | None
    occurrence_id: str | None
    revision: int


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
    origins: tuple["OriginReports", ...]


class OriginReports(Model):
    """The reports of one origin; null where nobody knows who gave the figures."""

    origin: Name | None
    reports: tuple[ArticleLine, ...]


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


class Schedule(Model):
    """One schedule of re-checks."""

    id: str
    title: str
    rule: str
    spec: str
    state: str
    next_run: datetime | None
    last_run: datetime | None
    last_result: str | None


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


class Page(BaseModel, Generic[T]):
    """A part of a list. `next` is the address of the following part, null at the end; `total` where it is counted."""

    items: Sequence[T]
    total: int | None = None
    next: str | None = None


class Decide(BaseModel):
    """A ruling; `dimension` says in what both are right."""

    model_config = ConfigDict(extra="forbid")
    decision: Literal[
        "a_right", "b_right", "both_right", "not_same_occurrence", "outdated", "source_error", "cannot_tell",
        "follow_up",
    ]  # fmt: skip
    dimension: Literal["occurrence", "measure", "group", "place", "window", "unit", "stance"] | None = None
    note: Annotated[Line, Field(max_length=4000)] = ""


class PastedText(BaseModel):
    """The text of one article, its headline first."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[Line, Field(min_length=10, max_length=1_000_000)]
    lang: Annotated[Line, Field(max_length=8)] | None = None
    publisher: Annotated[Line, Field(max_length=300)] | None = None
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None


class Queue(BaseModel):
    """Addresses to check, or one text."""

    model_config = ConfigDict(extra="forbid")
    urls: Annotated[
        list[Annotated[Line, Field(max_length=2000, pattern=r"^https?://[^\s]+$")]], Field(max_length=500)
    ] = []
    article: PastedText | None = None


class Queued(BaseModel):
    """How many articles are new in the queue."""

    queued: int


class AddSchedule(BaseModel):
    """`subject` is an article's or occurrence's id or address; `spec` hours for every, five fields for cron."""

    model_config = ConfigDict(extra="forbid")
    subject: Annotated[Line, Field(min_length=1, max_length=2000)]
    rule: Literal["every", "adaptive", "cron"]
    spec: Annotated[Line, Field(max_length=100)] = ""


class Done(BaseModel):
    """The act was done."""

    done: bool = True


class Problem(BaseModel):
    """RFC 9457: what went wrong, in words."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[dict[str, Any]] | None = None


Occurrence.model_rebuild()
