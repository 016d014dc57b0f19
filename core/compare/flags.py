"""What a person should look at, ranked (semantics §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from core.claims import Stance
from core.compare.because import Because
from core.compare.figure import Figure
from core.compare.findings import Neighbours, independent
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
    origin and every figure on both sides, so that a later look can tell what is new. A higher `rank` comes first."""

    kind: FlagKind
    a: str
    b: str
    because: Because
    rank: float
    evidence: frozenset[str]


def kind_of(relation: Relation, a: Figure, b: Figure) -> FlagKind | None:
    """The kind of flag that a relation raises, None where it raises none."""
    if relation.kind == Rel.DENIES:
        denied = b if relation.forward else a
        return FlagKind.DENIED if denied.facts.stance == Stance.ASSERTED else None
    if relation.wide:
        return FlagKind.WIDE
    return _KINDS.get(relation.kind)


def flag(a: Figure, b: Figure, relation: Relation, around: Mapping[str, Neighbours], now: str | None) -> Flag | None:
    """The flag that the relation of `a` to `b` raises; `around` gives the neighbours of a figure by id."""
    kind = kind_of(relation, a, b)
    if kind is None:
        return None
    left, right = _side(a, around.get(a.id, ())), _side(b, around.get(b.id, ()))
    rank = _rank(kind, a, b, left, right, now)
    evidence = frozenset(evidence_of([*left, *right]))
    first, second = sorted((a.id, b.id))
    because = relation.because if first == a.id else relation.because.mirrored()
    return Flag(kind, first, second, because, rank, evidence)


def evidence_of(figures: Sequence[Figure]) -> list[str]:
    """The keys of the origins and of the figures themselves."""
    return [f"figure:{f.id}" for f in figures] + [f"origin:{key}" for key in independent(figures)]


def ranked(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Highest rank first; equal ranks in the order of their figures."""
    return tuple(sorted(flags, key=lambda f: (-f.rank, f.kind, f.a, f.b)))


def _side(figure: Figure, neighbours: Neighbours) -> list[Figure]:
    """The figure and all that stand with it."""
    return [figure] + [o for o, r in neighbours if r.kind in (Rel.AGREES, Rel.REPEATS)]


def _rank(
    kind: FlagKind, a: Figure, b: Figure, left: Sequence[Figure], right: Sequence[Figure], now: str | None
) -> float:
    """Distance × independent origins on both sides × reports × freshness."""
    apart = max(float(distance(a.facts, b.facts)), LEAST_DISTANCE)
    origins = max(1, len(independent(left))) * max(1, len(independent(right)))
    reports = len({report for f in (*left, *right) for report, _ in f.carriers})
    return round(WEIGHT.get(kind, 1.0) * apart * origins * log2(1 + reports) * freshness(a, b, now), 6)


def freshness(a: Figure, b: Figure, now: str | None) -> float:
    """1 on the day of the last report on either side, halved after a week; 1 where a day isn't known."""
    last, today = moment(max(filter(None, (a.last, b.last)), default=None)), moment(now)
    if last is None or today is None:
        return 1.0
    return FRESH_DAYS / (FRESH_DAYS + max(0, today.day - last.day))
