"""What one report is mainly about: its words, its main place, its day, and the toll it gives."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.claims import Claim, Stance, WindowKind
from core.claims.timing.lexicon import time_words
from core.coverage.naming import armed, identity, is_country, place_steps, stem
from core.coverage.signs import NOTHING, Signs, signs
from core.coverage.words import words_of
from core.names import Named
from core.report import Report

LEAD = 500
"""Words of a report that are read: news tells first what it is about, but pages may begin with their menus."""
TITLE = 30
"""Words of the headline, counted a second time."""
OUTLET = re.compile(r"\s(?:[|–—-]|::)\s.*")
"""What a headline ends with that names the outlet and its sections ("Two shot in Ely - WABC News, Weather, Sports")."""
LONG = 20
"""Characters of a headline without its outlet; what is shorter may be the name of the story ("Ely - two shot")."""
NAMED = 3
"""What the word of a name weighs beside that of another word: names of people and streets tell happenings apart."""
COUNTED = 1
"""What a figure with the word behind it weighs, ages and house numbers too."""

BACKGROUND = 40
"""Reports on other things that are taken for granted when words are weighed."""
SHORT = 3

BACKDROP = 4
"""How many times a lead toll another toll of the report must be to be that of another happening."""

_HUMAN = ("killed", "injured", "killed_or_injured")

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Happening:
    """`words` counts the words of headline and lead; `places` are the places of its main claims; `claims` the numbers
    of the claims that belong to what the report is mainly about, without running totals; `tolls` its highest count of
    each human measure of one happening, no part of another count; `day` the ordinal of the report's date, `stamp` that
    date as it sorts; `central` the numbers of the claims at the main place itself, or at none; `lang` is empty where
    it isn't known; `signs` are what it says in any language; `names` the names of two words in its text, where the
    script has capitals."""

    report: str
    words: Counter[str]
    places: tuple[Named, ...]
    claims: frozenset[int]
    tolls: Mapping[str, Decimal]
    day: int | None
    stamp: str | None = None
    central: frozenset[int] = frozenset()
    lang: str = ""
    signs: Signs = NOTHING
    names: frozenset[str] = frozenset()


def happening(report: Report, claims: Sequence[Claim]) -> Happening:
    """What `report` is mainly about, from its text (which may be empty) and its claims (which may be none)."""
    counts, names = _words(report.document, report.lang or "")
    nearest = _main_step(claims)
    named = dict.fromkeys(c.place for c in claims if c.place is not None)
    places = tuple(place for place in named if nearest is not None and place_steps(place)[:1] == (nearest,))
    inside = not any(map(is_country, places))  # what lies anywhere else in a country is not yet the same happening
    mine = [
        c
        for c in claims
        if nearest is None or c.place is None or c.place in places or (inside and _stands_in(c.place, nearest))
    ]
    central = frozenset(c.n for c in claims if c.place is None or c.place in places)
    stamp = report.date.replace(" ", "T") if report.date else None
    single = frozenset(c.n for c in mine if c.window.kind != WindowKind.CUMULATIVE)
    said = signs(mine if inside else claims)
    lang = report.lang or ""
    return Happening(
        report.id, counts, places, single, _tolls(_led(mine)), _day(report.date), stamp, central, lang, said, names
    )


def _words(document: str, lang: str) -> tuple[Counter[str], frozenset[str]]:
    """The words of headline and lead, those of names and of the headline counted more, and figures with what they
    count ("9 year", "2500 block"); and the names of two words behind the headline."""
    head, _, _ = document.partition("\n")
    told = words_of(document)
    after, title = (bisect_left(told.starts, end) for end in (len(head), _own_length(head)))
    norms = told.norms[:LEAD]
    stems = [*map(stem, norms)]
    counts = Counter(
        s
        for s, word in zip((*stems[:title], *stems[after:]), (*norms[:title], *norms[after:]), strict=True)
        if len(word) > 1
    )
    counts.update(s for s, word in zip(stems[: min(TITLE, title)], norms, strict=False) if len(word) > 1)
    capital = [document[start].isupper() for start in told.starts[: len(norms)]]
    names: set[str] = set()
    days = time_words(lang).starters
    for at, (word, start) in enumerate(zip(norms, told.starts, strict=False)):
        end = told.starts[at + 1] if at + 1 < len(norms) else 0
        if word.isdigit() and end:
            counts[f"{word} {stems[at + 1]}"] += COUNTED
        if at <= after or not capital[at] or len(word) < 2:
            continue
        if word not in days and document[max(0, start - _BACK) : start].rstrip(_OPENING)[-1:] not in _STARTS:
            counts[stems[at]] += NAMED
        if end and capital[at + 1] and len(norms[at + 1]) > 1 and end - start == len(word) + 1:
            names.add(f"{word} {norms[at + 1]}")
    return counts, frozenset(names)


_BACK = 3
_OPENING = " \"'“‘("
_STARTS = frozenset((*".!?\n:;|*•", ""))
"""What stands before the first word of a sentence or a line, in which a capital says nothing."""


def _own_length(head: str) -> int:
    """The length of a headline without the outlet that it ends with."""
    cut = OUTLET.sub("", head)
    return len(cut) if len(cut) > LONG else len(head)


_OF_HAPPENINGS = (WindowKind.OCCURRENCE, WindowKind.PERIOD, WindowKind.CUMULATIVE)


def _main_step(claims: Sequence[Claim]) -> frozenset[str] | None:
    """The nearest place that most claims name; the headline's and the first claim's count for more. What counts a stock
    (the displaced near a town) speaks only where nothing else does."""
    votes: Counter[frozenset[str]] = Counter()
    stocks: Counter[frozenset[str]] = Counter()
    first = min((c.n for c in claims), default=0)
    for claim in claims:
        steps = place_steps(claim.place)
        if steps:
            told = votes if claim.window.kind in _OF_HAPPENINGS else stocks
            told[steps[0]] += 3 if claim.in_headline else 2 if claim.n == first else 1
    votes = votes or stocks
    return max(votes, key=lambda step: (votes[step], sorted(step)), default=None)


def _stands_in(place: Named, nearest: frozenset[str]) -> bool:
    return any(nearest <= step or step <= nearest for step in place_steps(place))


def _led(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims without the tolls of what a report tells as background: where its headline gives the few fighters
    or police who were killed, a far higher toll of others is that of what came before."""
    killed = [c for c in claims if _is_toll(c) and c.measure == "killed"]
    lead = next((c for c in killed if c.in_headline), None)
    if lead is None or lead.value is None or not (armed(lead.group) or _role(lead.group) == "police_officers"):
        return claims
    few = lead.value
    others = [
        c for c in killed if c.value is not None and c.value > few * BACKDROP and _role(c.group) != _role(lead.group)
    ]
    return [c for c in claims if _role(c.group) == _role(lead.group)] if others else claims


def _role(group: Named | None) -> str | None:
    key = None if group is None else identity(group)
    return None if key is None else key.partition(":")[0]


def _is_toll(claim: Claim) -> bool:
    counted = claim.measure in _HUMAN and claim.stance == Stance.ASSERTED and claim.part_of is None
    return counted and claim.value is not None and claim.window.kind == WindowKind.OCCURRENCE


def _tolls(claims: Iterable[Claim]) -> dict[str, Decimal]:
    tolls: dict[str, Decimal] = {}
    for claim in claims:
        if _is_toll(claim) and claim.value is not None:
            tolls[claim.measure] = max(tolls.get(claim.measure, claim.value), claim.value)
    return tolls


def _day(stamp: str | None) -> int | None:
    try:
        return date.fromisoformat(stamp[:10]).toordinal() if stamp else None
    except ValueError:
        return None


def weights(happenings: Sequence[Happening], beside: Sequence[Happening] = ()) -> list[Vector]:
    """A unit vector for each: a word counts for more the fewer reports hold it. A background of reports on anything
    is taken for granted, so that five reports on one thing don't make its very words look common. Those `beside`
    have vectors too, behind the others, and say nothing of what is rare."""
    holders: Counter[str] = Counter(word for one in happenings for word in one.words)
    total = len(happenings) + BACKGROUND
    rarity = {w: math.log(1 + total / (n + BACKGROUND * _share(w))) for w, n in holders.items()}
    unheld = {w: math.log(1 + total / (BACKGROUND * _share(w))) for one in beside for w in one.words if w not in rarity}
    rarity |= unheld
    told = (*happenings, *beside)
    return [_unit({w: (1 + math.log(n)) * rarity[w] for w, n in one.words.items()}) for one in told]


def _share(word: str) -> float:
    """The share of background reports that hold a word: short words are mostly grammar."""
    return 0.6 if len(word) <= SHORT else 0.04


def _unit(vector: dict[str, float]) -> Vector:
    size = math.sqrt(sum(x * x for x in vector.values()))
    return {word: x / size for word, x in vector.items()} if size else {}


def likeness(a: Vector, b: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b[word] for word, x in a.items() if word in b)
