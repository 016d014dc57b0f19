"""A figure and a name as pages show them."""

from dataclasses import dataclass
from decimal import Decimal

from core.claims import Claim
from core.names import Named


@dataclass(frozen=True, slots=True)
class Figure:
    """The number of one claim: its value and bounds, and how the text prints it ("34", "قتيلان", "dozens").

    `precision` is one of semantics §2 ("exact", "at_least", ...); `low` and `high` are the interval's ends, None where
    it has none; `unit` a canonical id ("USD", "percent", "km") or None for things counted.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    precision: str = "exact"
    printed: str | None = None
    unit: str | None = None

    @classmethod
    def of(cls, claim: Claim) -> "Figure":
        """The figure of a claim."""
        interval = claim.interval
        return cls(claim.value, interval.low, interval.high, str(claim.precision), claim.printed, claim.unit)

    @property
    def centre(self) -> Decimal:
        """The value that stands for it in a chart: as printed, else the middle of its bounds, else its one bound."""
        if self.value is not None:
            return self.value
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high if self.high is not None else Decimal(0)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed (`surface`) and in English where it is known (`label`); `labels` pairs a language with a name.

    `party` marks one who takes part in what is reported (a ministry, a militia, a company about itself).
    """

    surface: str
    label: str | None = None
    party: bool = False
    labels: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, named: Named | None) -> "Name | None":
        """The name that a claim gives, None where it gives none."""
        return None if named is None else cls(named.surface, named.label)
