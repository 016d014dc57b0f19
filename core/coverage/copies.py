"""Near-copies: reports, and single passages, that print one text. One text is one origin, however often it stands."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.claims import Claim
from core.coverage.groups import Groups
from core.coverage.words import words_of
from core.report import Report

SHINGLE = 5
"""Words a shingle."""
COPIED = 0.6
"""Share of the shorter text's shingles that must stand in the longer one (semantics §5)."""
LEAST = 8
"""Shingles below which a text is too short to be told a copy."""
REWRITTEN = 0.55
"""Share of the shorter text's words that stand in common runs of four words: one agency text visibly rewritten."""
HINT = 0.2
"""Share of common shingles below which a rewriting isn't looked for."""
RUN = 4
COMMON = 32
"""Every text is held against the first so many that share a shingle, so that furniture doesn't cost the square."""
AROUND = 14
"""Words on each side of a number that make its passage."""

Shingles = frozenset[int]


def copies(reports: Sequence[Report]) -> list[list[str]]:
    """Groups of two or more reports whose texts are near-copies: ids in input order."""
    words = {report.id: words_of(report.document).norms for report in reports if report.document}
    texts = {name: _text_runs(norms) for name, norms in words.items()}
    groups = Groups(texts)
    for a, b, share in shared(texts):
        if share >= COPIED or (share >= HINT and rewritten(words[a], words[b]) >= REWRITTEN):
            groups.join(a, b)
    return [group for group in groups.all() if len(group) > 1]


@dataclass(slots=True)
class _Text:
    """A text, and by name which others it was held against and which of those are its near-copies."""

    words: tuple[str, ...]
    runs: Shingles
    seen: set[str]
    copies: set[str]


class Compared:
    """Near-copies among ever other sets of texts: two texts are held against each other once, however often both are
    asked about. The `most` texts that were used last are kept, some 50 KB each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._texts: OrderedDict[str, _Text] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def take(self, name: str, document: str) -> None:
        """Takes in a text; a name stands for one text for good."""
        words = words_of(document).norms
        self._texts[name] = _Text(words, _text_runs(words), set(), set())

    def groups(self, names: Sequence[str]) -> list[list[str]]:
        """Groups of two or more of these texts that are near-copies, in the order of the names; all were taken in."""
        asked = set(names)
        joined = Groups(names)
        for name in names:
            self._texts.move_to_end(name)
            one = self._texts[name]
            for other in asked - one.seen:
                if other != name:
                    self._hold(name, one, other, self._texts[other])
            for other in sorted(one.copies & asked):
                joined.join(name, other)
        while len(self._texts) > max(self._most, len(asked)):
            self._texts.popitem(last=False)
        return [group for group in joined.all() if len(group) > 1]

    def _hold(self, name: str, one: _Text, other: str, two: _Text) -> None:
        if len(one.seen) > 4 * self._most:  # of texts that are long forgotten
            one.seen.clear()
        one.seen.add(other)
        two.seen.add(name)
        shorter = min(len(one.runs), len(two.runs))
        share = len(one.runs & two.runs) / shorter if shorter >= LEAST else 0.0
        if share >= COPIED or (share >= HINT and rewritten(one.words, two.words) >= REWRITTEN):
            one.copies.add(other)
            two.copies.add(name)


def shingles(text: str) -> Shingles:
    """The hashed runs of five words of a text, signs left out."""
    return _runs(words_of(text).norms)


def shared(texts: Mapping[str, Shingles]) -> list[tuple[str, str, float]]:
    """Pairs of texts and the share of the shorter one's shingles that stand in the longer one. An inverted index
    keeps it near linear in the text."""
    index: dict[int, list[str]] = {}
    found: list[tuple[str, str, float]] = []
    for name, runs in texts.items():
        if len(runs) < LEAST:
            continue
        counts: dict[str, int] = {}
        for run in runs:
            holders = index.get(run)
            if holders is None:
                index[run] = [name]
                continue
            for holder in holders:
                counts[holder] = counts.get(holder, 0) + 1
            if len(holders) < COMMON:
                holders.append(name)
        found += [(other, name, n / min(len(texts[other]), len(runs))) for other, n in counts.items()]
    return sorted(found)


def rewritten(a: Sequence[str], b: Sequence[str]) -> float:
    """The share of the shorter text's words that lie in runs of four words which the longer one has too. Symmetric."""
    shorter, longer = sorted((a, b), key=lambda words: (len(words), words))
    if len(shorter) < RUN:
        return 0.0
    runs = {tuple(longer[i : i + RUN]) for i in range(len(longer) - RUN + 1)}
    covered = bytearray(len(shorter))
    for i in range(len(shorter) - RUN + 1):
        if tuple(shorter[i : i + RUN]) in runs:
            covered[i : i + RUN] = b"\x01" * RUN
    return sum(covered) / len(shorter)


def passages(
    reports: Sequence[Report],
    claims: Mapping[str, Sequence[Claim]],
    copied: Sequence[Sequence[str]],
    among: Iterable[tuple[str, int, str]] | None = None,
) -> dict[str, dict[int, frozenset[str]]]:
    """For every report and claim number the groups of copied wording that the claim stands in: its passage's, and its
    report's where the whole text is one of the near-copies `copied`. `among` are the groups of the passages, as
    report, claim number and name, found here where they aren't given."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for group in copied:
        for report in group:
            for claim in claims.get(report, ()):
                found[report][claim.n].add(f"text:{min(group)}")
    for report, n, name in _copied_passages(reports, claims) if among is None else among:
        found[report][n].add(name)
    return {report: {n: frozenset(names) for n, names in by_n.items()} for report, by_n in found.items()}


def _copied_passages(
    reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]]
) -> Iterable[tuple[str, int, str]]:
    texts: dict[str, Shingles] = {}
    place: dict[str, tuple[str, int]] = {}
    for report in reports:
        mine = claims.get(report.id, ())
        for claim, runs in zip(mine, passage_shingles(report, mine), strict=True):
            name = f"passage:{report.id}:{claim.n}"
            texts[name] = runs
            place[name] = report.id, claim.n
    groups = Groups(texts)
    for a, b, share in shared(texts):
        if share >= COPIED and place[a][0] != place[b][0]:
            groups.join(a, b)
    for group in groups.all():
        if len({place[name][0] for name in group}) > 1:
            yield from ((*place[name], min(group)) for name in group)


def passage_shingles(report: Report, claims: Sequence[Claim]) -> list[Shingles]:
    """The shingles of the passage around each of a report's claims."""
    told = words_of(report.document)
    return [_passage_runs(() if one.num_start is None else told.around(one.num_start, AROUND)) for one in claims]


def _runs(words: Sequence[str]) -> Shingles:
    return frozenset(map(hash, zip(*(words[i:] for i in range(SHINGLE)), strict=False)))


# Kept, since a happening is judged again with each report that comes in, and only that one's words are new: some 20 KB
# a text and 2 KB a passage.
_text_runs = lru_cache(maxsize=512)(_runs)
_passage_runs = lru_cache(maxsize=4096)(_runs)
