"""Which reports are about the same happening: words, places, days and tolls weighed together.

Reports are taken by day and each joins the group that it is most like; only likely groups are looked at.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.claims import Claim
from core.coverage.copies import copies
from core.coverage.gathered import Candidates, Gathered, closeness, fell_at_place, one_happening, other_fight, telling
from core.coverage.groups import Groups
from core.coverage.happening import Happening, Vector, happening, weights
from core.coverage.roundup import Beside, Placed
from core.coverage.ruled import NOTHING, Ruled
from core.coverage.strands import Strand, unravelled
from core.report import Report

STORY, APART, BESIDE = "story:", "happening:", "beside:"

TELLING_SHARE = 40
"""A word that more than one in so many reports hold doesn't bring groups to mind (never fewer than twenty reports)."""


RARE = 6
"""A name that more reports hold is that of an outlet, a town or a body, or of a happening that is known anyhow."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """`groups` of report ids about one happening each, in input order; `keys` gives, for (report, claim number), the
    happening of a claim: "story:..." where equal keys say that it is one (unequal ones say nothing), "happening:..."
    where a rival at the same place makes unequal keys say that they are two, "beside:..." what is told beside all those
    happenings. `beside` are the strands that reports
    tell of beside what they are mainly about, with the number of the group that each is about: those behind `groups`
    hold strands alone. A strand that is about its report's own happening after all is not among them."""

    groups: tuple[tuple[str, ...], ...]
    keys: Mapping[tuple[str, int], str]
    beside: Placed = ()

    def named(self, name: str) -> "Occurrences":
        """The same, with the happening that most claims tell of called `name` and not by its first report: that name
        stays what it is when more reports come."""
        counted = Counter(key.partition(":")[2] for key in self.keys.values())
        if not counted:
            return self
        main = min(counted, key=lambda one: (-counted[one], one))
        new = {kind + main: kind + name for kind in (STORY, APART)}
        return replace(self, keys={claim: new.get(key, key) for claim, key in self.keys.items()})


def occurrences(
    reports: Sequence[Report],
    claims: Mapping[str, Sequence[Claim]],
    copied: Sequence[Sequence[str]] | None = None,
    ruled: Ruled = NOTHING,
) -> Occurrences:
    """Sorts reports into happenings. A report belongs to the happening that it is mainly about. `copied` are the
    groups of near-copies, found here where they aren't given; what people `ruled` holds, whatever the reports say."""
    told = [happening(report, claims.get(report.id, ())) for report in reports]
    return sorted_out(told, copies(reports) if copied is None else copied, ruled)


def with_strands(
    reports: Sequence[Report],
    claims: Mapping[str, Sequence[Claim]],
    copied: Sequence[Sequence[str]],
) -> Occurrences:
    """The same, and what each report tells of beside its own happening."""
    read = [unravelled(report, claims.get(report.id, ())) for report in reports]
    told, beside = [one for one, _ in read], [strand for _, found in read for strand in found]
    return sorted_out(told, copied, beside=beside)


def sorted_out(
    told: Sequence[Happening],
    copied: Sequence[Sequence[str]],
    ruled: Ruled = NOTHING,
    beside: Sequence[Strand] = (),
) -> Occurrences:
    """The same for reports of which it was worked out before what they are mainly about, and what `beside` it."""
    told = _rarely_named(told)
    words = _telling(told)
    twins = _twins(told, copied)
    vectors = weights(told, [one.told for one in beside])
    groups = _merge(_gather(told, vectors, twins, Candidates(words), ruled), Candidates(words), ruled)
    _keep_apart(groups, ruled)
    joined = Groups(range(len(told)))
    for group in groups:
        for member in group.members[1:]:
            joined.join(group.members[0], member)
    members = joined.all()
    found = tuple(tuple(told[i].report for i in group) for group in members)
    keys = _keys(groups, told)
    number = {i: n for n, group in enumerate(members) for i in group}
    stories = {number[group.members[0]]: group for group in groups}
    placed = Beside(told, stories, len(members)).place(beside, vectors[len(told) :])
    return Occurrences(found, keys | _keys_beside(placed, found, told), placed)


def _gather(
    told: Sequence[Happening], vectors: Sequence[Vector], twins: Mapping[int, int], near: Candidates, ruled: Ruled
) -> list[Gathered]:
    """Each report, by its day, goes where a person put it, where its near-copy is, or to the group it is most like."""
    groups: list[Gathered] = []
    home: dict[int | str, Gathered] = {}
    for index in sorted(range(len(told)), key=lambda i: (told[i].stamp or "9999", told[i].report)):
        one, vector = told[index], vectors[index]
        said = telling(one.signs.facts, one.signs.totals)
        ruling = ruled.homes.get(one.report)
        held = home.get(twins.get(index, -1) if ruling is None else ruling)
        if held is None and ruling is not None:
            groups.append(held := home.setdefault(ruling, Gathered(homes=[ruling])))
        group = held or _home(one, vector, near.of(vector, one.places, said), groups)
        group.take(index, one, vector)
        near.note(group, vector, one.places, said)
        home.setdefault(twins.get(index, index), group)
    return groups


def _keep_apart(groups: Sequence[Gathered], ruled: Ruled) -> None:
    """Happenings that a person parted are rivals, as if their tolls had told them apart."""
    settled = [group for group in groups if group.homes]
    for at, group in enumerate(settled):
        group.rivals += [other for other in settled[:at] if ruled.parted(group.homes, other.homes)]


def _twins(told: Sequence[Happening], copied: Sequence[Sequence[str]]) -> dict[int, int]:
    """For each report that is a near-copy, the first of its copies: one text has one happening."""
    at = {one.report: index for index, one in enumerate(told)}
    return {at[report]: at[group[0]] for group in copied for report in group}


def _rarely_named(told: Sequence[Happening]) -> list[Happening]:
    """The same with those names alone that few of the reports hold."""
    holders = Counter(name for one in told for name in one.names)
    rare = {name for name, n in holders.items() if 2 <= n <= RARE}
    return [replace(one, names=one.names & rare) for one in told]


def _telling(told: Sequence[Happening]) -> frozenset[str]:
    """The words that at least two and not too many reports hold."""
    holders = Counter(word for one in told for word in one.words)
    most = max(20, len(told) // TELLING_SHARE)
    return frozenset(word for word, n in holders.items() if 2 <= n <= most)


def _home(one: Happening, vector: Vector, likely: Sequence[Gathered], groups: list[Gathered]) -> Gathered:
    """The group that a report fits best, a new one where it fits none."""
    best: tuple[float, Gathered] | None = None
    fallen: list[Gathered] = []
    for group in likely:
        fit = closeness(one, vector, group)
        if fit is not None and fell_at_place(one, group):
            fallen.append(group)
        elif fit is not None and not other_fight(one, group) and (best is None or fit > best[0]):
            best = fit, group
    if best is None:
        groups.append(Gathered())
        best = 0.0, groups[-1]
    best[1].rivals += fallen
    return best[1]


def _keys(groups: Sequence[Gathered], told: Sequence[Happening]) -> dict[tuple[str, int], str]:
    """Keys of the claims that tell of what their report is mainly about: those at its main place, or at none. A
    happening with a rival at its place is kept apart from it, with all that lies in the place."""
    keys: dict[tuple[str, int], str] = {}
    for group in groups:
        name = min(told[i].report for i in group.members)
        if len(group.members) > 1:
            keys.update({(told[i].report, n): f"{STORY}{name}" for i in group.members for n in told[i].central})
    for group in groups:
        for one in (group, *group.rivals) if group.rivals else ():
            name = min(told[i].report for i in one.members)
            keys.update({(told[i].report, n): f"{APART}{name}" for i in one.members for n in told[i].claims})
    return keys


def _keys_beside(
    placed: Placed, groups: Sequence[Sequence[str]], told: Sequence[Happening]
) -> dict[tuple[str, int], str]:
    """Keys of the claims of strands: the story of the reports on the same, else one of their own."""
    keys: dict[tuple[str, int], str] = {}
    central = {one.report: one.central for one in told}
    names: dict[int, str] = {}
    for strand, number in placed:
        if number < len(groups):
            name = f"{STORY}{min(groups[number])}"
            for report in groups[number] if len(groups[number]) == 1 else ():
                keys.update({(report, n): name for n in central[report]})
        else:
            name = names.setdefault(number, f"{BESIDE}{strand.told.report}+{strand.part}")
        keys.update({(strand.told.report, n): name for n in strand.told.claims})
    return keys


def _merge(groups: list[Gathered], near: Candidates, ruled: Ruled) -> list[Gathered]:
    """Groups that turn out alike as wholes are one: what came first should not decide."""
    kept: list[Gathered] = []
    homes: dict[Gathered, Gathered] = {}
    for group in groups:
        said = telling(group.facts, group.totals)
        likely = (k for k in near.of(group.words, group.places, said) if not ruled.parted(k.homes, group.homes))
        home = next((k for k in likely if one_happening(k, group)), None)
        if home is None:
            kept.append(group)
        else:
            home.absorb(group)
            homes[group] = home
        near.note(home or group, group.words, group.places, said)
    for group in kept:  # a rival that was taken in lives on in its home
        group.rivals = [r for r in (homes.get(rival, rival) for rival in group.rivals) if r is not group]
    return kept
