"""How two figures of one thing lie to each other: equal, overlapping, apart, one a rounding of the other."""

from decimal import Decimal

from core.compare.reported import Facts
from core.numbers import Interval

SOFTNESS = Decimal("0.1")
"""Soft wordings still overlap within this share of their nearer end (semantics §4)."""
WIDE = Decimal("0.25")
"""Compatible figures further apart than this are flagged as wide."""
_FLOORED = frozenset({"at_least", "more_than"})


def same_number(a: Facts, b: Facts) -> bool:
    """The same printed number; wordings that print none ("dozens", a range) by their interval."""
    if a.value is None or b.value is None:
        return a.value is None and b.value is None and a.interval == b.interval
    return a.value == b.value


def same_bound(a: Facts, b: Facts) -> bool:
    """The same kind of bound: exact, dual and "one soldier" are bare alike."""
    return a.bound == b.bound


def overlap(a: Facts, b: Facts) -> bool:
    """True where some value is permitted by both, a soft end reaching a tenth further."""
    if a.interval.overlaps(b.interval):
        return True
    if not (a.soft or b.soft):
        return False
    return _softened(a).overlaps(_softened(b))


def _softened(figure: Facts) -> Interval:
    if not figure.soft:
        return figure.interval
    low, high = figure.interval.low, figure.interval.high
    return Interval(
        None if low is None else low - abs(low) * SOFTNESS, None if high is None else high + abs(high) * SOFTNESS
    )


def rounds(a: Facts, b: Facts) -> bool:
    """True where `a` is a coarser rounding of `b`: fewer digits, and what it permits holds the number of `b`."""
    if b.value is None or a is b:
        return False
    if a.value is None:
        return a.soft and a.interval.contains(b.value)
    if a.value == b.value or _step(a.value) <= _step(b.value):
        return False
    if a.bound in _FLOORED:
        return a.value < b.value < a.value + _step(a.value)
    return a.interval.low != a.interval.high and a.interval.contains(b.value)


def _step(value: Decimal) -> Decimal:
    """One unit of the last digit that isn't a trailing zero (100 for 2300, 0.1 for 6.8)."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def level(figure: Facts) -> Decimal:
    """The number by which figures are ranked: as printed, else the nearer end that the wording gives."""
    if figure.value is not None:
        return figure.value
    low, high = figure.interval.low, figure.interval.high
    return low if low is not None else high if high is not None else Decimal(0)


def higher(a: Facts, b: Facts) -> bool:
    """True where `a` lies above `b`."""
    left, right = level(a), level(b)
    return left > right or (left == right and (a.interval.high is None) > (b.interval.high is None))


def distance(a: Facts, b: Facts) -> Decimal:
    """How far apart, as a share of the larger: 0 where equal, towards 1 where one dwarfs the other."""
    left, right = level(a), level(b)
    largest = max(abs(left), abs(right))
    return Decimal(0) if largest == 0 else min(abs(left - right) / largest, Decimal(1))


def shown(figure: Facts) -> str:
    """The figure in signs: "34", "≥34", ">34", "<34", "≤34", "~34", "30-40"."""
    value = figure.value
    if value is None:
        low, high = figure.interval.low, figure.interval.high
        return f"{_plain(low)}-{_plain(high)}"
    return _SIGNS.get(figure.bound, "") + _plain(value)


_SIGNS = {"at_least": "≥", "more_than": ">", "less_than": "<", "at_most": "≤", "about": "~", "nearly": "~"}


def _plain(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"
