"""Shares said without a percent sign behind them: "half of the houses", "7 in 10 stations", «%1.8» (semantics §2)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from core.claims.reading import Reading
from core.numbers import Interval, Kind, Quantity, interval_of

_HUNDRED = Decimal(100)
_SIGNS = "%٪"
_OUT_OF = frozenset({5, 10, 20, 100, 1000})
"""Wholes that a share is counted out of: "one in ten"."""
_LINK = 4
"""Tokens that may stand between the two numbers of such a share."""


def with_shares(reading: Reading, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, those that tell a share as percentages of their value."""
    return list(_shares(reading, quantities))


def _shares(reading: Reading, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    skipped = -1
    for n, quantity in enumerate(quantities):
        if n == skipped:
            continue
        if quantity.kind is not Kind.COUNT or quantity.value is None:
            yield quantity
            continue
        whole = _whole(reading, quantities, n)
        if whole is not None:
            skipped = n + 1
            yield _out_of(quantity, whole)
        elif 0 < quantity.value < 1 and quantity.unit is None and quantity.printed[:1].isalpha():
            yield _percent(quantity, quantity.value * _HUNDRED, quantity.start, quantity.end, "a fraction of its noun")
        elif _signed(reading.text.raw, quantity):
            yield _percent(quantity, quantity.value, quantity.start - 1, quantity.end, "a percent sign before it")
        else:
            yield quantity


def _signed(raw: str, quantity: Quantity) -> bool:
    """«%1.8»: the sign stands right before the number, and no other number right before the sign."""
    sign = quantity.start - 1
    return sign >= 0 and raw[sign] in _SIGNS and not raw[max(sign - 1, 0) : sign].isdigit()


def _whole(reading: Reading, quantities: Sequence[Quantity], n: int) -> Quantity | None:
    """The number that quantity `n` is counted out of: "7 in 10", «واحد من كل عشرة»."""
    if n + 1 >= len(quantities):
        return None
    part, whole = quantities[n], quantities[n + 1]
    if whole.kind is not Kind.COUNT or whole.value not in _OUT_OF or not part.value or part.value >= whole.value:
        return None
    between = reading.text.raw[part.end : whole.start]
    plain = whole.span_start == whole.start and len(between) <= _LINK * _LINK
    return whole if plain and between.strip().lower() in reading.lex.words["out_of"] else None


def _out_of(part: Quantity, whole: Quantity) -> Quantity:
    assert part.value is not None and whole.value is not None  # noqa: S101 - _whole has looked at both
    value = part.value * _HUNDRED / whole.value
    quantity = _percent(part, value, part.start, whole.end, f"out of {whole.printed}")
    return replace(quantity, span_end=max(part.span_end, whole.span_end))


def _percent(q: Quantity, value: Decimal, start: int, end: int, rule: str) -> Quantity:
    value = value.normalize() if value != value.to_integral() else Decimal(int(value))
    interval: Interval = interval_of(value, q.precision, counted=False) if q.value is not None else q.interval
    return replace(
        q, start=start, end=end, span_start=min(q.span_start, start), value=value, interval=interval,
        kind=Kind.PERCENT, unit="percent", because=(*q.because, rule),
    )  # fmt: skip
