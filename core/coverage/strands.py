"""A round-up tells of several happenings: the claims of one report sorted by place, by day and by event.

What a report is mainly about keeps the claims at its main place, of its own day. The others make strands, each of one
place and one stretch of days: last month's attack in the same town, and today's in another one.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.claims import Claim, Stance, WindowKind
from core.claims.reasons import HEADLINE_PLACE
from core.claims.timing.lexicon import time_words
from core.coverage.events import NOTHING, Days, Told, told_of
from core.coverage.gathered import FALL, Gathered, kinship_of
from core.coverage.happening import Happening, Vector, happening, likeness
from core.coverage.naming import place_kinship, place_steps, stem
from core.coverage.signs import common
from core.report import Report
from core.text import Text

TOLLS = frozenset({"killed", "injured", "killed_or_injured", "captured", "arrested", "missing", "rescued"})
"""Measures of which a strand must have one: what befell people, or who was taken."""
HEAD = 3
"""Sentences, the headline included, that tell what a report is mainly about."""
LATE, EARLY = 3, 1
"""Days after a happening, and before (clocks differ), at which the first report on it may be dated."""
NEAR = 0.1
"""Likeness that suffices between a strand and what is told of the same place and days."""
SMALL_TOLL = 0.3
"""What figures and parties in common must weigh where the words aren't alike."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One happening that a report tells of beside its own: `part` counts from 1 within the report, `told` says what of
    it is told (its `claims` are the strand's), `days` when it was, None for the days of the report; `elsewhere` marks a
    place other than that of the report's own happening."""

    part: int
    told: Happening
    days: Days | None = None
    elsewhere: bool = False

    @property
    def name(self) -> str:
        """What names the strand in its report, in whatever wording: its place and its days."""
        steps = place_steps(self.told.places[0]) if self.told.places else ()
        place = " ".join(sorted(steps[0])) if steps else ""
        return f"{place}|{'' if self.days is None else '-'.join(map(str, self.days))}"


def unravelled(report: Report, claims: Sequence[Claim]) -> tuple[Happening, tuple[Strand, ...]]:
    """What a report is mainly about, without what it tells beside it, and its strands: none for a claim table that has
    no text."""
    main = happening(report, claims)
    beside = strands(report, claims, main)
    if not beside:
        return main, ()
    taken = {n for strand in beside for n in strand.told.claims}
    rest = happening(report, [c for c in claims if c.n not in taken])
    words = rest.words.copy()
    for strand in beside:
        words.subtract(strand.told.words)
    return replace(rest, words=+words or rest.words, places=rest.places or main.places), beside


def strands(report: Report, claims: Sequence[Claim], main: Happening) -> tuple[Strand, ...]:
    """The strands of a report whose claims, taken together, are about `main`."""
    placed = [c for c in claims if c.num_start is not None and not c.in_headline]
    if not report.document or not any(_is_toll(c) for c in placed):
        return ()
    scenes = _Scenes(report)
    own = _own_days(scenes, claims, main)
    sorted_by: dict[tuple[frozenset[str], Days | None], list[Claim]] = {}
    where: dict[int, tuple[frozenset[str], Days | None]] = {}
    for claim in placed:
        key = where.get(claim.part_of or 0) or _key(claim, scenes, main, own)
        if key is not None:
            where[claim.n] = key
            sorted_by.setdefault(key, []).append(claim)
    kept = [(key, mine) for key, mine in sorted_by.items() if any(_is_toll(c) for c in mine)]
    return tuple(_strand(n, report, scenes, mine, key[1], main) for n, (key, mine) in enumerate(kept, 1))


def _is_toll(claim: Claim) -> bool:
    return claim.measure in TOLLS and claim.stance == Stance.ASSERTED and claim.interval.high != 0


class _Scenes:
    """The sentences of a report, each asked about once."""

    def __init__(self, report: Report) -> None:
        self.text = Text(report.document, report.lang or "en")
        self.day = _day(report.date)
        self._starts = self.text.starts
        self._firsts = [self._starts[first] for first, _ in self.text.sentences]
        words = time_words(self.text.lang)
        heads = self.text.sentences[:HEAD]
        self.goes_on = any(
            token in words.words["ongoing"] for first, last in heads for token in self.text.norms[first:last]
        )

    def number(self, offset: int) -> int:
        """The sentence that holds a code point, counted from 0."""
        return max(0, bisect_right(self._firsts, offset) - 1)

    def told(self, claim: Claim) -> Told:
        """What the sentence of a claim says of its happening."""
        if claim.num_start is None or not self.text.sentences:
            return NOTHING
        sentence = self.text.sentences[self.number(claim.num_start)]
        return told_of(self.text, sentence, bisect_left(self._starts, claim.num_start), self.day)

    def words(self, claims: Sequence[Claim]) -> Counter[str]:
        """The words of the sentences in which these claims stand."""
        numbers = sorted({self.number(c.num_start) for c in claims if c.num_start is not None})
        norms = self.text.norms
        found = (norms[i] for n in numbers for i in range(*self.text.sentences[n]))
        return Counter(stem(word) for word in found if word[:1].isalnum() and len(word) > 1)


def _own_days(scenes: _Scenes, claims: Sequence[Claim], main: Happening) -> frozenset[int]:
    """The days of what the report is mainly about: those named in its head, else the day of the report."""
    days: set[int] = set()
    for claim in claims:
        if claim.num_start is not None and claim.n in main.central and scenes.number(claim.num_start) < HEAD:
            told = scenes.told(claim)
            if told.days is not None and told.days[0] == told.days[1] and not (told.other or told.toll):
                days.add(told.days[0])
    if not days and scenes.day is not None:
        days.add(scenes.day.toordinal())
    return frozenset(days)


def _key(
    claim: Claim, scenes: _Scenes, main: Happening, own: frozenset[int]
) -> tuple[frozenset[str], Days | None] | None:
    """The place and the days of a claim that is not of the main happening; None for one that is."""
    if claim.window.kind not in (WindowKind.OCCURRENCE, WindowKind.PERIOD) or claim.num_start is None:
        return None
    number = scenes.number(claim.num_start)
    elsewhere = _elsewhere(claim, main) and not scenes.goes_on
    told = scenes.told(claim)
    period = claim.window.kind == WindowKind.PERIOD
    apart = told.days if told.days is not None and not any(told.days[0] <= d <= told.days[1] for d in own) else None
    if period and not (told.event and apart):
        return None
    if elsewhere and claim.place is not None:
        return place_steps(claim.place)[0], apart
    another = told.other or (apart is not None and _begins(told, claim))
    if number < 2 or not another or not _same_place(claim, main):
        return None
    return frozenset(), apart


def _begins(told: Told, claim: Claim) -> bool:
    """True where a happening is told for the first time: an event that isn't "the" one, or somebody who did it."""
    return not told.toll and ((told.event and not told.definite) or (not told.event and claim.actor is not None))


def _elsewhere(claim: Claim, main: Happening) -> bool:
    """True for a known place that the sentence itself names and that lies apart from all main places."""
    place = claim.place
    if place is None or place.id is None or not main.places or ("place", HEADLINE_PLACE) in claim.because:
        return False
    return bool(place_steps(place)) and all(place_kinship(place, p) == "different" for p in main.places)


def _same_place(claim: Claim, main: Happening) -> bool:
    return claim.place is None or not main.places or claim.n in main.central or claim.n in main.claims


def _strand(
    part: int, report: Report, scenes: _Scenes, claims: Sequence[Claim], days: Days | None, main: Happening
) -> Strand:
    told = happening(replace(report, document=""), claims)
    places = told.places or main.places
    day = told.day if days is None else days[0]
    known = replace(told, words=scenes.words(claims), places=places, claims=frozenset(c.n for c in claims), day=day)
    return Strand(part, known, days, not all(p in main.places for p in places))


def fits(strand: Strand, vector: Vector, group: Gathered, told: Sequence[Happening]) -> float | None:
    """How well a strand fits a group of reports, None where it doesn't: one place, the days, and words or figures in
    common, no toll that can't be the same happening's."""
    if kinship_of(strand.told.places, tuple(group.places)) not in ("same", "within") or not _in_time(
        strand, group, told
    ):
        return None
    shared = common(strand.told.signs, group.facts, group.parties)
    alike = likeness(vector, group.words) / (group.langs[strand.told.lang] or len(group.members))
    if alike < NEAR and shared < SMALL_TOLL:
        return None
    tolls = [m for m in strand.told.tolls if m in group.tolls]
    far = [m for m in tolls if not _may_be(strand.told.tolls[m], group.tolls[m])]
    return None if far and len(far) * 2 > len(tolls) else alike + 0.1 * min(shared, 3.0)


def _may_be(toll: Decimal, others: Sequence[Decimal]) -> bool:
    """True unless the toll is so far from all that was given that it is another happening's."""
    return min(others) * FALL <= toll <= max(others) / FALL


def _in_time(strand: Strand, group: Gathered, told: Sequence[Happening]) -> bool:
    """True unless the days say otherwise; a strand of days that it names needs a day to hold against."""
    days = [day for i in group.members if (day := told[i].day) is not None]
    if not days:
        return strand.days is None
    if strand.days is not None:
        if any(strand.days[0] <= day <= strand.days[1] for day in group.died):
            return True
        return strand.days[0] - EARLY <= min(days) <= strand.days[1] + LATE
    mine = strand.told.day
    return mine is None or min(days) - LATE <= mine <= max(days) + LATE


def _day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None
