"""Puts what reports tell beside their own happening where it belongs: with the reports that are about it.

Strands join what is there and change nothing of it, so that reports are sorted as if no round-up were among them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.coverage.gathered import Gathered
from core.coverage.happening import Happening, Vector
from core.coverage.naming import place_steps
from core.coverage.strands import Strand, fits
from core.names import Named

Placed = tuple[tuple[Strand, int], ...]
"""Strands, each with the number of the group that it is about."""

MOST = 48
"""Groups of a place that are looked at, the last ones."""


class Beside:
    """Sorts strands among the groups of reports `stories`, by their numbers; from `first` on are the numbers of groups
    that hold strands alone."""

    def __init__(self, told: Sequence[Happening], stories: Mapping[int, Gathered], first: int) -> None:
        self._told = list(told)
        self._groups = dict(stories)
        self._first = self._next = first
        self._home = {told[i].report: number for number, group in stories.items() for i in group.members}
        self._held: set[tuple[str, int]] = set()
        self._at: defaultdict[object, dict[int, None]] = defaultdict(dict)

    def place(self, beside: Sequence[Strand], vectors: Sequence[Vector]) -> Placed:
        """Each strand with its group, by the day of its report; those that are about their report's own happening
        after all are left out."""
        if not beside:
            return ()
        for number, group in self._groups.items():
            self._note(number, group.places)
        found: list[tuple[Strand, int]] = []
        for index in sorted(range(len(beside)), key=lambda i: _order(beside[i])):
            strand = beside[index]
            best = self._best(strand, vectors[index])
            if best is not None and best == self._home.get(strand.told.report):
                continue
            joins = best is not None and best < self._first
            number = best if best is not None and joins else self._take(strand, vectors[index], best)
            self._held.add((strand.told.report, number))
            found.append((strand, number))
        return tuple(found)

    def _best(self, strand: Strand, vector: Vector) -> int | None:
        own = self._home.get(strand.told.report)
        best: tuple[float, int] | None = None
        for number in self._likely(strand):
            if (strand.told.report, number) in self._held or (number == own and not strand.elsewhere):
                continue
            fit = fits(strand, vector, self._groups[number], self._told)
            if fit is not None and (best is None or fit > best[0]):
                best = fit, number
        return None if best is None else best[1]

    def _take(self, strand: Strand, vector: Vector, number: int | None) -> int:
        """Puts a strand with other strands, or begins a group with it."""
        if number is None:
            number, self._next = self._next, self._next + 1
            self._groups[number] = Gathered()
        group = self._groups[number]
        self._told.append(strand.told)
        group.take(len(self._told) - 1, strand.told, vector)
        self._note(number, strand.told.places)
        return number

    def _note(self, number: int, places: Iterable[Named]) -> None:
        for key in _keys(places):
            self._at[key][number] = None

    def _likely(self, strand: Strand) -> list[int]:
        """The groups at the place, and those in its region, in which it may lie or which may hold it."""
        return list(dict.fromkeys(n for key in _keys(strand.told.places) for n in list(self._at[key])[-MOST:]))


def _keys(places: Iterable[Named]) -> Iterator[object]:
    """What a place is found by: its names, and the region that it lies in."""
    for place in places:
        yield from place_steps(place)
        if place.id is not None and place.id.count("/") > 0:
            yield "/".join(place.id.split("/")[:2])


def _order(strand: Strand) -> tuple[str, str, int]:
    return strand.told.stamp or "9999", strand.told.report, strand.part
