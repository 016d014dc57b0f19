"""Reports gathered under one happening, and how well another report, or another such group, fits in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.coverage.happening import Happening, Vector, likeness
from core.coverage.naming import is_country, place_kinship, place_steps
from core.names import Named

ALIKE_IN_PLACE = 0.18
"""Likeness that suffices where the main places agree."""
ALIKE_AROUND = 0.2
"""Likeness that suffices where one main place lies in the other."""
ALIKE = 0.26
"""Likeness that suffices where no place is known."""
ALIKE_ELSEWHERE = 0.3
"""Likeness needed where the main places differ."""
QUIET = 7, 0.35
STALE = 45, 0.4
"""Days after which a silent happening is taken up again only by a report that is so much like it."""
FALL = Decimal("0.5")
"""A later toll below this share of an earlier one is another happening's: tolls rise, and corrections are small."""
SHARED_TOLL = 0.04
"""What one and the same toll adds to the likeness."""
TELLING = 10
"""Tolls below this are too common to tell happenings by."""
PLACES = 12
"""Places that a group remembers."""


@dataclass(slots=True, eq=False)
class Gathered:
    """A happening in the making: the members (positions of reports) and what they say taken together."""

    members: list[int] = field(default_factory=list)
    words: dict[str, float] = field(default_factory=dict)
    places: dict[Named, None] = field(default_factory=dict)
    tolls: dict[str, list[Decimal]] = field(default_factory=dict)
    last: int | None = None
    rivals: list["Gathered"] = field(default_factory=list)

    def take(self, index: int, one: Happening, vector: Vector) -> None:
        self.members.append(index)
        for word, weight in vector.items():
            self.words[word] = self.words.get(word, 0.0) + weight
        for place in one.places:
            if len(self.places) < PLACES:
                self.places.setdefault(place)
        for measure, toll in one.tolls.items():
            self.tolls.setdefault(measure, []).append(toll)
        self.last = max((d for d in (self.last, one.day) if d is not None), default=None)

    def absorb(self, other: "Gathered") -> None:
        """Take in all of another group."""
        self.members += other.members
        for word, weight in other.words.items():
            self.words[word] = self.words.get(word, 0.0) + weight
        self.places.update(dict.fromkeys(list(other.places)[: max(0, PLACES - len(self.places))]))
        for measure, tolls in other.tolls.items():
            self.tolls.setdefault(measure, []).extend(tolls)
        self.last = max((d for d in (self.last, other.last) if d is not None), default=None)
        self.rivals += other.rivals

    def likeness(self, vector: Vector) -> float:
        """The mean likeness to the members."""
        return likeness(vector, self.words) / len(self.members)


def closeness(one: Happening, vector: Vector, group: Gathered) -> float | None:
    """How well a report fits a group, None where it doesn't."""
    kinship = _kinship(one.places, tuple(group.places))
    silent = 0 if one.day is None or group.last is None else one.day - group.last
    if not vector:
        fits = kinship in ("same", "within") and silent <= STALE[0]
        return _NEARER[kinship] if fits else None
    alike = group.likeness(vector)
    if kinship in ("same", "within") and _share_a_toll(one.tolls, group.tolls):
        alike += SHARED_TOLL
    needed = max([_NEEDED[kinship]] + [share for days, share in (QUIET, STALE) if silent > days])
    if alike < needed:
        return None
    return alike + _NEARER[kinship]


_NEEDED = {"same": ALIKE_IN_PLACE, "within": ALIKE_AROUND, "unknown": ALIKE, "different": ALIKE_ELSEWHERE}
_NEARER = {"same": 0.5, "within": 0.25, "unknown": 0.0, "different": 0.0}


def _kinship(left: Sequence[Named], right: Sequence[Named]) -> str:
    """How two sets of main places lie: the same nearest place, one within another, all different, or unknown."""
    if not left or not right:
        return "unknown"
    nearest = {place_steps(p)[0] for p in left if place_steps(p)}
    if any(place_steps(p) and place_steps(p)[0] in nearest for p in right):
        return "within" if any(map(is_country, left)) else "same"
    kin = {place_kinship(a, b) for a in left for b in right}
    if any(map(is_country, (*left, *right))) and "different" not in kin:
        return "unknown"
    return "within" if kin & {"same", "part", "whole"} else "different" if "different" in kin else "unknown"


def _share_a_toll(tolls: Mapping[str, Decimal], others: Mapping[str, Sequence[Decimal]]) -> bool:
    return any(toll >= TELLING and toll in others.get(measure, ()) for measure, toll in tolls.items())


def fell_at_place(one: Happening, group: Gathered) -> bool:
    """True where a report tells of the same place and a toll that can't be the same happening's."""
    kinship = _kinship(one.places, tuple(group.places))
    return bool(one.words) and kinship in ("same", "within") and _fell(one, group)


def _fell(one: Happening, group: Gathered) -> bool:
    """True where the report's toll is so far below all that the group gave, earlier ones too, that it is another
    happening at the same place and no stale figure."""
    shared = [m for m in one.tolls if m in group.tolls]
    fallen = [m for m in shared if one.tolls[m] < min(group.tolls[m]) * FALL]
    return bool(shared) and len(fallen) * 2 > len(shared)


def one_happening(a: Gathered, b: Gathered) -> bool:
    """True where two groups are so alike as wholes that they are one. Symmetric."""
    if a in b.rivals or b in a.rivals or not a.words or not b.words:
        return False
    alike = likeness(a.words, b.words) / (len(a.members) * len(b.members))
    apart = 0 if a.last is None or b.last is None else abs(a.last - b.last)
    kinship = _kinship(tuple(a.places), tuple(b.places))
    if kinship in ("same", "within") and any(_share_a_toll({m: t}, b.tolls) for m, ts in a.tolls.items() for t in ts):
        alike += SHARED_TOLL
    return alike >= max([_NEEDED[kinship]] + [share for days, share in (QUIET, STALE) if apart > days])


class Candidates:
    """Finds the groups that a report may belong to by the words that few reports hold and by the nearest place, so
    that not every report is held against every group."""

    MOST = 24
    """Groups that are looked at for their words, and as many for their place."""

    def __init__(self, telling: frozenset[str]) -> None:
        self._telling = telling
        self._by_word: defaultdict[str, dict[Gathered, None]] = defaultdict(dict)
        self._by_place: defaultdict[frozenset[str], dict[Gathered, None]] = defaultdict(dict)

    def note(self, group: Gathered, words: Iterable[str], places: Iterable[Named]) -> None:
        """Remember that `group` holds these words and places."""
        for word in self._telling.intersection(words):
            self._by_word[word][group] = None
        for place in places:
            for step in place_steps(place):
                self._by_place[step][group] = None

    def of(self, words: Vector, places: Iterable[Named]) -> list[Gathered]:
        """The likeliest groups, in the order in which they were first noted."""
        scores: Counter[Gathered] = Counter()
        for word in sorted(self._telling.intersection(words)):
            for group in self._by_word.get(word, ()):
                scores[group] += words[word] * group.words.get(word, 0.0) / len(group.members)  # type: ignore[assignment]
        found = dict.fromkeys(group for group, _ in scores.most_common(self.MOST))
        for place in places:
            for step in place_steps(place)[:1]:
                found.update(dict.fromkeys(list(self._by_place.get(step, ()))[-self.MOST :]))
        return list(found)
