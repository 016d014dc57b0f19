"""Passages that reports have in common, among ever other sets of reports: two are held against each other once."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.claims import Claim
from core.coverage.copies import COPIED, LEAST, Shingles, passage_shingles
from core.coverage.groups import Groups
from core.report import Report

Key = tuple[str, tuple[int, ...]]
"""What stands for one wording for good, and the numbers of those of its claims that are looked at."""
Common = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Read:
    """The shingles of the passage of each claim, by its number, and of all; what it has in common with others."""

    passages: tuple[tuple[int, Shingles], ...]
    every: Shingles
    common: dict[Key, Common] = field(default_factory=dict)


class Passages:
    """The `most` wordings that were used last are kept, some 20 KB each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._read: OrderedDict[Key, _Read] = OrderedDict()

    def copied(self, given: Sequence[tuple[str, Report, Sequence[Claim]]]) -> Iterator[tuple[str, int, str]]:
        """Report, claim number and group of each claim that stands in a passage which another report prints too.
        `given` are the reports, each with what stands for its wording, and the claims that are looked at."""
        keys = [(name, tuple(claim.n for claim in claims)) for name, _, claims in given]
        read = [self._of(key, report, claims) for key, (_, report, claims) in zip(keys, given, strict=True)]
        names = {
            (report.id, n): f"passage:{report.id}:{n}" for (_, report, _), one in zip(given, read, strict=True)
            for n, _ in one.passages
        }  # fmt: skip
        joined = Groups(names)
        for place, (_, report, _) in enumerate(given):
            for other in range(place):
                for n, m in self._common(keys[place], read[place], keys[other], read[other]):
                    joined.join((report.id, n), (given[other][1].id, m))
        for group in joined.all():
            if len({report for report, _ in group}) > 1:
                yield from ((*claim, min(names[one] for one in group)) for claim in group)
        while len(self._read) > max(self._most, len(given)):
            self._read.popitem(last=False)

    def _of(self, key: Key, report: Report, claims: Sequence[Claim]) -> _Read:
        found = self._read.get(key)
        if found is None:
            passages = tuple(zip(key[1], passage_shingles(report, claims), strict=True))
            found = _Read(passages, frozenset().union(*(runs for _, runs in passages)))
            self._read[key] = found
        self._read.move_to_end(key)
        return found

    def _common(self, key: Key, one: _Read, other: Key, two: _Read) -> Common:
        found = one.common.get(other)
        if found is None:
            if len(one.common) > 4 * self._most:  # with wordings that are long forgotten
                one.common.clear()
            found = one.common[other] = () if one.every.isdisjoint(two.every) else tuple(_alike(one, two))
            two.common[key] = tuple((m, n) for n, m in found)
        return found


def _alike(one: _Read, two: _Read) -> Iterator[tuple[int, int]]:
    for n, left in one.passages:
        for m, right in two.passages:
            shorter = min(len(left), len(right))
            if shorter >= LEAST and len(left & right) >= COPIED * shorter:
                yield n, m
