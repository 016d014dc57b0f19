"""Low, best and high of what was reported, under a codebook that is data (semantics §5). "As reported" isn't "true"."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from core.claims import Stance
from core.compare.figure import Figure, shown_group, shown_place, shown_window
from core.compare.findings import independent
from core.compare.nearness import level
from core.compare.reported import Reported
from core.numbers import Precision


@dataclass(frozen=True, slots=True)
class Codebook:
    """`over` is "latest" (the latest figure of each independent origin) or "reports" (every figure printed); `best`
    lists the rules that choose the best estimate, first rule first, and is empty where the codebook gives none."""

    name: str
    version: str
    source: str
    over: str
    best: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The range of one measure of one group over one window. `best` is None where the codebook gives none;
    `origins` counts independent known origins. `place` is set where the figures are of a part of the happening."""

    occurrence: str | None
    measure: str
    group: str
    place: str
    window: str
    unit: str
    low: Decimal
    best: Decimal | None
    high: Decimal
    origins: int
    reports: int
    codebook: str


@cache
def codebook(name: str) -> Codebook:
    """One codebook by name ("ucdp", "acled", "ibc"). Raises FileNotFoundError for a name that has no file."""
    data = tomllib.loads((resources.files(__package__) / "codebooks" / f"{name}.toml").read_text("utf-8"))
    return Codebook(data["name"], data["version"], data["source"], data["over"], tuple(data["best"]))


CODEBOOKS = ("ucdp", "acled", "ibc")
"""The codebooks that ship."""


def tally(figures: Iterable[Figure], book: Codebook, parts: frozenset[str] = frozenset()) -> tuple[Tally, ...]:
    """One row for every occurrence, measure, group and window. `parts` are the ids of figures that count a part of
    the happening by place: they get rows of their own."""
    gathered: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        if figure.facts.stance == Stance.ASSERTED:
            about = figure.frame
            place = shown_place(figure) if figure.id in parts else ""
            key = (figure.told.occurrence or "", about.measure, about.group, place, about.window, about.unit)
            gathered.setdefault(key, []).append(figure)
    return tuple(_row(key, gathered[key], book) for key in sorted(gathered))


def as_known_at(told: Iterable[Reported], when: str) -> list[Reported]:
    """The claims of the reports that were out at the ISO moment `when`; undated reports are left out."""
    return [one for one in told if one.reported_at is not None and _comparable(one.reported_at) <= _until(when)]


def _comparable(stamp: str) -> str:
    return stamp.replace(" ", "T")


def _until(when: str) -> str:
    return when if len(when) > 10 else f"{when}T24"


def _row(key: tuple[str, ...], figures: Sequence[Figure], book: Codebook) -> Tally:
    figures = [f for f in figures if not f.facts.part] or figures  # a part of a figure is none of the whole
    figures = _leading(figures)
    known = [f for f in figures if f.origin.counted is not None] or list(figures)
    counted = _latest(known) if book.over == "latest" else list(figures)
    occurrence, measure, _, place, _, unit = key
    first = min(figures, key=lambda f: f.id)
    group, window = shown_group(first), shown_window(first)
    return Tally(
        occurrence or None, measure, group, place, window, unit,
        min(_low(f) for f in counted), _best(counted, book), max(_high(f) for f in counted),
        len(independent(figures)), len({report for f in figures for report, _ in f.carriers}), book.name,
    )  # fmt: skip


def _leading(figures: Sequence[Figure]) -> list[Figure]:
    """What each report gives first: it leads with its total, and counts parts of it, other stages and other happenings
    further down. A later day's figure is another one, and so is that of a second known origin beside the first."""
    told: dict[tuple[str, int], list[tuple[int, Figure]]] = {}
    for figure in figures:
        for report, n in figure.carriers:
            told.setdefault((report, _day(figure)[0]), []).append((n, figure))
    kept: set[str] = set()
    several = {report for (report, _), printed in told.items() if not all(_single(f) for _, f in printed)}
    for (report, _), printed in told.items():
        printed.sort(key=lambda one: (_single(one[1]), one[0]))
        lead = printed[0][1]
        if report in several and _single(lead):
            continue
        kept.add(lead.id)
        if lead.origin.key is None:
            continue
        firsts = {lead.origin.key: lead}
        for _, figure in printed:
            if figure.origin.key is not None and not _single(figure):
                firsts.setdefault(figure.origin.key, figure)
        kept.update(f.id for f in firsts.values())
    return [f for f in figures if f.id in kept]


def _single(figure: Figure) -> bool:
    """One person ("a man was wounded", "one victim is in hospital") is one of those counted, where more are counted
    too and no headline tells of one alone."""
    claim = figure.told.claim
    return claim.precision == Precision.IMPLICIT_ONE or (claim.value == 1 and not claim.in_headline)


def _latest(figures: Sequence[Figure]) -> list[Figure]:
    """The last figure of each origin by as-of; of one day the one that more reports carry."""
    latest: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda f: (_day(f), f.reports, f.id)):
        latest[figure.origin.counted or figure.id] = figure
    return sorted(latest.values(), key=lambda f: f.id)


def _best(figures: Sequence[Figure], book: Codebook) -> Decimal | None:
    left = list(figures)
    for rule in book.best:
        left = _BEST[rule](left)
    return level(min(left, key=lambda f: level(f.facts)).facts) if book.best else None


def _by_day(figures: Sequence[Figure]) -> list[Figure]:
    last = max(_day(f) for f in figures)
    return [f for f in figures if _day(f) == last]


def _by_origins(figures: Sequence[Figure]) -> list[Figure]:
    counts = {level(f.facts): 0 for f in figures}
    for figure in figures:
        counts[level(figure.facts)] += 1 if figure.origin.counted is not None else len(figure.carriers)
    most = max(counts.values())
    return [f for f in figures if counts[level(f.facts)] == most]


def _by_level(figures: Sequence[Figure]) -> list[Figure]:
    lowest = min(level(f.facts) for f in figures)
    return [f for f in figures if level(f.facts) == lowest]


_BEST = {"latest": _by_day, "origins": _by_origins, "lowest": _by_level}


def _day(figure: Figure) -> tuple[int, int]:
    when = figure.facts.when
    return (0, 0) if when is None else (when.day, when.minute or 0)


def _low(figure: Figure) -> Decimal:
    low = figure.facts.interval.low
    printed = level(figure.facts)
    return printed if low is None or figure.facts.bound in _ONE_SIDED else low


_ONE_SIDED = frozenset({"at_least", "more_than", "at_most", "less_than"})
"""Wordings whose printed number is all that was reported."""


def _high(figure: Figure) -> Decimal:
    high = figure.facts.interval.high
    return level(figure.facts) if high is None or figure.facts.bound in _ONE_SIDED else high
