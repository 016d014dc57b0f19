"""Which reports are about the same happening: words, places, days and tolls weighed together.

Reports are taken by day and each joins the group that it is most like; the work grows with reports × groups.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.claims import Claim
from core.coverage.copies import copies
from core.coverage.groups import Groups
from core.coverage.happening import Happening, Vector, happening, likeness, weights
from core.coverage.naming import is_country, place_kinship, place_steps
from core.names import Named
from core.report import Report

ALIKE_IN_PLACE = 0.18
"""Likeness that suffices where the main places agree."""
ALIKE_AROUND = 0.2
"""Likeness that suffices where one main place lies in the other."""
ALIKE = 0.26
"""Likeness that suffices where no place is known."""
ALIKE_ELSEWHERE = 0.4
"""Likeness needed where the main places differ."""
QUIET = 7, 0.35
STALE = 45, ALIKE_ELSEWHERE
"""Days after which a silent happening is taken up again only by a report that is so much like it."""
FALL = Decimal("0.5")
"""A later toll below this share of an earlier one is another happening's: tolls rise, and corrections are small."""
SHARED_TOLL = 0.04
"""What one and the same toll adds to the likeness."""
TELLING = 10
"""Tolls below this are too common to tell happenings by."""
PLACES = 12
"""Places that a group remembers."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """`groups` of report ids about one happening each, in input order; `keys` gives, for (report, claim number), the
    happening of a claim where a rival at the same place makes it matter."""

    groups: tuple[tuple[str, ...], ...]
    keys: Mapping[tuple[str, int], str]


@dataclass(slots=True, eq=False)
class _Group:
    """A happening in the making."""

    members: list[int] = field(default_factory=list)
    words: dict[str, float] = field(default_factory=dict)
    places: dict[Named, None] = field(default_factory=dict)
    tolls: dict[str, list[Decimal]] = field(default_factory=dict)
    last: int | None = None
    rivals: list["_Group"] = field(default_factory=list)

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

    def absorb(self, other: "_Group") -> None:
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


def occurrences(reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]]) -> Occurrences:
    """Sorts reports into happenings. A report belongs to the happening that it is mainly about."""
    told = [happening(report, claims.get(report.id, ())) for report in reports]
    vectors = weights(told)
    order = sorted(range(len(told)), key=lambda i: (told[i].stamp or "9999", told[i].report))
    groups: list[_Group] = []
    twin = _twins(reports)
    home: dict[int, _Group] = {}
    for index in order:
        one = told[index]
        group = home.get(twin.get(index, -1)) or _home(one, vectors[index], groups)
        group.take(index, one, vectors[index])
        home.setdefault(twin.get(index, index), group)
    groups = _merge(groups)
    joined = Groups(range(len(told)))
    for group in groups:
        for member in group.members[1:]:
            joined.join(group.members[0], member)
    found = tuple(tuple(told[i].report for i in members) for members in joined.all())
    return Occurrences(found, _keys(groups, told))


def _twins(reports: Sequence[Report]) -> dict[int, int]:
    """For each report that is a near-copy, the first of its copies: one text has one happening."""
    at = {report.id: index for index, report in enumerate(reports)}
    return {at[report]: at[group[0]] for group in copies(reports) for report in group}


def _home(one: Happening, vector: Vector, groups: list[_Group]) -> _Group:
    """The group that a report fits best, a new one where it fits none."""
    best: tuple[float, _Group] | None = None
    fallen: list[_Group] = []
    for group in groups:
        closeness = _closeness(one, vector, group)
        if closeness is not None and _fell_at_place(one, group):
            fallen.append(group)
        elif closeness is not None and (best is None or closeness > best[0]):
            best = closeness, group
    if best is None:
        groups.append(_Group())
        best = 0.0, groups[-1]
    best[1].rivals += fallen
    return best[1]


def _closeness(one: Happening, vector: Vector, group: _Group) -> float | None:
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


def _fell_at_place(one: Happening, group: _Group) -> bool:
    kinship = _kinship(one.places, tuple(group.places))
    return bool(one.words) and kinship in ("same", "within") and _fell(one, group)


def _fell(one: Happening, group: _Group) -> bool:
    """True where the report's toll is so far below all that the group gave, earlier ones too, that it is another
    happening at the same place and no stale figure."""
    shared = [m for m in one.tolls if m in group.tolls]
    fallen = [m for m in shared if one.tolls[m] < min(group.tolls[m]) * FALL]
    return bool(shared) and len(fallen) * 2 > len(shared)


def _keys(groups: Sequence[_Group], told: Sequence[Happening]) -> dict[tuple[str, int], str]:
    """Keys for the happenings that have a rival at their place, and for the rivals."""
    keys: dict[tuple[str, int], str] = {}
    for group in groups:
        for one in (group, *group.rivals) if group.rivals else ():
            name = min(told[i].report for i in one.members)
            keys.update({(told[i].report, n): f"happening:{name}" for i in one.members for n in told[i].claims})
    return keys


def _merge(groups: list[_Group]) -> list[_Group]:
    """Groups that turn out alike as wholes are one: what came first should not decide."""
    kept: list[_Group] = []
    for group in groups:
        home = next((k for k in kept if _one_happening(k, group)), None)
        if home is None:
            kept.append(group)
        else:
            home.absorb(group)
    return kept


def _one_happening(a: _Group, b: _Group) -> bool:
    if a in b.rivals or b in a.rivals or not a.words or not b.words:
        return False
    alike = likeness(a.words, b.words) / (len(a.members) * len(b.members))
    apart = 0 if a.last is None or b.last is None else abs(a.last - b.last)
    kinship = _kinship(tuple(a.places), tuple(b.places))
    if kinship in ("same", "within") and any(_share_a_toll({m: t}, b.tolls) for m, ts in a.tolls.items() for t in ts):
        alike += SHARED_TOLL
    return alike >= max([_NEEDED[kinship]] + [share for days, share in (QUIET, STALE) if apart > days])
