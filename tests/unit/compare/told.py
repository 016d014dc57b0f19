"""Claims for the tests of the comparison, told in one line."""

from decimal import Decimal
from itertools import count

from core.claims import Claim, Stance, Window, WindowKind
from core.compare.reported import Reported, said
from core.coverage.origin import Origin
from core.names import Named
from core.numbers import Interval, Precision

_numbers = count(1)

INTERVALS = {
    Precision.AT_LEAST: lambda v: Interval(v, None),
    Precision.MORE_THAN: lambda v: Interval(v + 1, None),
    Precision.LESS_THAN: lambda v: Interval(Decimal(0), v - 1),
    Precision.AT_MOST: lambda v: Interval(Decimal(0), v),
    Precision.ABOUT: lambda v: Interval(v - v / 20, v + v / 20),
    Precision.NEARLY: lambda v: Interval(v - v / 20, v),
}


def source(name: str | None) -> Origin:
    """A known origin by its name, or the unknown one."""
    return Origin() if name is None else Origin(name.lower(), name, (name,))


def claim(
    value: float | str | None,
    measure: str = "killed",
    group: str | None = None,
    *,
    n: int = 1,
    precision: str = "exact",
    low: float | None = None,
    high: float | None = None,
    place: str | None = "Marib, Yemen",
    window: Window | str = "occurrence",
    as_of: str | None = "2021-03-10",
    stance: str = "asserted",
    unit: str | None = None,
    part_of: int | None = None,
    by: tuple[str, ...] = (),
    headline: bool = False,
) -> Claim:
    """A claim; `value` None needs `low` and `high`."""
    number = None if value is None else Decimal(str(value))
    kind = Precision(precision)
    if number is None:
        interval = Interval(Decimal(str(low)), Decimal(str(high)))
    else:
        interval = INTERVALS.get(kind, Interval.point)(number)
    return Claim(
        n, "", number, interval, kind, measure,
        group=None if group is None else Named(group),
        place=None if place is None else Named(place),
        window=window if isinstance(window, Window) else Window(WindowKind(window)),
        as_of=as_of, stance=Stance(stance), unit=unit, part_of=part_of,
        attribution=tuple(map(Named, by)), in_headline=headline,
    )  # fmt: skip


def told(
    one: Claim,
    by: str | None = None,
    report: str | None = None,
    *,
    beside: tuple[Claim, ...] = (),
    date: str | None = None,
    occurrence: str | None = None,
    levels: frozenset[tuple[str, str]] = frozenset(),
) -> Reported:
    """The claim in a report of its own, given by the source `by`; `beside` are other claims of that report."""
    return Reported(
        report or f"report-{next(_numbers):04d}", one, source(by), occurrence, date, said((one, *beside)), levels
    )


def since(day: str) -> Window:
    """Everything since a day."""
    return Window(WindowKind.CUMULATIVE, since=day)


def period(words: str) -> Window:
    """A stretch of time in words."""
    return Window(WindowKind.PERIOD, text=words)
