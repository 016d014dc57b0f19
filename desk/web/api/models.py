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


class TollPoint(Model):
    """A figure of the toll chart: when it was true, since when it was known, and what people ruled of it."""

    at: datetime
    value: Number | None
    low: Number | None
    high: Number | None
    precision: str
    origin: str
    hollow: bool
    ruling: str | None
    since: str | None


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


class Correction(Model):
    """What a person says of a number; `n` is null for an added one, or one of an earlier wording."""

    id: str
    act: str
    n: int | None
    who: str
    when: datetime
    figure: Figure | None
    measure: str
    group: Name | None
    window: str
    stance: str
    note: str
    text: str
    earlier_wording: bool


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
    corrections: tuple[Correction, ...]


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
    url: Annotated[Line, Field(max_length=2000, pattern=r"^https?://[^\s]+$")] | None = None


class Queue(BaseModel):
    """Addresses to check, or one text."""

    model_config = ConfigDict(extra="forbid")
    urls: Annotated[
        list[Annotated[Line, Field(max_length=2000, pattern=r"^https?://[^\s]+$")]], Field(max_length=10_000)
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


class Given(BaseModel):
    """What is sent; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


Ids = Annotated[list[Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,40}$")]], Field(min_length=1, max_length=50)]
Note = Annotated[Line, Field(max_length=4000)]
Secret = Annotated[Line, Field(min_length=10, max_length=200)]
Roles = Literal["viewer", "reviewer", "admin"]


class Flags(Given):
    """Flags by their ids."""

    flags: Ids


class DecideMany(Flags):
    """One ruling for all of them."""

    decision: Literal[
        "a_right", "b_right", "both_right", "not_same_occurrence", "outdated", "source_error", "cannot_tell",
        "follow_up",
    ]  # fmt: skip
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


class Correct(Given):
    """What a number should say; empty fields stay as they were read."""

    value: Annotated[Line, Field(max_length=40)] = ""
    low: Annotated[Line, Field(max_length=40)] = ""
    high: Annotated[Line, Field(max_length=40)] = ""
    group: Annotated[Line, Field(max_length=200)] = ""
    measure: Annotated[Line, Field(max_length=100)] = ""
    window: Literal["", "occurrence", "cumulative", "period", "other"] = ""
    stance: Literal["", "asserted", "denied", "withdrawn", "forecast", "hypothetical", "plan", "order"] = ""
    note: Note = ""


class Missed(Correct):
    """A number that wasn't read, as the text prints it."""

    printed: Annotated[Line, Field(min_length=1, max_length=200)]


class Merge(Given):
    """The occurrence that is the same happening."""

    other: Annotated[Line, Field(pattern=r"^[0-9A-Za-z]{4,40}$")]
    note: Note = ""


class Split(Given):
    """The reports that are about another happening."""

    reports: Annotated[list[Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,40}$")]], Field(min_length=1, max_length=500)]
    note: Note = ""


class Regrouped(BaseModel):
    """The occurrence in which the reports are now."""

    occurrence: str


class Wording(Model):
    """One wording of an article."""

    number: int
    seen_at: datetime
    date: str | None


class Piece(Model):
    """A run of text that is the same, gone or new."""

    kind: str
    text: str


class Revisions(Model):
    """Every wording, and how two of them differ."""

    article_id: str
    title: str
    lang: str
    wordings: tuple[Wording, ...]
    before: int
    after: int
    pieces: tuple[Piece, ...]


class ScheduleRun(Model):
    """One run; `changes` count what it found new by kind, `told` says each in words (language, sentence)."""

    due_at: datetime
    started_at: datetime
    finished_at: datetime | None
    result: str
    changes: tuple[tuple[str, int], ...]
    told: tuple[tuple[tuple[str, str], ...], ...]


class ScheduleDetail(Model):
    """One schedule with its runs."""

    schedule: Schedule
    runs: tuple[ScheduleRun, ...]
    who: str
    note: str


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


class Dead(Model):
    """Work that gave up."""

    id: str
    task: str
    what: str
    attempts: int
    reason: str
    died_at: datetime
    verification_id: str | None


class User(BaseModel):
    """Somebody at the desk."""

    name: str
    role: str
    created_at: datetime
    disabled_at: datetime | None

    @classmethod
    def of(cls, row: Any) -> "User":
        """Of a row that also holds what nobody may read."""
        return cls(name=row.name, role=row.role, created_at=row.created_at, disabled_at=row.disabled_at)


class AddUser(Given):
    """A new user."""

    name: Annotated[Line, Field(min_length=1, max_length=60)]
    role: Roles
    password: Secret


class Role(Given):
    """Another role."""

    role: Roles


class Password(Given):
    """Another password."""

    password: Secret


class ChangePassword(Given):
    """One's present password, and the one to come."""

    old: Annotated[Line, Field(max_length=200)]
    new: Secret


class NewToken(Given):
    """What the program is called."""

    name: Annotated[Line, Field(min_length=1, max_length=60)]


class MadeToken(BaseModel):
    """A token; it isn't shown again."""

    token: str


class Act(Model):
    """One act of one person."""

    id: int
    at: datetime
    who: str
    act: str
    subject: str
    detail: dict[str, Any]


class Session(Model):
    """A browser that is signed in."""

    id: str
    agent: str
    created_at: datetime
    seen_at: datetime


class Token(Model):
    """A program that acts in one's name."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


class Account(BaseModel):
    """Who asks, and what is theirs."""

    name: str
    role: str
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]


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
