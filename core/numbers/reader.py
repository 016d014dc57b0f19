"""Text → quantities: finds where numbers may stand, reads each with its bound, its unit and its sort."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from core.numbers.bare import divided, read_power, split_digits, unread_end
from core.numbers.bounded import second_bound, within
from core.numbers.calendar import day_of_month, during, relative
from core.numbers.cardinal import STARTERS, Cardinal, read_cardinal
from core.numbers.context import following_sense, printed_sense, sense_of
from core.numbers.interval import Interval
from core.numbers.lexemes import Lexemes, lexemes
from core.numbers.lexicon import lexicon
from core.numbers.naming import pronoun
from core.numbers.permitted import interval_of
from core.numbers.quantity import Kind, Precision, Quantity
from core.numbers.scan import Flags, flags_of, windows
from core.numbers.sense import Sense
from core.numbers.soft import SOFT_ROLES, read_soft
from core.numbers.tabular import LONGEST_LIST, table_numbers, table_runs
from core.numbers.units import kind_of
from core.numbers.wording import (
    bound_of,
    chosen_unit,
    negative,
    number_start,
    range_end,
    said_again,
    sign_before,
    unit_after,
)
from core.text import Text

_Found = tuple[Quantity, int]
_UNSCALED = 1000
"""A lower end below that shares the scale of the upper one."""


def read_quantities(text: Text) -> tuple[Quantity, ...]:
    """All quantities of `text` in text order, never overlapping; those that are no claims carry their `kind`."""
    return tuple(_read(text))


def read_numbers(text: str, lang: str) -> tuple[Quantity, ...]:
    """The number grammar alone: every number as it is printed, also inside dates, years and names.

    A number glued to the sign of a unit (29km, 4th) is part of that sign and is left to `read_quantities`.
    """
    return tuple(_read(Text(text, lang), bare=True))


@cache
def _flags(lang: str, bare: bool) -> Flags:
    return flags_of(lexicon(lang), bare)


def _read(text: Text, bare: bool = False) -> Iterator[Quantity]:
    lex = lexicon(text.lang)
    reached = -1
    for pieces, first, last in windows(text, _flags(text.lang, bare)):
        for quantity in _read_window(lexemes(text.raw, pieces, first, last, lex, bare)):
            if quantity.start >= reached:
                reached = max(quantity.end, quantity.start + 1)
                yield quantity


def _read_window(lx: Lexemes) -> Iterator[Quantity]:
    word, digits, size = lx.word, lx.digits, len(lx.norm)
    before: Quantity | None = None
    k = 0
    tables = table_runs(lx) if sum(digits) > LONGEST_LIST else {}
    while k < size:
        if not digits[k] and word[k] is None:
            k += 1
            continue
        if k in tables:
            yield from table_numbers(lx, k, tables[k])
            k = tables[k]
            continue
        if lx.bare and digits[k] and (end := unread_end(lx, k)):
            yield from split_digits(lx, k)
            k = end
            continue
        found = _read_at(lx, k, before)
        if found is None:
            k += 1
            continue
        before, end = found
        k = max(end, k + 1)
        yield before


def _read_at(lx: Lexemes, k: int, before: Quantity | None) -> _Found | None:
    """The quantity that starts at lexeme `k` and the index after it, or None."""
    found: _Found | None = None
    word = lx.word[k]
    if lx.digits[k]:
        found = read_power(lx, k) if lx.bare else _sensed(lx, printed_sense(lx, k))
    elif word is not None:
        if word.role in SOFT_ROLES:
            found = read_soft(lx, k, word.role)
        if found is None and word.role not in STARTERS:
            return None
    return found or _read_number(lx, k, before)


def _sensed(lx: Lexemes, sense: Sense | None, card: Cardinal | None = None) -> _Found | None:
    """The quantity of a number that is no claim; `card` is the number, where it has been read."""
    if sense is None:
        return None
    start, end = lx.start[sense.first], lx.end[sense.end - 1]
    number = lx.numeral[sense.first]
    read = card.value if card is not None else None if number is None else number.value
    value = None if read is None else Decimal(read)
    interval = Interval(None, None) if value is None else Interval.point(value)
    quantity = Quantity(
        start,
        end,
        start,
        end,
        lx.raw[start:end],
        value,
        interval,
        Precision.EXACT,
        sense.kind,
        sense.unit,
        because=(f"{sense.kind}: {sense.why}",),
    )
    return quantity, sense.end


def _read_number(lx: Lexemes, at: int, before: Quantity | None) -> _Found | None:
    card = read_cardinal(lx, at)
    if card is None:
        return None
    high = range_end(lx, card)
    if lx.bare:
        if pronoun(lx, card) is not None or (high is None and day_of_month(lx, card)):
            return None
        return _qualified(lx, divided(lx, card) if high is None else card, high, before)
    sense = sense_of(lx, card, high) or (following_sense(lx, card, before) if high is None else None)
    if sense is not None:
        return _sensed(lx, sense, card)
    return _qualified(lx, card, high, before)


class _Wording(NamedTuple):
    """A number with the words that belong to it: lexemes first..end-1, of which card.first..last.end-1 print it."""

    card: Cardinal
    high: Cardinal | None
    last: Cardinal
    first: int
    end: int
    unit: str | None
    minus: bool
    bound: Precision | None
    span_first: int
    span_end: int

    @property
    def kind(self) -> Kind:
        return Kind.COUNT if self.unit is None else kind_of(self.unit)


def _wording(lx: Lexemes, card: Cardinal, high: Cardinal | None) -> _Wording:
    last = said_again(lx, high or card)
    end, unit = unit_after(lx, last.end)
    if unit is not None and unit in lx.lexicon.choices:
        unit = chosen_unit(lx, last, end, unit)
    first, sign, minus = card.first, None, False
    if first and lx.norm[first - 1] in lx.lexicon.leads:
        signed, sign = sign_before(lx, first)
        first, minus = negative(lx, signed)
    bound, span_first, span_end = bound_of(lx, first, end)
    if high is not None:
        opened = lx.lexicon.between.before(lx.norm, card.first)
        span_first = span_first if opened is None else min(span_first, opened[0])
    return _Wording(card, high, last, first, end, sign or unit, minus, bound, span_first, span_end)


def _qualified(lx: Lexemes, card: Cardinal, high: Cardinal | None, before: Quantity | None) -> _Found:
    """The number with its unit and its bound."""
    w = _wording(lx, card, high)
    if w.kind is Kind.DURATION and w.bound is None and w.unit is not None and not lx.bare:
        placed = relative(lx, w.first, w.last.end, w.end, w.unit)
        if placed is not None and (found := _sensed(lx, placed, card)) is not None:
            return found
    if w.kind is Kind.DURATION and not lx.bare and w.unit is not None and during(lx, w.span_first, w.first, w.unit):
        window = Sense(w.card.first, w.last.end, Kind.DATE, "time window", w.unit)
        if (found := _sensed(lx, window, card)) is not None:
            return found
    value = _settled(lx, card, w.unit)
    value = -value if w.minus else value
    if high is None and w.bound is not None and (found := _bounded_twice(lx, w, Decimal(value))) is not None:
        return found
    if high is not None:
        precision = Precision.RANGE
        shared = value < _UNSCALED or value * high.scale <= high.value  # "entre 84.000 y 87.000 millones"
        low = value * high.scale if high.step is not None and card.step is None and shared else value
        return _quantity(lx, w, None, precision, interval_of(low, precision, high=high.value)), w.end
    precision = w.bound or _inherited(lx, w, before) or (Precision.ABOUT if card.soft else Precision.EXACT)
    if precision is Precision.EXACT and card.step is None:
        interval = Interval.point(Decimal(value))
    else:
        interval = interval_of(value, precision, counted=w.kind is Kind.COUNT, step=card.step)
    return _quantity(lx, w, value, precision, interval), w.end


def _bounded_twice(lx: Lexemes, w: _Wording, value: Decimal) -> _Found | None:
    """ "More than 100 and less than 200 people" is one figure, between the two."""
    if w.bound is None or lx.bare or w.span_first >= w.card.first:
        return None
    other = second_bound(lx, w.span_end, w.bound)
    if other is None:
        return None
    end, unit = unit_after(lx, other.card.end)
    if w.unit is not None and unit != w.unit:
        return None
    kind = Kind.COUNT if unit is None else kind_of(unit)
    interval = within(value, w.bound, Decimal(other.card.value), other.precision, kind is Kind.COUNT)
    if interval is None:
        return None
    whole = w._replace(last=other.card, end=end, unit=unit, span_end=end)
    return _quantity(lx, whole, None, Precision.RANGE, interval), end


def _quantity(
    lx: Lexemes, w: _Wording, value: int | Decimal | None, precision: Precision, interval: Interval
) -> Quantity:
    start = lx.start[w.first] if w.minus else number_start(lx, w.card.first)
    end = lx.end[w.last.end - 1]
    others: tuple[Decimal, ...] = ()
    if value is not None and w.card.others:
        others = tuple(Decimal(v) for v in (w.card.value, *w.card.others) if v != abs(value))
    return Quantity(
        start,
        end,
        min(start, lx.start[w.span_first]) if w.span_first < w.card.first else start,
        lx.end[w.span_end - 1],
        lx.raw[start:end],
        None if value is None else Decimal(value),
        interval,
        precision,
        w.kind,
        w.unit,
        others,
        _because(lx, w, lx.raw[start:end]),
    )


def _because(lx: Lexemes, w: _Wording, printed: str) -> tuple[str, ...]:
    because = [f"number «{printed}»"]
    if w.bound is not None:
        because.append(f"{w.bound}: «{lx.printed(w.span_first, w.span_end - 1)}»")
    if w.unit is not None:
        because.append(f"unit {w.unit}")
    return tuple(because)


def _settled(lx: Lexemes, card: Cardinal, unit: str | None) -> int | Decimal:
    """The likelier reading of an ambiguous separator: things counted come whole, where the language has no custom."""
    if unit is None and not lx.lexicon.grammar.decimal and card.others and card.value != int(card.value):
        return next((v for v in card.others if v == int(v)), card.value)
    return card.value


def _inherited(lx: Lexemes, w: _Wording, before: Quantity | None) -> Precision | None:
    """ "about 2 million euros ($2.6 million)", "less than 50 km (30 miles)": a conversion in brackets has the bound."""
    if before is None or w.kind is not before.kind or w.kind is Kind.COUNT or before.precision is Precision.RANGE:
        return None
    between = lx.raw[before.span_end : lx.start[w.card.first]]
    return before.precision if between.strip(" $€£USs") == "(" else None
