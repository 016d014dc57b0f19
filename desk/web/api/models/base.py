"""What all of the API's JSON is made of: names, figures, pages of lists, problems."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

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
Note = Annotated[Line, Field(max_length=4000)]
Id = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,40}$")]
Ids = Annotated[list[Id], Field(min_length=1, max_length=50)]


class Model(BaseModel):
    """Read from the attributes of what a page shows."""

    model_config = ConfigDict(from_attributes=True)


class Given(BaseModel):
    """What is sent; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


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


class Page(BaseModel, Generic[T]):
    """A part of a list. `next` is the address of the following part, null at the end; `total` where it is counted."""

    items: Sequence[T]
    total: int | None = None
    next: str | None = None


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
