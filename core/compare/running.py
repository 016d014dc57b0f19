"""Running tolls: the course of one origin's figures in time, and whether totals and incidents add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.claims import WindowKind
from core.compare.because import Because
from core.compare.figure import Figure
from core.compare.moments import Moment, moment
from core.compare.nearness import higher, level, same_number, shown
from core.compare.reported import Facts


class Turn(StrEnum):
    """What a figure did to the toll."""

    FIRST = "first"
    ROSE = "went up"
    FELL = "went down"
    RETURNED = "came back"
    STOOD = "stood"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a running toll, in the order of as-ofs; `because` compares it with the figure before."""

    figure: Figure
    turn: Turn
    because: Because


def course(figures: Iterable[Figure]) -> tuple[Step, ...]:
    """The course of the figures of one origin in one frame, by as-of. Figures of no known day are left out.

    A toll may fall and rise again (288, 275, 288: a correction that was itself corrected). A figure that was overtaken
    before and is printed again, by a report that isn't the origin's own turn back, is stale: its as-of isn't told and
    its number is an old one.
    """
    dated = [(f.facts.when, f) for f in figures if f.facts.when is not None]
    ordered = sorted(dated, key=lambda pair: (pair[0], level(pair[1].facts), pair[1].id))
    steps: list[Step] = []
    for _, figure in ordered:
        current = [step.figure for step in steps if step.turn != Turn.STALE]
        turn = _turn(figure.facts, [f.facts for f in current])
        left = shown(current[-1].facts) if current else ""
        steps.append(Step(figure, turn, Because(turn, None, left, shown(figure.facts))))
    return tuple(steps)


def _turn(facts: Facts, before: Sequence[Facts]) -> Turn:
    if not before:
        return Turn.FIRST
    last = before[-1]
    if same_number(facts, last):
        return Turn.STOOD
    known = any(same_number(facts, old) for old in before[:-1])
    if known and not facts.dated:
        return Turn.STALE
    if known:
        return Turn.RETURNED
    return Turn.ROSE if higher(facts, last) else Turn.FELL


def stale(figure: Figure, toll: Iterable[Figure]) -> Figure | None:
    """The figure that had replaced this one when it was last printed; None where it was current. `toll` holds the
    origin's figures of the same frame."""
    printed = moment(figure.last)
    if printed is None or figure.facts.when is None:
        return None
    newer = [f for f in toll if f.id != figure.id and _between(figure.facts.when, f.facts.when, printed)]
    return max(newer, key=lambda f: (f.facts.when or Moment(0), f.id), default=None)


def _between(own: Moment, other: Moment | None, printed: Moment) -> bool:
    return other is not None and own.day < other.day < printed.day


class Balance(StrEnum):
    """How a new total stands to the one before and what happened since."""

    FITS = "adds up"
    GAP = "gap"
    EXCESS = "excess"
    FELL = "total fell"
    MOVED = "window moved"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`difference` is the new total less (total before + incidents); None where the two can't be added up."""

    balance: Balance
    difference: Decimal | None
    because: Because


def reconcile(before: Figure, incidents: Sequence[Figure], after: Figure) -> Reconciliation:
    """Does the earlier running total plus the incidents since make the later running total?

    Both totals count since one day; `incidents` are the figures of what happened between their as-ofs. A total that
    is missing incidents (a gap) is no error by itself: not every death belongs to an incident that was reported.
    """
    if not _one_window(before.facts, after.facts, before, after):
        told = (before.told.claim.window.since or "", after.told.claim.window.since or "")
        return Reconciliation(Balance.MOVED, None, Because(Balance.MOVED, "window", *told))
    old, new = level(before.facts), level(after.facts)
    if new < old:
        because = Because(Balance.FELL, None, shown(before.facts), shown(after.facts))
        return Reconciliation(Balance.FELL, new - old, because)
    low = old + sum((_low(f.facts) for f in incidents), Decimal(0))
    high = old + sum((_high(f.facts) for f in incidents), Decimal(0))
    difference = Decimal(0) if low <= new <= high else new - (low if new < low else high)
    balance = Balance.FITS if difference == 0 else Balance.GAP if difference > 0 else Balance.EXCESS
    made = f"{low:,f}" if low == high else f"≥{low:,f}" if high.is_infinite() else f"{low:,f}-{high:,f}"
    because = Because(balance, None, made, shown(after.facts), (("n", f"{abs(difference):,f}"),))
    return Reconciliation(balance, difference, because)


def _one_window(a: Facts, b: Facts, before: Figure, after: Figure) -> bool:
    kinds = {before.told.claim.window.kind, after.told.claim.window.kind}
    return kinds == {WindowKind.CUMULATIVE} and (a.since == b.since or None in (a.since.first, b.since.first))


def _low(facts: Facts) -> Decimal:
    return facts.interval.low if facts.interval.low is not None else level(facts)


def _high(facts: Facts) -> Decimal:
    return facts.interval.high if facts.interval.high is not None else Decimal("Infinity")
