"""Axes: round steps for values and for time."""

from datetime import datetime, timedelta
from decimal import Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_DAY = timedelta(days=1)
_SPANS = tuple(
    timedelta(hours=h) for h in (1, 3, 6, 12, 24, 48, 72, 168, 336, 720, 2160, 4320, 8760, 17520, 43800, 87600)
)


def nice_ticks(low: Decimal, high: Decimal, about: int = 5, whole: bool = True) -> tuple[Decimal, ...]:
    """Round values from at or below `low` to at or above `high`, near `about` of them, at least two.

    `whole` keeps the steps to integers, as counts need.
    """
    span = high - low if high > low else max(abs(high), Decimal(1))
    rough = span / max(1, about - 1)
    power = Decimal(10) ** (rough.adjusted() if rough else 0)
    step = next(s * power for s in _STEPS if s * power >= rough)
    if whole and step < 1:
        step = Decimal(1)
    first = (low // step) * step
    if low < first:
        first -= step
    ticks = [first]
    while ticks[-1] < high or len(ticks) < 2:
        ticks.append(ticks[-1] + step)
    return tuple(tick.normalize() if tick else Decimal(0) for tick in ticks)


def time_ticks(first: datetime, last: datetime, about: int = 4, daily: bool = False) -> tuple[datetime, ...]:
    """At most `about` moments between two, on round hours or days counted from the first day's midnight.

    `daily`: on whole days alone, at noon, where a figure of which only the day is known stands.
    """
    span = last - first
    if span <= timedelta(0):
        return (first,)
    spans = [s for s in _SPANS if not daily or s >= _DAY]
    step = next((s for s in spans if span / s <= about - 0.5), span / max(1, about - 1))
    base = first.replace(hour=12 if daily else 0, minute=0, second=0, microsecond=0)
    index = -(-(first - base) // step)
    out: list[datetime] = []
    while (moment := base + index * step) <= last:
        out.append(moment)
        index += 1
    return tuple(out) or (first,)
