"""Reports gathered under one happening, and how well another report, or another such group, fits in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import nlargest

from core.coverage.happening import Happening, Vector, likeness
from core.coverage.naming import is_country, place_kinship, place_steps
from core.coverage.signs import TELLING, Fact, Signs, Total, common
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
SHARED_NAME, SHARED_NAMES = 0.04, 0.12
"""What one rare name in common adds to the likeness, and all of them at most."""
ABROAD = {"same": 1.0, "within": 1.5, "unknown": 2.5}
"""What two languages must share (core.coverage.signs.common) where hardly a word can be shared, by their places."""
ABROAD_DAYS = 3
"""Days that reports of one happening in two languages may lie apart."""
FIGHT_DAYS = 2
"""Fighters whose deaths are told of days further apart died in two fights."""
NEXT_FIGHT = Decimal("0.9")
"""A new toll of fighters of a later named day below this share of the toll before is another fight's."""
ELSEWHERE_DAYS = 7
"""Reports of one story may name its place in two ways, but so long after one another two places are two happenings,
however alike the texts: agencies write of every blast in the same words."""
PLACES = 12
"""Places that a group remembers."""


@dataclass(slots=True, eq=False)
class Gathered:
    """A happening in the making: the members (positions of reports) and what they say taken together; `homes` are the
    occurrences in which people put some of them."""

    members: list[int] = field(default_factory=list)
    words: dict[str, float] = field(default_factory=dict)
    places: dict[Named, None] = field(default_factory=dict)
    tolls: dict[str, list[Decimal]] = field(default_factory=dict)
    last: int | None = None
    rivals: list["Gathered"] = field(default_factory=list)
    langs: Counter[str] = field(default_factory=Counter)
    facts: dict[Fact, None] = field(default_factory=dict)
    parties: dict[str, None] = field(default_factory=dict)
    totals: dict[Total, None] = field(default_factory=dict)
    fought: int | None = None
    victims: dict[str, None] = field(default_factory=dict)
    died: dict[int, None] = field(default_factory=dict)
    only_tolls: bool = True
    names: dict[str, None] = field(default_factory=dict)
    homes: list[str] = field(default_factory=list)

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
        said = one.signs
        self.langs[one.lang] += 1
        self.facts.update(dict.fromkeys(said.facts))
        self.parties.update(dict.fromkeys(said.parties))
        self.totals.update(dict.fromkeys(said.totals))
        self.fought = max((d for d in (self.fought, said.fought) if d is not None), default=None)
        self.victims.update(dict.fromkeys(said.victims))
        self.died.update(dict.fromkeys(() if said.died is None else (said.died,)))
        self.only_tolls = self.only_tolls and said.is_toll
        self.names.update(dict.fromkeys(one.names))

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
        self.langs.update(other.langs)
        self.facts.update(other.facts)
        self.parties.update(other.parties)
        self.totals.update(other.totals)
        self.fought = max((d for d in (self.fought, other.fought) if d is not None), default=None)
        self.victims.update(other.victims)
        self.died.update(other.died)
        self.only_tolls = self.only_tolls and other.only_tolls
        self.names.update(other.names)
        self.homes += other.homes

    def likeness(self, vector: Vector, lang: str) -> float:
        """The mean likeness to the members in that language; of all members where it isn't known."""
        return likeness(vector, self.words) / (self.langs[lang] or len(self.members))


def closeness(one: Happening, vector: Vector, group: Gathered) -> float | None:
    """How well a report fits a group, None where it doesn't."""
    kinship = kinship_of(one.places, tuple(group.places))
    silent = 0 if one.day is None or group.last is None else one.day - group.last
    if (
        one.signs.totals
        and (one.signs.is_toll or group.only_tolls)
        and not group.totals.keys().isdisjoint(one.signs.totals)
    ):
        return _RUNNING
    if one.signs.is_toll and one.signs.totals and not group.only_tolls:
        return None  # who only adds up is about no single happening, however alike the words
    if vector and one.lang and one.lang not in group.langs:
        return _from_abroad(one, group, kinship)
    if not vector:
        fits = kinship in ("same", "within") and silent <= STALE[0]
        return _NEARER[kinship] if fits else None
    if kinship == "different" and abs(silent) > ELSEWHERE_DAYS:
        return None
    alike = group.likeness(vector, one.lang) + named_alike(one.names, group.names)
    if kinship in ("same", "within") and _share_a_toll(one.tolls, group.tolls):
        alike += SHARED_TOLL
    needed = max([_NEEDED[kinship]] + [share for days, share in (QUIET, STALE) if silent > days])
    if alike < needed:
        return None
    return alike + _NEARER[kinship]


_RUNNING = 0.1


def other_fight(one: Happening, group: Gathered) -> bool:
    """True where both texts name the day on which fighters died, and the days lie apart; where a later day comes with
    a toll that is lower than the one before, and new; or where others died, on another named day."""
    if _others_died(one.signs.victims, one.signs.died, group):
        return True
    if one.signs.fought is None or group.fought is None:
        return False
    later = one.signs.fought - group.fought
    if abs(later) > FIGHT_DAYS:
        return True
    shared = [(m, toll) for m, toll in one.tolls.items() if m in group.tolls and toll not in group.tolls[m]]
    return later > 0 and any(toll < max(group.tolls[m]) * NEXT_FIGHT for m, toll in shared)


def _others_died(victims: Collection[str], died: int | None, group: Gathered) -> bool:
    """True where both say who was killed, and on which day, and neither is the same."""
    known = bool(victims) and bool(group.victims) and died is not None and bool(group.died)
    return known and died not in group.died and group.victims.keys().isdisjoint(victims)


def _from_abroad(one: Happening, group: Gathered, kinship: str) -> float | None:
    """How well a report fits a group that has no report in its language."""
    apart = ABROAD_DAYS if one.day is None or group.last is None else abs(one.day - group.last)
    shared = common(one.signs, group.facts, group.parties)
    if kinship not in ABROAD or apart > ABROAD_DAYS or shared < ABROAD[kinship]:
        return None
    return ALIKE + _NEARER[kinship] + 0.1 * min(shared, 3.0)


_NEEDED = {"same": ALIKE_IN_PLACE, "within": ALIKE_AROUND, "unknown": ALIKE, "different": ALIKE_ELSEWHERE}
_NEARER = {"same": 0.5, "within": 0.25, "unknown": 0.0, "different": 0.0}


def kinship_of(left: Sequence[Named], right: Sequence[Named]) -> str:
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
    return bool(one.words) and at_place(one, group) and (_fell(one, group) or other_fight(one, group))


def at_place(one: Happening, group: Gathered) -> bool:
    """True where the main places are one, or one lies in the other."""
    return kinship_of(one.places, tuple(group.places)) in ("same", "within")


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
    if a.fought is not None and b.fought is not None and abs(a.fought - b.fought) > FIGHT_DAYS:
        return False
    if a.died.keys().isdisjoint(b.died) and any(_others_died(a.victims, day, b) for day in a.died):
        return False
    kinship = kinship_of(tuple(a.places), tuple(b.places))
    apart = 0 if a.last is None or b.last is None else abs(a.last - b.last)
    if "" not in a.langs and "" not in b.langs and a.langs.keys().isdisjoint(b.langs):
        shared = common(Signs(frozenset(a.facts), frozenset(a.parties)), b.facts, b.parties)
        return kinship in ABROAD and apart <= ABROAD_DAYS and shared >= ABROAD[kinship]
    if kinship == "different" and apart > ELSEWHERE_DAYS:
        return False
    both = sum(n * b.langs[lang] for lang, n in a.langs.items()) or len(a.members) * len(b.members)
    alike = likeness(a.words, b.words) / both + named_alike(a.names, b.names)
    if kinship in ("same", "within") and any(_share_a_toll({m: t}, b.tolls) for m, ts in a.tolls.items() for t in ts):
        alike += SHARED_TOLL
    return alike >= max([_NEEDED[kinship]] + [share for days, share in (QUIET, STALE) if apart > days])


def named_alike(names: Iterable[str], others: Collection[str]) -> float:
    """What rare names in common add to the likeness."""
    return min(SHARED_NAMES, SHARED_NAME * sum(name in others for name in names))


Sign = tuple[str, ...]


class Candidates:
    """Finds the groups that a report may belong to by the words that few reports hold and by the nearest place, so
    that not every report is held against every group."""

    MOST = 24
    """Groups that are looked at for their words, and as many for their place."""

    def __init__(self, telling: frozenset[str]) -> None:
        self._telling = telling
        self._by_word: defaultdict[str, dict[Gathered, None]] = defaultdict(dict)
        self._by_place: defaultdict[frozenset[str], dict[Gathered, None]] = defaultdict(dict)
        self._by_sign: defaultdict[Sign, dict[Gathered, None]] = defaultdict(dict)

    def note(self, group: Gathered, words: Iterable[str], places: Iterable[Named], said: Iterable[Sign]) -> None:
        """Remember that `group` holds these words and places, and says this in any language."""
        for word in self._telling.intersection(words):
            self._by_word[word][group] = None
        for place in places:
            for step in place_steps(place):
                self._by_place[step][group] = None
        for sign in said:
            self._by_sign[sign][group] = None

    def of(self, words: Vector, places: Iterable[Named], said: Iterable[Sign]) -> list[Gathered]:
        """The likeliest groups, in the order in which they were first noted."""
        scores: defaultdict[Gathered, float] = defaultdict(float)
        for word in sorted(self._telling.intersection(words)):
            for group in self._by_word.get(word, ()):
                scores[group] += words[word] * group.words.get(word, 0.0) / len(group.members)
        found = dict.fromkeys(nlargest(self.MOST, scores, key=scores.__getitem__))
        for place in places:
            for step in place_steps(place)[:1]:
                found.update(dict.fromkeys(list(self._by_place.get(step, ()))[-self.MOST :]))
        for sign in sorted(said):
            found.update(dict.fromkeys(list(self._by_sign.get(sign, ()))[-self.MOST :]))
        return list(found)


def telling(one: Iterable[Fact], totals: Iterable[Total]) -> list[Sign]:
    """The figures and running totals by which a group may be brought to mind."""
    return [*((m, f"{value.normalize():f}") for m, value in one if value >= TELLING), *totals]
