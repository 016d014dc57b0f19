"""How one claim relates to another: the rules of semantics §4 in their order."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.claims import Stance
from core.compare import dimensions
from core.compare.because import Because
from core.compare.measures import listed
from core.compare.misquotes import Slip, bound_slip, figure_slip, swap_slip
from core.compare.nearness import WIDE, distance, higher, overlap, rounds, same_bound, same_number, shown
from core.compare.order import Order, order
from core.compare.reported import Facts, Reported, place_label
from core.coverage.naming import Kinship, is_facility


class Rel(StrEnum):
    """The relations of semantics §4."""

    AGREES = "agrees"
    COMPATIBLE = "compatible"
    DISAGREES = "disagrees"
    UPDATES = "updates"
    REVISES = "revises"
    REPEATS = "repeats"
    MISQUOTES = "misquotes"
    PART_OF = "part_of"
    DENIES = "denies"
    INCOMPARABLE = "incomparable"


SYMMETRIC = frozenset({Rel.AGREES, Rel.COMPATIBLE, Rel.DISAGREES, Rel.REPEATS, Rel.MISQUOTES, Rel.INCOMPARABLE})
"""Relations that read the same from both sides; the others read "a acts on b"."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` between a and b. `forward` is True where a acts on b, False where b acts on a; always True for the
    symmetric ones. `dimension` is set for incomparable. `wide` marks compatible figures far apart. `confidence`
    falls with every dimension that one of the texts leaves unstated."""

    kind: Rel
    because: Because
    dimension: str | None = None
    forward: bool = True
    slip: Slip | None = None
    wide: bool = False
    confidence: float = 1.0

    def mirrored(self) -> "Relation":
        """The same relation seen from the other side."""
        forward = self.forward if self.kind in SYMMETRIC else not self.forward
        slip = None if self.slip is None else self.slip.mirrored()
        return Relation(self.kind, self.because.mirrored(), self.dimension, forward, slip, self.wide, self.confidence)


def relate(a: Reported, b: Reported) -> Relation:
    """The relation of `a` to `b`. Pure and total; `relate(b, a) == relate(a, b).mirrored()`."""
    if a.key == b.key:
        if a.claim == b.claim:
            return Relation(Rel.REPEATS, Because("itself", None, shown(a.facts), shown(b.facts)))
        if repr(b.claim) < repr(a.claim):
            return _relate(b, a).mirrored()
    elif b.key < a.key:
        return _relate(b, a).mirrored()
    return _relate(a, b)


def _relate(a: Reported, b: Reported) -> Relation:
    if dimensions.occurrence(a, b) == "different":
        return _incomparable(a, b, "occurrence")
    measure = dimensions.measure(a, b)
    another_number = a.facts.value != b.facts.value  # no denial and no swap without one number
    if measure == "different" and another_number:
        return _incomparable(a, b, "measure")
    group = dimensions.group(a, b)
    if group == "different" and another_number and measure in ("same", "unknown"):
        return _incomparable(a, b, "group")
    place = dimensions.place(a, b)
    window = dimensions.window(a, b)
    unit = dimensions.unit(a, b)
    stance = dimensions.stance(a, b)
    kinships = (measure, group, place, window, unit, stance)
    if stance == "different" and unit != "different":
        denial = _denial(a, b, (measure, group, place, window))
        if denial is not None:
            return denial
    if "different" in (measure, group, window, unit) or _parts(kinships[:4]):
        swapped = _swapped(a, b, kinships)
        if swapped is not None:
            return swapped
        part = _part(a, b, kinships)
        if part is not None:
            return part
    first = _first_difference(kinships, a.facts, b.facts)
    if first is not None:
        return _incomparable(a, b, first)
    confidence = round(1.0 - 0.1 * sum(k == "unknown" for k in kinships), 2)
    return _table(a, b, confidence)


def _parts(kinships: tuple[Kinship, ...]) -> bool:
    return "part" in kinships or "whole" in kinships


def _first_difference(kinships: tuple[Kinship, ...], a: Facts, b: Facts) -> str | None:
    parts_too = a.zero == b.zero  # a zero is no part: "no casualties" stands against twelve dead
    for name, kinship in zip(dimensions.DIMENSIONS[1:], kinships, strict=True):
        if kinship == "different" or (parts_too and kinship in ("part", "whole")):
            return name
    return None


def _denial(a: Reported, b: Reported, same: tuple[Kinship, ...]) -> Relation | None:
    """Rule 1: one figure, asserted here and denied or withdrawn there."""
    fa, fb = a.facts, b.facts
    stances = {fa.stance, fb.stance}
    if Stance.ASSERTED not in stances or not stances & {Stance.DENIED, Stance.WITHDRAWN}:
        return None
    if "different" in same or _parts(same) or not same_number(fa, fb):
        return None
    forward = fa.stance != Stance.ASSERTED
    own = a.origin.same(b.origin) is True
    rule = "withdrawn by its origin" if own else "denied"
    because = Because(rule, "stance", shown(fa), shown(fb), (("figure", shown(fa)),))
    return Relation(Rel.REVISES if own else Rel.DENIES, because, forward=forward)


def _swapped(a: Reported, b: Reported, kinships: tuple[Kinship, ...]) -> Relation | None:
    """Rule 2: one number of one origin, told of another measure, group, window or unit."""
    fa, fb = a.facts, b.facts
    if fa.value is None or fa.value != fb.value or a.origin.same(b.origin) is not True:
        return None
    measure, group, place, window, unit, stance = kinships
    if place in ("different", "part", "whole") or stance == "different":
        return None
    if order(a, b, told_only=True) in ("later", "earlier") or fa.said in b.gives or fb.said in a.gives:
        return None
    if measure != "same" and not {fa.measure, fb.measure} <= listed("people"):
        return None
    names = zip(("measure", "group", "window", "unit"), (measure, group, window, unit), strict=True)
    changed = [name for name, kinship in names if kinship in ("different", "part", "whole")]
    if len(changed) != 1:
        return None
    left, right = _values(a, b, changed[0])
    slip = swap_slip(changed[0], fa.measure, fb.measure)
    because = Because(f"{changed[0]} swapped", changed[0], left, right, (("figure", shown(fa)),))
    return Relation(Rel.MISQUOTES, because, slip=slip)


def _part(a: Reported, b: Reported, kinships: tuple[Kinship, ...]) -> Relation | None:
    """Rule 3: the measure, group, place or window of one lies inside the other's, and nothing else differs."""
    if "different" in kinships or a.facts.zero != b.facts.zero:
        return None
    ways = {k for k in kinships if k in ("part", "whole")}
    if len(ways) != 1:
        return None
    name = next(n for n, k in zip(dimensions.DIMENSIONS[1:], kinships, strict=True) if k in ways)
    left, right = _values(a, b, name)
    return Relation(Rel.PART_OF, Because("part", name, left, right), forward="part" in ways)


def _incomparable(a: Reported, b: Reported, dimension: str) -> Relation:
    return _difference(dimension, *_values(a, b, dimension))


@lru_cache(maxsize=65536)
def _difference(dimension: str, left: str, right: str) -> Relation:
    rule = "another_happening" if dimension == "occurrence" else "differs"
    return Relation(Rel.INCOMPARABLE, Because(rule, dimension, left, right), dimension)


def _values(a: Reported, b: Reported, dimension: str) -> tuple[str, str]:
    return _value(a, dimension), _value(b, dimension)


def _value(one: Reported, dimension: str) -> str:
    claim = one.claim
    if dimension == "measure":
        return claim.measure
    if dimension == "group":
        return "" if claim.group is None else claim.group.label or claim.group.surface
    if dimension == "place":
        place = place_label(claim)
        return f"{one.origin.label}, {place}" if place and is_facility(one.origin.label) else place
    if dimension == "unit":
        return claim.unit or ""
    if dimension == "stance":
        return str(claim.stance)
    if dimension == "window":
        return claim.window.text or claim.window.since or str(claim.window.kind)
    told = (one.occurrence, place_label(claim), claim.as_of or one.reported_at)
    return ", ".join(part for part in told if part)


def _table(a: Reported, b: Reported, confidence: float) -> Relation:
    """Rule 5: the claims are about the same thing."""
    same = a.origin.same(b.origin)
    found = _same_origin(a, b) if same else _other_origin(a, b)
    kind, rule, forward, slip = found
    origin = a.origin.label or b.origin.label
    wide = kind == Rel.COMPATIBLE and distance(a.facts, b.facts) > WIDE
    because = Because(rule, None, shown(a.facts), shown(b.facts), (("origin", origin),) if same else ())
    return Relation(kind, because, None, forward, slip, wide, confidence)


Answer = tuple[Rel, str, bool, Slip | None]


def _same_origin(a: Reported, b: Reported) -> Answer:
    fa, fb = a.facts, b.facts
    if same_number(fa, fb):
        if same_bound(fa, fb):
            return Rel.REPEATS, "same figure of one origin", True, None
        return Rel.MISQUOTES, "bound differs", True, bound_slip(a, b)
    if rounds(fa, fb) or rounds(fb, fa):
        return Rel.REPEATS, "rounding of one origin", True, None
    when = order(a, b, told_only=True)
    if when in ("later", "earlier"):
        later, earlier = (fa, fb) if when == "later" else (fb, fa)
        if later.dated or later.constant or later.falling or higher(later, earlier):
            return _in_time(fa, fb, when)
        when = "unknown"  # a lower figure on the mere day of its page: a correction, or a late copy of an old text
    rule = "order unknown" if when == "unknown" else "source conflict"
    slip = figure_slip(a, b)
    return Rel.MISQUOTES, rule if slip is None else str(slip.kind), True, slip


def _in_time(a: Facts, b: Facts, when: Order) -> Answer:
    """Two figures of one origin on different days: the later rose, fell, or corrects a constant."""
    later, earlier = (a, b) if when == "later" else (b, a)
    forward = when == "later"
    if a.constant and b.constant:
        return Rel.REVISES, "constant revised", forward, None
    if higher(later, earlier):
        return Rel.UPDATES, "rose", forward, None
    if later.falling:
        return Rel.UPDATES, "falls by nature", forward, None
    return Rel.REVISES, "fell", forward, None


def _other_origin(a: Reported, b: Reported) -> Answer:
    fa, fb = a.facts, b.facts
    if same_number(fa, fb):
        if same_bound(fa, fb):
            return Rel.AGREES, "same figure", True, None
        return Rel.COMPATIBLE, "same number, other bound", True, None
    when = order(a, b, told_only=False)
    if when in ("later", "earlier") and not (fa.constant or fb.constant) and not _holds_untold(fa, fb):
        later, earlier = (fa, fb) if when == "later" else (fb, fa)
        if higher(later, earlier) or later.falling:
            return Rel.UPDATES, "later and higher" if not later.falling else "falls by nature", when == "later", None
    if overlap(fa, fb):
        return Rel.COMPATIBLE, "overlap", True, None
    return Rel.DISAGREES, "later but lower" if when in ("later", "earlier") else "apart", True, None


def _holds_untold(a: Facts, b: Facts) -> bool:
    """True where an as-of isn't told and a bare figure lies inside an open one: no order in time is needed."""
    if (a.dated and b.dated) or a.falling:
        return False
    open_ended = a.bound in _OPEN, b.bound in _OPEN
    return open_ended[0] != open_ended[1] and a.interval.overlaps(b.interval)


_OPEN = frozenset({"at_least", "more_than"})
