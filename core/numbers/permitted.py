"""The interval that a wording permits around a printed number: the table of semantics §2, in one place."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from core.numbers.interval import Interval
from core.numbers.quantity import Precision

_HALF = Decimal("0.5")
_TWENTIETH = Decimal("0.05")
_ZERO = Decimal(0)


def interval_of(
    value: Decimal | int,
    precision: Precision = Precision.EXACT,
    *,
    counted: bool = True,
    step: Decimal | int | None = None,
    high: Decimal | int | None = None,
) -> Interval:
    """What `value` may be, given how the wording qualifies it.

    `counted`: things that come in whole numbers (people), as against measured ones (km, euros); it decides what "more
    than" excludes. `step`: the worth of the last printed digit where a scale word ends the number ("1.2 million" →
    100 000). `high`: the upper end of a range or of a vague wording, whose lower end is `value`.
    """
    value = Decimal(value)
    if precision is Precision.EXACT and step is None:
        return Interval(value, value)
    if precision in (Precision.RANGE, Precision.VAGUE):
        return Interval(value, None if high is None else Decimal(high))
    if precision in (Precision.ABOUT, Precision.NEARLY):
        return _around(value, precision)
    if precision is Precision.AT_LEAST:
        return Interval(value, None)
    if precision is Precision.MORE_THAN:
        whole = counted and _is_whole(value)
        return Interval(value + 1, None) if whole else Interval(value, None, low_open=True)
    if precision in (Precision.AT_MOST, Precision.LESS_THAN):
        return _below(value, counted, precision)
    if step is None:
        return Interval.point(value)
    half = Decimal(step) * _HALF
    return Interval(value - half, value + half)


def _around(value: Decimal, precision: Precision) -> Interval:
    """Half a unit of the last non-zero digit, or a twentieth where that is more; whole numbers stay whole, outward."""
    tolerance = max(_last_digit(value) * _HALF, abs(value) * _TWENTIETH)
    low, high = value - tolerance, value + tolerance
    if _is_whole(value):
        low, high = low.to_integral_value(ROUND_FLOOR), high.to_integral_value(ROUND_CEILING)
    if value >= 0:
        low = max(low, _ZERO)
    return Interval(low, value if precision is Precision.NEARLY else high)


def _below(value: Decimal, counted: bool, precision: Precision) -> Interval:
    floor = _ZERO if value >= 0 else None
    if precision is Precision.AT_MOST:
        return Interval(floor, value)
    if counted and _is_whole(value) and value >= 1:
        return Interval(floor, value - 1)
    return Interval(floor, value, high_open=True)


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _last_digit(value: Decimal) -> Decimal:
    """The worth of the last digit that is not zero: 1 000 for 23 000, 0.1 for 6.6, 1 for 0."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
