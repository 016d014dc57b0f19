"""Conversions: "two million euros ($2.6 million)" is two claims; the second inherits the bound of the first."""

from decimal import Decimal

from core.claims.clause import Clause
from core.claims.counted import Count
from core.numbers import Interval, Kind, Precision, Quantity, interval_of

_ZERO = Decimal(0)
_CONVERTIBLE = frozenset({Kind.MONEY, Kind.DISTANCE, Kind.AREA, Kind.OTHER_UNIT})
_OPENERS = frozenset("(;/[,")


def converted_from(clause: Clause, n: int) -> int | None:
    """The index of the count that count `n`, in the brackets after it, says again in another unit."""
    kind = clause.counts[n].quantity.kind
    if kind not in _CONVERTIBLE:
        return None
    for k in range(n, max(0, n - _CHAIN), -1):
        before, count = clause.counts[k - 1], clause.counts[k]
        gap = range(before.after, count.first)
        opener = clause.norm(count.first - 1)
        same = before.quantity.kind is not kind or before.quantity.unit == clause.counts[n].quantity.unit
        if same or opener not in _OPENERS or len(gap) > _GAP:
            return None
        if any(clause.norm(i) in "([" for i in gap):
            return k - 1
    return None


_CHAIN, _GAP = 4, 6


def bounded_like(count: Count, source: Quantity) -> Quantity:
    """The quantity of `count` under the bound of `source`, where it has none of its own."""
    q = count.quantity
    if q.precision is not Precision.EXACT or source.precision is Precision.EXACT or q.value is None:
        return q
    interval = interval_of(q.value, source.precision, counted=q.kind is Kind.COUNT)
    return Quantity(
        q.start, q.end, q.span_start, q.span_end, q.printed, q.value, interval, source.precision, q.kind, q.unit,
        q.alternatives, (*q.because, f"bound of “{source.printed}”, of which it is a conversion"),
    )  # fmt: skip


def within(clause: Clause, count: Count) -> Quantity:
    """«خلال شهر», "within a month" of something still to come: at most that long."""
    q = count.quantity
    if q.kind is not Kind.DURATION or q.value is None or q.precision not in (Precision.EXACT, Precision.IMPLICIT_ONE):
        return q
    words = range(max(clause.low, count.first - 2), count.number)
    if not any(clause.listed("within", i) for i in words):
        return q
    return Quantity(
        q.start, q.end, q.span_start, q.span_end, q.printed, q.value, Interval(_ZERO, q.value), Precision.AT_MOST,
        q.kind, q.unit, q.alternatives, (*q.because, "within: at most so long"),
    )  # fmt: skip
