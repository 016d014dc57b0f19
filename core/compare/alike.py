"""Figures that read the same: one source's one number, told of another day or in coarser words for the place.

They stay figures of their own, since what is told of each differs; a person is shown one flag for all of them, and
what is ruled on one holds for the others.
"""

from collections.abc import Iterable, Mapping
from itertools import product

from core.compare.figure import Figure
from core.compare.flags import Flag, ranked
from core.compare.nearness import same_bound, same_number
from core.compare.relations import Rel
from core.compare.web import Around

Pair = tuple[str, str]
"""Ids of two figures."""
_ONE = frozenset({Rel.REPEATS, Rel.AGREES})
_ONE_NUMBER = _ONE | {Rel.MISQUOTES, Rel.COMPATIBLE}


class Alike:
    """Which figures read the same as a given one, found out when it is first asked for. `closely`: in their bound too;
    else by their number alone."""

    def __init__(self, figures: Mapping[str, Figure], around: Around, *, closely: bool) -> None:
        self._figures, self._around, self._closely = figures, around, closely
        self._found: dict[str, frozenset[str]] = {}

    def of(self, name: str) -> frozenset[str]:
        """The ids of the figures that read like this one, itself among them."""
        if name not in self._found:
            reached, waiting = {name}, [name]
            while waiting:
                here = waiting.pop()
                new = [other for other in self._around.get(here, {}) if other not in reached and self._one(here, other)]
                reached.update(new)
                waiting += new
            found = frozenset(reached)
            self._found.update(dict.fromkeys(reached, found))
        return self._found[name]

    def _one(self, a: str, b: str) -> bool:
        if self._around[a][b].kind not in (_ONE if self._closely else _ONE_NUMBER):
            return False
        one, other = self._figures[a], self._figures[b]
        same = one.origin.counted == other.origin.counted and one.frame.measure == other.frame.measure
        bound = not self._closely or same_bound(one.facts, other.facts)
        return same and bound and same_number(one.facts, other.facts) and one.facts.stance == other.facts.stance


class Sides:
    """The two sides of a pair of figures: by their number where that tells them apart, else by their bound too."""

    def __init__(self, figures: Mapping[str, Figure], around: Around) -> None:
        self._loosely = Alike(figures, around, closely=False)
        self._closely = Alike(figures, around, closely=True)

    def of(self, a: str, b: str) -> tuple[frozenset[str], frozenset[str]]:
        """All that read like `a`, and all that read like `b`; no figure is on both sides."""
        left, right = self._loosely.of(a), self._loosely.of(b)
        return (left, right) if left != right else (self._closely.of(a), self._closely.of(b))


def one_flag_each(flags: Iterable[Flag], sides: Sides) -> tuple[Flag, ...]:
    """One flag where several tell the same of figures that read the same: the one of the highest rank, which then
    rests on the evidence of all and names the other pairs. Highest rank first."""
    gathered: dict[tuple[str, frozenset[frozenset[str]]], list[Flag]] = {}
    for flag in ranked(list(flags)):
        gathered.setdefault((str(flag.kind), frozenset(sides.of(flag.a, flag.b))), []).append(flag)
    return tuple(_one(group, sides) if len(group) > 1 else group[0] for group in gathered.values())


def _one(flags: list[Flag], sides: Sides) -> Flag:
    first = flags[0]
    left, _ = sides.of(first.a, first.b)
    also = sorted((f.a, f.b) if f.a in left else (f.b, f.a) for f in flags[1:])
    return first.with_others(tuple(also), frozenset[str]().union(*(f.evidence for f in flags)))


def spread(ruled: Iterable[Pair], figures: Mapping[str, Figure], around: Around) -> frozenset[Pair]:
    """The pairs that people ruled on, and all pairs of figures that read the same as those two."""
    sides = Sides(figures, around)
    found: set[Pair] = set()
    for a, b in ruled:
        found.add((a, b))
        if a in figures and b in figures:
            found.update((min(pair), max(pair)) for pair in product(*sides.of(a, b)) if pair[0] != pair[1])
    return frozenset(found)
