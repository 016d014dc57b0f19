"""A claim together with what is known of its report: the thing that is compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.claims import Claim, Stance, WindowKind
from core.claims.reasons import HEADLINE_PLACE, REPORT_DAY
from core.compare.measures import base_unit, canonical, constant_units, listed
from core.compare.moments import NOWHEN, Moment, Span, length, moment, span
from core.coverage.naming import armed, bare_role, group_words, owner, place_kinship
from core.coverage.origin import NOBODY, Origin
from core.names import Named
from core.numbers import Interval, Precision
from core.numbers.quantity import SOFT
from core.text import fold

_BARE = frozenset({Precision.EXACT, Precision.DUAL, Precision.IMPLICIT_ONE, Precision.ZERO})
_UNTOLD = frozenset({None, "", "not stated"})

Said = tuple[str, frozenset[str], str, Decimal]
"""What a report says with a number: measure and unit, words of the group, window, value."""


class Facts:
    """What the comparison needs of one claim, worked out once: numbers in base units, days as ordinals, keys."""

    __slots__ = (
        "armed", "as_of", "bound", "constant", "dated", "falling", "interval", "measure", "part", "placed", "said",
        "since", "soft", "span", "spread", "stance", "unit", "value", "when", "window", "zero",
    )  # fmt: skip

    def __init__(self, claim: Claim, reported_at: str | None) -> None:
        self.unit, factor = base_unit(claim.unit)
        self.interval = _scaled(claim.interval, factor)
        self.value = None if claim.value is None else claim.value * factor
        self.measure = canonical(claim.measure)
        self.bound = "exact" if claim.precision in _BARE else str(claim.precision)
        self.soft = claim.precision in SOFT
        self.zero = claim.value == 0 and claim.interval.high == 0
        self.stance = claim.stance
        self.part = claim.part_of is not None
        self.constant = self.measure in listed("constant") or claim.unit in constant_units()
        self.falling = self.measure in listed("falling")
        self.spread = self.measure in listed("spread")
        self.armed = armed(claim.group)
        self.as_of: Moment | None = moment(claim.as_of)
        self.placed = claim.place is not None and ("place", HEADLINE_PLACE) not in claim.because
        self.dated = self.as_of is not None and not _assumed(claim)
        self.when: Moment | None = self.as_of or moment(reported_at)
        self.window = _window_key(claim)
        self.since: Span = span(claim.window.since)
        self.span: Span = _days(claim, self.when, self.since)
        self.said: Said | None = (
            None if self.value is None else (self._counted(), group_words(claim.group), self.window, self.value)
        )

    def _counted(self) -> str:
        return self.measure if self.unit is None else f"{self.measure} {self.unit}"


@dataclass(frozen=True, slots=True)
class Reported:
    """One claim of one report.

    `occurrence` is the key of the happening, None where unknown; `reported_at` the report's ISO date. `gives` is
    everything the same report says with a number; `levels` the pairs (narrower place, wider place) that some report
    of the occurrence tells apart: without them a wider name is only a coarser name for the same place. `langs` are the
    languages that it is told in, empty where that isn't known; `beside` the armed bodies whose people the same report
    counts apart by the same measure; `some` marks a part of a count of the very same group ("20 of the injured"): what
    sets it apart is told in other words. `facts` and `key` (report id and claim number) follow from the rest.
    """

    report: str
    claim: Claim
    origin: Origin = NOBODY
    occurrence: str | None = None
    reported_at: str | None = None
    gives: frozenset[Said] = frozenset()
    levels: frozenset[tuple[str, str]] = frozenset()
    langs: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    some: bool = False
    facts: Facts = field(init=False, compare=False, repr=False)
    key: tuple[str, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", Facts(self.claim, self.reported_at))
        object.__setattr__(self, "key", (self.report, self.claim.n))


def place_label(claim: Claim) -> str:
    """The place as one string; empty where none is stated."""
    return "" if claim.place is None else claim.place.label or claim.place.surface


def levels(reports: Mapping[str, Sequence[Claim]]) -> frozenset[tuple[str, str]]:
    """The pairs (narrower, wider) of places for which one report gives a smaller and a larger figure of one measure:
    it tells a part from the whole, where another may only name one place more coarsely."""
    found: set[tuple[str, str]] = set()
    for claims in reports.values():
        found |= _told_apart(claims)
    return frozenset(found)


def _told_apart(claims: Sequence[Claim]) -> set[tuple[str, str]]:
    """One report's pairs: the least and the greatest figure of every place are compared, not every two claims."""
    ends: dict[tuple[str, str | None, frozenset[str]], dict[Named, tuple[Decimal, Decimal]]] = {}
    for claim in claims:
        if claim.place is not None and claim.value is not None:
            places = ends.setdefault((claim.measure, claim.unit, group_words(claim.group)), {})
            low, high = places.get(claim.place, (claim.value, claim.value))
            places[claim.place] = min(low, claim.value), max(high, claim.value)
    return {
        (_label(inner), _label(outer))
        for places in ends.values()
        for inner, (low, _) in places.items()
        for outer, (_, high) in places.items()
        if low < high and place_kinship(inner, outer) == "part"
    }


def _label(name: Named) -> str:
    return name.label or name.surface


def said(claims: Iterable[Claim]) -> frozenset[Said]:
    """Everything that the claims of one report say with a number."""
    return frozenset(s for s in (Facts(c, None).said for c in claims) if s is not None)


def beside(claim: Claim, claims: Iterable[Claim]) -> frozenset[str]:
    """The armed bodies that fighters of no named side can't belong to: their report counts those apart, or it is they
    who did it."""
    if not bare_role(claim.group):
        return frozenset()
    apart = [c.group for c in claims if c.measure == claim.measure and not _holds(c, claim)]
    return frozenset(body for group in (*apart, claim.actor) if (body := owner(group)) is not None)


def some_of(claim: Claim, claims: Iterable[Claim]) -> bool:
    """True for some of the people of another count of the same measure, group, place and time: something else that
    isn't told in these sets them apart."""
    if canonical(claim.measure) not in listed("people"):
        return False
    whole = next((c for c in claims if c.n == claim.part_of), None)
    if whole is None or whole.n == claim.n or canonical(whole.measure) != canonical(claim.measure):
        return False
    same = (whole.place, whole.window) == (claim.place, claim.window)
    return same and group_words(whole.group) == group_words(claim.group)


def _holds(total: Claim, claim: Claim) -> bool:
    """True where `claim` is a part of the other count, or the other a running total and `claim` none (or the reverse):
    those may be the same people."""
    return claim.part_of == total.n or (total.window.kind == WindowKind.CUMULATIVE != claim.window.kind)


def _scaled(interval: Interval, factor: Decimal) -> Interval:
    if factor == 1:
        return interval
    low = None if interval.low is None else interval.low * factor
    high = None if interval.high is None else interval.high * factor
    return Interval(low, high, interval.low_open, interval.high_open)


def _assumed(claim: Claim) -> bool:
    """True where no word of the text tells the as-of, and the reader put the report's own day in its place."""
    return ("as_of", REPORT_DAY) in claim.because


def _window_key(claim: Claim) -> str:
    window = claim.window
    text = fold(window.text or "")
    if window.kind == WindowKind.OCCURRENCE and not (window.since or window.until):
        return "occurrence"
    if text in _UNTOLD and window.since in _UNTOLD and window.until in _UNTOLD:
        return "" if window.kind == WindowKind.OTHER else str(window.kind)
    if window.kind == WindowKind.CUMULATIVE and len(window.since or "") == _DAY:
        text = ""  # since that day is since that day, in whatever words
    return f"{window.kind}|{window.since or ''}|{window.until or ''}|{text}"


_DAY = len("2018-09-10")


def _days(claim: Claim, when: Moment | None, since: Span) -> Span:
    """The days that a figure covers, as far as they are told."""
    window = claim.window
    last = None if when is None else when.day
    until = span(window.until)
    if window.kind == WindowKind.CUMULATIVE:
        return Span(since.first, until.last or last or date.max.toordinal())
    if since.first is not None or until.last is not None:
        return Span(since.first, until.last or (last if until.first is None else until.last))
    told = span(window.text)
    if told != NOWHEN:
        return told
    if window.kind == WindowKind.PERIOD and claim.as_of is not None and last is not None:
        back = length(window.text)
        return NOWHEN if back is None else Span(last - back, last)
    return NOWHEN


def is_checked(stance: Stance) -> bool:
    """Only asserted figures are checked against other counts."""
    return stance == Stance.ASSERTED
