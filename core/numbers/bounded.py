"""Two bounds on one figure: "more than 100 and less than 200", «أكثر من 100 وأقل من 200», "over 30 but under 50"."""

from decimal import Decimal
from typing import NamedTuple

from core.numbers.cardinal import Cardinal, read_cardinal
from core.numbers.interval import Interval
from core.numbers.lexemes import Lexemes
from core.numbers.permitted import interval_of
from core.numbers.quantity import Precision

FLOORS = frozenset({Precision.AT_LEAST, Precision.MORE_THAN})
CEILINGS = frozenset({Precision.AT_MOST, Precision.LESS_THAN})


class Bounded(NamedTuple):
    """The number that a bound qualifies; lexemes up to `card.end` belong to it."""

    precision: Precision
    card: Cardinal


def second_bound(lx: Lexemes, end: int, first: Precision | None) -> Bounded | None:
    """The bound of the other side that a conjunction at lexeme `end` adds to a number bounded by `first`."""
    wanted = CEILINGS if first in FLOORS else FLOORS if first in CEILINGS else None
    if wanted is None or end + 1 >= len(lx.norm):
        return None
    lexicon, norm = lx.lexicon, lx.norm
    at = end + 1 if norm[end] in lexicon.sets["ranges.bounds_and"] else end if _joins(lx, end) else None
    found = None if at is None else lexicon.before.after(norm, at)
    if found is None or found[1] not in wanted:
        return None
    card = read_cardinal(lx, found[0])
    return None if card is None else Bounded(found[1], card)


def _joins(lx: Lexemes, k: int) -> bool:
    """True where a conjunction is written onto the word: «وأقل»."""
    return lx.norm[k][:1] in lx.lexicon.clitics


def within(low: Decimal, first: Precision, high: Decimal, second: Precision, counted: bool) -> Interval | None:
    """What both bounds permit, or None where nothing is left: the two are then of two figures."""
    if first in CEILINGS:
        low, first, high, second = high, second, low, first
    floor, ceiling = interval_of(low, first, counted=counted), interval_of(high, second, counted=counted)
    if floor.low is None or ceiling.high is None or floor.low >= ceiling.high:
        return None
    return Interval(floor.low, ceiling.high, floor.low_open, ceiling.high_open)
