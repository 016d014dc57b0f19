"""What one sentence tells of when a happening was, and whether it is another one than its report is about."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from core import language
from core.claims.timing.lexicon import TimeWords, time_words
from core.claims.timing.moments import Moment, moments
from core.text import Text, tokenise

_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
_WIDTH = {"hour": 1, "day": 1, "week": 4, "month": 20, "year": 200}
"""Days around "so long ago" within which a round length of time may lie."""
_BESIDE = 2
"""Words between an event and what says which one it is ("another deadly car bombing")."""
_MOST = 60
"""Words of a sentence that are looked at on each side of a figure."""

Days = tuple[int, int]
"""First and last ordinal of the days on which something happened."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the clause of a figure says of its happening: `days` as far as a word dates it; `event` where one is named;
    `other` where it is called another one; `definite` where it is the one told of; `toll` where a count goes on."""

    days: Days | None = None
    event: bool = False
    other: bool = False
    definite: bool = False
    toll: bool = False


NOTHING = Told()


@dataclass(frozen=True, slots=True)
class EventWords:
    """The words of one language's `events.toml`, folded; what they mean stands there."""

    event: frozenset[str]
    other: frozenset[str]
    definite: frozenset[str]
    ago_after: frozenset[str]
    ago_before: frozenset[str]
    articles: tuple[str, ...]
    joined: tuple[str, ...]


@cache
def event_words(lang: str) -> EventWords:
    """The table of one language, compiled once."""
    table = language.table(lang, "events")
    sets = {
        name: frozenset(token.norm for word in table[name] for token in tokenise(word))
        for name in ("event", "other", "definite", "ago_after", "ago_before")
    }
    return EventWords(**sets, articles=tuple(table["articles"]), joined=tuple(table["joined"]))


def told_of(text: Text, sentence: tuple[int, int], at: int, published: date | None) -> Told:
    """What the sentence (half-open token range) around token `at` says. `published` is the day that "today" is."""
    first, last = max(sentence[0], at - _MOST), min(sentence[1], at + _MOST)
    words, told, norms = time_words(text.lang), event_words(text.lang), text.norms
    plain = [_plain(told, norm) for norm in norms[first:last]]
    events = [i for i, word in enumerate(plain) if word in told.event]
    days = _days(norms, words, told, first, last, at, published)
    toll = any(
        n in words.words["toll"] or p in words.words["toll"] for n, p in zip(norms[first:last], plain, strict=True)
    )
    if not events:
        return Told(days, toll=toll)
    near = min(events, key=lambda i: (abs(first + i - at), i))
    around = plain[max(0, near - _BESIDE) : near + _BESIDE + 1]
    other = any(word in told.other for word in around)
    norm = norms[first + near]
    definite = norm != plain[near] and norm.startswith(told.articles)
    definite = definite or any(w in told.definite for w in plain[max(0, near - _BESIDE) : near])
    return Told(days, True, other, definite, toll)


def _plain(told: EventWords, norm: str) -> str:
    """A word without what is written together with it: «والهجوم», «بتفجير»."""
    for article in told.articles:
        if norm.startswith(article) and len(norm) > len(article) + 2:
            return norm[len(article) :]
    return norm[1:] if norm.startswith(told.joined) and norm[1:] in told.event else norm


def _days(
    norms: Sequence[str],
    words: TimeWords,
    told: EventWords,
    first: int,
    last: int,
    at: int,
    published: date | None,
) -> Days | None:
    """The days of the moment that stands nearest to the figure."""
    named = [(m.first, days) for m in moments(norms, words, published, first, last) if (days := _of(m)) is not None]
    if published is not None:
        named += _back(norms, words, told, first, last, published)
    return min(named, key=lambda one: (abs(one[0] - at), one[0]))[1] if named else None


def _of(moment: Moment) -> Days | None:
    if moment.iso is None or moment.kind == "future":
        return None
    parts = [int(part) for part in moment.iso[:10].split("-")]
    try:
        if len(parts) == 3:
            day = date(*parts).toordinal()
            return day, day
        year, month = parts[0], parts[1] if len(parts) == 2 else None
        end = date(year, month or 12, monthrange(year, month or 12)[1])
        return date(year, month or 1, 1).toordinal(), end.toordinal()
    except ValueError:
        return None


def _back(
    norms: Sequence[str], words: TimeWords, told: EventWords, first: int, last: int, published: date
) -> list[tuple[int, Days]]:
    """ "Last month", «الشهر الماضي»; "two weeks ago", «قبل أسبوعين»."""
    found: list[tuple[int, Days]] = []
    for i in range(first, last):
        unit = words.units.get(norms[i]) or words.units.get(_plain(told, norms[i]))
        if unit is None or unit[0] == "hour":
            continue
        before = norms[i - 1] if i > first else ""
        after = norms[i + 1] if i + 1 < last else ""
        if (before in words.words["past"] or after in words.words["past"]) and before not in words.numbers:
            found.append((i, _last(unit[0], published)))
            continue
        number = _number(words, before)
        lead = norms[i - 2] if number is not None and i - 2 >= first else before
        if after in told.ago_after or lead in told.ago_before:
            then = published.toordinal() - _DAYS[unit[0]] * unit[1] * (number or 1)
            width = 0 if unit[0] == "day" else _WIDTH[unit[0]]
            found.append((i, (then - width, min(then + width, published.toordinal() - 1))))
    return found


def _number(words: TimeWords, norm: str) -> int | None:
    if norm.isdigit() and len(norm) <= 2:
        return int(norm)
    return words.numbers.get(norm)


def _last(unit: str, published: date) -> Days:
    """The days of last week, month or year, as a reader of the report's day counts them."""
    today = published.toordinal()
    if unit == "month":
        end = published.replace(day=1) - timedelta(days=1)
        return end.replace(day=1).toordinal(), end.toordinal()
    if unit == "year":
        return date(published.year - 1, 1, 1).toordinal(), date(published.year - 1, 12, 31).toordinal()
    back = 14 if unit == "week" else 1
    return today - back, today - 1
