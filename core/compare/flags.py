"""What a person should look at, ranked (semantics §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log2

from core.claims import Stance
from core.compare.because import Because
from core.compare.figure import Figure
from core.compare.findings import Neighbours, independent
from core.compare.misquotes import SlipKind
from core.compare.moments import moment
from core.compare.nearness import distance
from core.compare.relations import Rel, Relation

FRESH_DAYS = 7.0
"""After so many days a flag weighs half as much."""
LEAST_DISTANCE = 0.05
"""Figures that differ in their bound alone are this far apart."""


class FlagKind(StrEnum):
    """Why a pair of figures, or a report, wants a person's eye."""

    DISPUTED = "disputed"
    MISQUOTED = "misquoted"
    REVISED = "revised"
    WIDE = "wide"
    DENIED = "denied"
    CITED_NOT_FOUND = "cited_not_found"
    CHANGED_SILENTLY = "changed_silently"
    INCONSISTENT = "inconsistent"


WEIGHT = {FlagKind.WIDE: 0.25}
"""Kinds that rank lower than their distance says."""

_KINDS = {Rel.DISAGREES: FlagKind.DISPUTED, Rel.MISQUOTES: FlagKind.MISQUOTED, Rel.REVISES: FlagKind.REVISED}


@dataclass(frozen=True, slots=True)
class Flag:
    """Two figures (ids, sorted) that don't go together. `evidence` holds what the flag rests on: the keys of every
    origin and every figure on both sides, so that a later look can tell what is new. A higher `rank` comes first.
    `also` are further pairs for which the flag stands, since they read the same: on the side of `a`, of `b`."""

    kind: FlagKind
    a: str
    b: str
    because: Because
    rank: float
    evidence: frozenset[str]
    also: tuple[tuple[str, str], ...] = ()

    def with_others(self, also: tuple[tuple[str, str], ...], evidence: frozenset[str]) -> "Flag":
        """The same flag, standing for these pairs too."""
        return replace(self, also=also, evidence=evidence)


def kind_of(relation: Relation, a: Figure, b: Figure) -> FlagKind | None:
    """The kind of flag that a relation raises, None where it raises none."""
    if relation.kind == Rel.DENIES:
        denied = b if relation.forward else a
        return FlagKind.DENIED if denied.facts.stance == Stance.ASSERTED else None
    if relation.wide:
        return FlagKind.WIDE
    return _KINDS.get(relation.kind)


@dataclass(frozen=True, slots=True)
class Side:
    """A figure and all that stand with it: their ids, independent origins, reports and languages."""

    figures: frozenset[str]
    origins: frozenset[str]
    reports: frozenset[str]
    langs: frozenset[str]


STANDS_WITH = frozenset({Rel.AGREES, Rel.REPEATS})
"""Relations by which one figure stands on the side of another."""


def side(figure: Figure, neighbours: Neighbours) -> Side:
    """The side of one figure of a disagreement."""
    all_of_it = [figure] + [o for o, r in neighbours if r.kind in STANDS_WITH]
    reports = frozenset(report for f in all_of_it for report, _ in f.carriers)
    langs = frozenset[str]().union(*(f.told.langs for f in all_of_it))
    return Side(frozenset(f.id for f in all_of_it), independent(all_of_it), reports, langs)


def flag(a: Figure, b: Figure, relation: Relation, sides: Mapping[str, Side], now: str | None) -> Flag | None:
    """The flag that the relation of `a` to `b` raises; `sides` gives who stands with a figure, by its id."""
    kind = kind_of(relation, a, b)
    if kind is None or a.told_by_one(b):
        return None
    because = relation.because
    if (
        relation.slip is not None
        and relation.slip.kind == SlipKind.BOUND_DROPPED
        and _translated(sides[a.id], sides[b.id])
    ):
        because = replace(because, rule=str(SlipKind.LOST_IN_TRANSLATION))
    return flag_between(kind, (a, b), because, sides, now)


def flag_between(
    kind: FlagKind, pair: tuple[Figure, Figure], because: Because, sides: Mapping[str, Side], now: str | None
) -> Flag:
    """A flag of this kind on two figures; `because` compares the first to the second."""
    a, b = pair
    left, right = sides[a.id], sides[b.id]
    first, second = sorted((a.id, b.id))
    told = because if first == a.id else because.mirrored()
    return Flag(kind, first, second, told, _rank(kind, a, b, left, right, now), _evidence(left, right))


def _translated(a: Side, b: Side) -> bool:
    """True where the two sides are told in different languages: a bound that no text of its language dropped."""
    return bool(a.langs) and bool(b.langs) and a.langs.isdisjoint(b.langs)


def _evidence(left: Side, right: Side) -> frozenset[str]:
    """The keys of the origins and of the figures themselves."""
    named = {f"figure:{name}" for name in left.figures | right.figures}
    return frozenset(named.union(f"origin:{key}" for key in left.origins | right.origins))


def ranked(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Highest rank first; equal ranks in the order of their figures."""
    return tuple(sorted(flags, key=lambda f: (-f.rank, f.kind, f.a, f.b)))


def _rank(kind: FlagKind, a: Figure, b: Figure, left: Side, right: Side, now: str | None) -> float:
    """Distance × independent origins on both sides × reports × freshness."""
    apart = max(float(distance(a.facts, b.facts)), LEAST_DISTANCE)
    origins = max(1, len(left.origins)) * max(1, len(right.origins))
    reports = len(left.reports | right.reports)
    return round(WEIGHT.get(kind, 1.0) * apart * origins * log2(1 + reports) * freshness(a, b, now), 6)


def freshness(a: Figure, b: Figure, now: str | None) -> float:
    """1 on the day of the last report on either side, halved after a week; 1 where a day isn't known."""
    last, today = moment(max(filter(None, (a.last, b.last)), default=None)), moment(now)
    if last is None or today is None:
        return 1.0
    return FRESH_DAYS / (FRESH_DAYS + max(0, today.day - last.day))
