"""The web of relations between the figures of one happening: what is compared with what, and what a change touches."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.compare.dimensions import measure_kinship
from core.compare.figure import Figure
from core.compare.relations import Rel, Relation, relate

Around = Mapping[str, Mapping[str, Relation]]
"""For every figure id the comparable figures, and how it relates to each."""


class Web:
    """Relations that are copied only where they change: what was judged before is shared, never altered."""

    def __init__(self, near: Around) -> None:
        self.near: dict[str, Mapping[str, Relation]] = dict(near)
        self._own: dict[str, dict[str, Relation]] = {}

    @property
    def touched(self) -> set[str]:
        """The figures whose relations changed."""
        return set(self._own)

    def of(self, name: str) -> dict[str, Relation]:
        """The relations of one figure, to be changed."""
        if name not in self._own:
            self._own[name] = dict(self.near.get(name, {}))
            self.near[name] = self._own[name]
        return self._own[name]

    def clear(self, name: str) -> None:
        """Forget all relations of one figure."""
        for other in list(self.of(name)):
            self.of(other).pop(name, None)
        self.of(name).clear()

    def forget(self, names: Collection[str]) -> None:
        """Forget figures that no longer stand."""
        for name in names:
            self.clear(name)
        for name in names:
            del self.near[name], self._own[name]

    def note(self, a: str, b: str, relation: Relation) -> None:
        """Take down how `a` relates to `b`, on both sides."""
        if relation.kind != Rel.INCOMPARABLE:
            self.of(a)[b] = relation
            self.of(b)[a] = relation.mirrored()


def weave(known: Mapping[str, Figure], fresh: Sequence[str], web: Web) -> None:
    """Relates every fresh figure to all that are worth it, itself left out."""
    done: set[str] = set()
    for name in fresh:
        web.clear(name)
    shelves = _Shelves(known)
    for name in fresh:
        done.add(name)
        figure = known[name]
        for other in shelves.near(figure):
            if other not in done:
                web.note(name, other, relate(figure.told, known[other].told))


class _Shelves:
    """Figures by what they count and by their number: counts of different things meet only where one number may have
    been told of the wrong one."""

    def __init__(self, known: Mapping[str, Figure]) -> None:
        self._by_measure: dict[str, list[str]] = {}
        self._by_value: dict[Decimal | None, list[tuple[str, str]]] = {}
        for name, figure in known.items():
            measure = figure.frame.measure
            self._by_measure.setdefault(measure, []).append(name)
            self._by_value.setdefault(figure.facts.value, []).append((measure, name))
        self._near: dict[str, list[str]] = {}

    def near(self, figure: Figure) -> Iterator[str]:
        """The ids of the figures that are worth being related to `figure`, itself among them."""
        measures = self._kin(figure.frame.measure)
        for measure in measures:
            yield from self._by_measure[measure]
        for measure, name in self._by_value[figure.facts.value]:
            if measure not in measures:
                yield name

    def _kin(self, measure: str) -> list[str]:
        if measure not in self._near:
            kin = [m for m in self._by_measure if m == measure or measure_kinship(measure, m) != "different"]
            self._near[measure] = kin
        return self._near[measure]


@dataclass(frozen=True, slots=True)
class Touched:
    """`figures` that are new, changed, or tied by a ruling; `relations` all whose relations changed."""

    figures: set[str]
    relations: set[str]

    def neighbours(self, kinds: frozenset[Rel], *webs: Around) -> set[str]:
        """Those whom a touched figure stands to in one of these ways, or stood."""
        return {
            other
            for web in webs
            for name in self.figures
            for other, relation in web.get(name, {}).items()
            if relation.kind in kinds
        }
