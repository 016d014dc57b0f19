"""Intervals of exact numbers with inclusive or open ends: what a wording permits a quantity to be."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """[low, high] over exact decimals; None is "no bound on that side"; an open end excludes its value."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Decimal) -> "Interval":
        """[value, value]."""
        return cls(value, value)

    def contains(self, value: Decimal) -> bool:
        """True where `value` is permitted."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def overlaps(self, other: "Interval") -> bool:
        """True where at least one value is permitted by both. Symmetric."""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def gap(self, other: "Interval") -> Decimal:
        """The distance between the nearest ends, 0 where they overlap or touch. Symmetric."""
        if self.high is not None and other.low is not None and self.high < other.low:
            return other.low - self.high
        if other.high is not None and self.low is not None and other.high < self.low:
            return self.low - other.high
        return Decimal(0)


def _ends_before(a: Interval, b: Interval) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))
