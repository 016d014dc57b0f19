"""Articles: their claims with findings, corrections, wordings."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from desk.web.api.models.base import Figure, Given, Line, Model, Name, Note, Plain, Sentences


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
