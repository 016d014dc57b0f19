"""The toll chart: what each origin gave, when; intervals as bars, the printed number as a mark, steps where it moved.

Geometry only. One colour and one shape an origin, so that neither is needed to tell them apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from desk.charts.axis import nice_ticks, time_ticks

SERIES = 8
"""Colours and shapes there are; further origins share the last."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 22.0, 22.0, 30.0
_APART = 13.0


@dataclass(frozen=True, slots=True)
class TollPoint:
    """One reported figure: `at` is when it was true (noon where `day_only`), `low`/`high` its bounds (None: open),
    `value` as printed.

    `origin` is the name that the legend shows ("" for an unknown one) and `names` that in other languages; `hollow`
    marks a figure that was withdrawn or denied; `ruling` is what people ruled of it: held (it is right), struck (the
    other is), or ruled (anything else). `since` is the day from which it was known.
    """

    at: datetime
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    origin: str
    precision: str = "exact"
    printed: str | None = None
    unit: str | None = None
    hollow: bool = False
    day_only: bool = False
    ruling: str | None = None
    since: str | None = None
    names: tuple[tuple[str, str], ...] = ()

    @property
    def centre(self) -> Decimal:
        """Where its mark stands on the value axis."""
        if self.value is not None:
            return self.value
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)


@dataclass(frozen=True, slots=True)
class Label:
    """Where a figure's words begin (`at_end`: where they end), in page coordinates."""

    x: float
    y: float
    at_end: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at (x, y) with its interval from y_low (bottom) to y_high (top); `open_high` where it has no upper end.
    `label` is None where other marks and words leave no room: its figure stands in the title and the table."""

    x: float
    y: float
    y_low: float
    y_high: float
    open_high: bool
    series: int
    label: Label | None
    point: TollPoint

    @property
    def spread(self) -> bool:
        """True where the interval is wide enough to be seen."""
        return self.y_low - self.y_high > 3 or self.open_high


@dataclass(frozen=True, slots=True)
class Plot:
    """A laid-out chart. `steps` are (series, polyline points); ticks are (coordinate, value)."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    dots: tuple[Dot, ...]
    steps: tuple[tuple[int, str], ...]
    y_ticks: tuple[tuple[float, Decimal], ...]
    x_ticks: tuple[tuple[float, datetime], ...]
    origins: tuple[str, ...]
    rtl: bool
    hours: bool


def plot_toll(
    points: Iterable[TollPoint], width: float = 720, height: float = 280, rtl: bool = False, about: int = 5
) -> Plot | None:
    """Lays the points out, time running with the reader's script (from the right in `rtl`). None without points."""
    ordered = sorted(points, key=lambda p: (p.at, p.origin, p.centre))
    if not ordered:
        return None
    scale = _Scale(ordered, width, height, rtl, about)
    origins = tuple(dict.fromkeys(p.origin for p in ordered))
    dots = _dots(ordered, origins, scale)
    return Plot(
        width,
        height,
        scale.left,
        width - scale.right,
        _TOP,
        height - _BOTTOM,
        dots,
        _steps(dots, origins),
        tuple((scale.y(tick), tick) for tick in scale.ticks),
        tuple((scale.x(t), t) for t in time_ticks(scale.first, scale.last, max(2, about - 1), scale.daily)),
        origins,
        rtl,
        not scale.daily and scale.last - scale.first < timedelta(days=2),
    )


class _Scale:
    """Where a moment and a value lie on the paper."""

    def __init__(self, points: Sequence[TollPoint], width: float, height: float, rtl: bool, about: int) -> None:
        self.width, self.height, self.rtl = width, height, rtl
        self.left, self.right = (_RIGHT, _LEFT) if rtl else (_LEFT, _RIGHT)
        ends = [end for p in points for end in (p.low, p.high, p.centre) if end is not None]
        low, high = min(ends), max(ends)
        if any(p.high is None for p in points):
            high += (high - low) / 6 or high / 6  # headroom: an open interval shall be seen to go on
        self.daily = all(p.day_only for p in points)
        whole = all(end == end.to_integral_value() for end in ends)
        self.ticks = nice_ticks(low if low > high * Decimal("0.6") else min(low, Decimal(0)), high, about, whole)
        pad = max((points[-1].at - points[0].at) * 0.06, timedelta(hours=6))
        self.first, self.last = points[0].at - pad, points[-1].at + pad

    def x(self, moment: datetime) -> float:
        share = (moment - self.first) / (self.last - self.first)
        if self.rtl:
            share = 1 - share
        return round(self.left + share * (self.width - self.left - self.right), 1)

    def y(self, value: Decimal) -> float:
        share = float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))
        return round(self.height - _BOTTOM - share * (self.height - _TOP - _BOTTOM), 1)


def _dots(points: Sequence[TollPoint], origins: Sequence[str], scale: _Scale) -> tuple[Dot, ...]:
    """Points in time order; one that would cover another moves aside along the time axis."""
    out: list[Dot] = []
    number = {origin: min(i, SERIES - 1) for i, origin in enumerate(origins)}
    for p in points:
        y = scale.y(p.centre)
        x = _aside(scale.x(p.at), y, out, scale)
        y_low = scale.y(p.low) if p.low is not None else scale.height - _BOTTOM
        y_high = scale.y(p.high) if p.high is not None else _TOP
        out.append(Dot(x, y, y_low, y_high, p.high is None, number[p.origin], None, p))
    return _labelled(out, scale)


def _labelled(dots: Sequence[Dot], scale: _Scale) -> tuple[Dot, ...]:
    """Each figure beside its mark where there is room: behind it above or below, else before it. The paper is cut into
    cells, so that a label looks at its neighbours only."""
    taken: dict[tuple[int, int], list[_Area]] = {}
    for dot in dots:
        _take(taken, (dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6))
    out: list[Dot] = []
    for dot in dots:
        label = next((one for one in _places(dot, scale) if _free(taken, _covers(one, dot.point))), None)
        if label is not None:
            _take(taken, _covers(label, dot.point))
        out.append(replace(dot, label=label))
    return tuple(out)


def _places(dot: Dot, scale: _Scale) -> Iterator[Label]:
    for ahead in (scale.rtl, not scale.rtl):
        for dy in (-7.0, 17.0):
            label = Label(round(dot.x + (-9 if ahead else 9), 1), round(dot.y + dy, 1), ahead)
            left, top, right, bottom = _covers(label, dot.point)
            if left >= 0 and right <= scale.width and top >= 0 and bottom <= scale.height - _BOTTOM + 4:
                yield label


def _covers(label: Label, point: TollPoint) -> "_Area":
    """Left, top, right and bottom of a figure's words: as many signs as its digits with their groups, and its bound."""
    digits = len(f"{point.centre:,.0f}") * (2 if point.precision in ("range", "vague") else 1)
    wide = 8.0 * digits + (14 if point.high is None else 8)
    left = label.x - wide if label.at_end else label.x
    return left, label.y - 11, left + wide, label.y + 2


_Area = tuple[float, float, float, float]
_CELL = 40.0


def _cells(area: _Area) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(end // _CELL) for end in area)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _take(taken: dict[tuple[int, int], list[_Area]], area: _Area) -> None:
    for cell in _cells(area):
        taken.setdefault(cell, []).append(area)


def _free(taken: Mapping[tuple[int, int], Sequence[_Area]], area: _Area) -> bool:
    left, top, right, bottom = area
    return not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for cell in _cells(area)
        for other in taken.get(cell, ())
    )


def _aside(x: float, y: float, placed: Sequence[Dot], scale: _Scale) -> float:
    near = [dot for dot in placed if abs(dot.y - y) < _APART or dot.spread]
    step = -_APART if scale.rtl else _APART
    for attempt in range(12):
        at = x + attempt * step
        if not scale.left <= at <= scale.width - scale.right:
            break
        if all(abs(dot.x - at) >= _APART for dot in near):
            return round(at, 1)
    return x


def _steps(dots: Sequence[Dot], origins: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """For each origin with two figures or more, the line that holds a figure until the next one."""
    out: list[tuple[int, str]] = []
    for origin in origins:
        own = [dot for dot in dots if dot.point.origin == origin]
        if origin == "" or len(own) < 2:
            continue
        path = [(own[0].x, own[0].y)]
        for before, after in pairwise(own):
            path += [(after.x, before.y), (after.x, after.y)]
        out.append((own[0].series, " ".join(f"{x:g},{y:g}" for x, y in path)))
    return tuple(out)
