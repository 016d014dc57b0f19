"""The claim: one number that one report gives, with everything the text says about it (semantics §3)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.names import Named
from core.numbers import Interval, Precision


class Stance(StrEnum):
    """How the text stands to the figure; only ASSERTED is checked against other counts."""

    ASSERTED = "asserted"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    FORECAST = "forecast"
    HYPOTHETICAL = "hypothetical"
    PLAN = "plan"
    ORDER = "order"


class WindowKind(StrEnum):
    """What time a figure covers."""

    OCCURRENCE = "occurrence"
    CUMULATIVE = "cumulative"
    PERIOD = "period"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Window:
    """`since`/`until` are ISO dates where known; `text` the words that name a period ("in 24 hours")."""

    kind: WindowKind = WindowKind.OCCURRENCE
    since: str | None = None
    until: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One numeric claim of one report. None and empty mean "not stated", never zero or everyone.

    `n` counts from 1 within the report. `start:end` is the claim's wording, `num_start:num_end` its number; both slice
    `Report.document` exactly and are None in claim tables that have no text. `measure` is one of semantics §1
    ("killed", "injured", ..., "other:noun"). `attribution` is nearest first: the agency, then the source it quotes.
    `part_of` is the `n` of the claim that this one is a part of. `because` pairs a field with the rule that set it.
    """

    n: int
    text: str
    value: Decimal | None
    interval: Interval
    precision: Precision
    measure: str
    start: int | None = None
    end: int | None = None
    num_start: int | None = None
    num_end: int | None = None
    printed: str | None = None
    unit: str | None = None
    group: Named | None = None
    actor: Named | None = None
    place: Named | None = None
    window: Window = Window()
    as_of: str | None = None
    due: str | None = None
    stance: Stance = Stance.ASSERTED
    attribution: tuple[Named, ...] = ()
    in_headline: bool = False
    part_of: int | None = None
    alternatives: tuple[Decimal, ...] = ()
    because: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
