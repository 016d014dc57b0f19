"""One number as a text prints it: where it stands, its value, its bound and its unit."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.numbers.interval import Interval


class Precision(StrEnum):
    """How the wording qualifies the printed number (semantics §2)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    ABOUT = "about"
    NEARLY = "nearly"
    RANGE = "range"
    VAGUE = "vague"
    DUAL = "dual"
    IMPLICIT_ONE = "implicit_one"
    ZERO = "zero"


SOFT = frozenset({Precision.ABOUT, Precision.NEARLY, Precision.VAGUE})
"""Wordings whose interval ends are soft: within a tenth of the nearer end still overlaps (semantics §4)."""


class Kind(StrEnum):
    """What sort of number it is. Only COUNT, MONEY, PERCENT, DISTANCE, AREA, DURATION and OTHER_UNIT can be claims."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DISTANCE = "distance"
    AREA = "area"
    DURATION = "duration"
    OTHER_UNIT = "other_unit"
    DATE = "date"
    YEAR = "year"
    TIME = "time"
    AGE = "age"
    ORDINAL = "ordinal"
    NAME = "name"
    PHONE = "phone"
    SCORE = "score"
    LIST_NUMBER = "list_number"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in a text.

    `start:end` is the number itself ("34"; the word قتيلان for a dual); `span_start:span_end` adds its bound words and
    unit ("at least 34 km"). Offsets are code points into the raw text and slice it exactly. `printed` is the number as
    printed ("1,213", "اثنان"). `value` is exact, None where the wording prints none ("dozens"). `unit` is a canonical
    id ("USD", "percent", "km", "month", "km2") or None for a plain count. `alternatives` holds the other readings of
    an ambiguous separator ("12.999" as 12999 and 12.999); empty where the reading is certain.
    `because` names the rule and the words that set value, bound and unit.
    """

    start: int
    end: int
    span_start: int
    span_end: int
    printed: str
    value: Decimal | None
    interval: Interval
    precision: Precision
    kind: Kind = Kind.COUNT
    unit: str | None = None
    alternatives: tuple[Decimal, ...] = ()
    because: tuple[str, ...] = ()
