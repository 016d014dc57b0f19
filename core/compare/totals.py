"""Flags on running tolls: totals that don't add up with what happened between them, corrections taken back."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from core.claims import Stance, WindowKind
from core.compare.courses import Course as Toll
from core.compare.figure import Figure
from core.compare.flags import Flag, FlagKind, Side, flag_between
from core.compare.moments import Moment
from core.compare.nearness import level, same_number
from core.compare.running import Balance, Reconciliation, Turn, reconcile

Course = tuple[str, str, str, str]


def balances(figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure, Reconciliation]]:
    """Neighbouring totals of one origin, measure and group, and how the later stands to the earlier and to what the
    origin counted between them."""
    known = [f for f in figures if f.facts.stance == Stance.ASSERTED and f.origin.counted is not None]
    incidents = _by_course(f for f in known if f.told.claim.window.kind == WindowKind.OCCURRENCE)
    for course, totals in _by_course(f for f in known if f.told.claim.window.kind == WindowKind.CUMULATIVE).items():
        for before, after in pairwise(sorted(totals, key=_when)):
            if not same_number(before.facts, after.facts):
                between = list(_between(before, after, incidents.get(course, ())))
                yield before, after, reconcile(before, between, after)


def totals_apart(figures: Iterable[Figure], sides: Mapping[str, Side], now: str | None) -> tuple[Flag, ...]:
    """Flags where the window moved, or the incidents since the earlier total are more than the total rose. A total
    that rose by more than the incidents (a gap) is no error: not every death belongs to an incident that was reported.
    A total that fell is flagged as a revision by its relation."""
    return tuple(
        flag_between(FlagKind.INCONSISTENT, (before, after), answer.because, sides, now)
        for before, after, answer in balances(figures)
        if answer.balance in (Balance.EXCESS, Balance.MOVED)
    )


def _by_course(figures: Iterable[Figure]) -> dict[Course, list[Figure]]:
    """Dated whole counts by who counts what of whom."""
    found: dict[Course, list[Figure]] = {}
    for figure in figures:
        facts, about = figure.facts, figure.frame
        if facts.as_of is not None and about.group and not facts.part:
            course = figure.origin.counted or "", about.measure, about.group, about.unit
            found.setdefault(course, []).append(figure)
    return found


def _when(figure: Figure) -> tuple[Moment, str]:
    return figure.facts.as_of or Moment(0), figure.id


def _between(before: Figure, after: Figure, incidents: Iterable[Figure]) -> Iterator[Figure]:
    """One figure for each day after the earlier total, up to the day of the later one: the lowest that is told."""
    first, last = before.facts.as_of, after.facts.as_of
    days: dict[int, Figure] = {}
    for figure in incidents:
        when = figure.facts.as_of
        if first is None or last is None or when is None or not first.day < when.day <= last.day:
            continue
        held = days.get(when.day)
        if held is None or (level(figure.facts), figure.id) < (level(held.facts), held.id):
            days[when.day] = figure
    yield from days.values()


def taken_back(running: Iterable[Toll], sides: Mapping[str, Side], now: str | None) -> Iterator[Flag]:
    """Flags on corrections that were corrected themselves: a toll that fell and came back to what it was."""
    for one in running:
        kept = [step for step in one.steps if step.turn not in (Turn.STALE, Turn.STOOD)]
        for fallen, back in pairwise(kept):
            if back.turn == Turn.RETURNED and fallen.turn == Turn.FELL:
                yield flag_between(FlagKind.REVISED, (fallen.figure, back.figure), back.because, sides, now)
