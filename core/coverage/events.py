"""What one sentence tells of when a happening was, and whether it is another one than its report is about."""

import tomllib
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

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


@cache
def _words(kind: str) -> frozenset[str]:
    raw = tomllib.loads((resources.files(__package__) / "events.toml").read_text("utf-8"))
    return frozenset(token.norm for word in raw["words"][kind] for token in tokenise(word))


def told_of(text: Text, sentence: tuple[int, int], at: int, published: date | None) -> Told:
    """What the sentence (half-open token range) around token `at` says. `published` is the day that "today" is."""
    first, last = max(sentence[0], at - _MOST), min(sentence[1], at + _MOST)
    words, norms = time_words(text.lang), text.norms
    plain = [*map(_plain, norms[first:last])]
    events = [i for i, word in enumerate(plain) if word in _words("event")]
    days = _days(norms, words, first, last, at, published)
    toll = any(
        n in words.words["toll"] or p in words.words["toll"] for n, p in zip(norms[first:last], plain, strict=True)
    )
    if not events:
        return Told(days, toll=toll)
    near = min(events, key=lambda i: (abs(first + i - at), i))
    around = plain[max(0, near - _BESIDE) : near + _BESIDE + 1]
    other = any(word in _words("other") for word in around)
    norm = norms[first + near]
    definite = norm != plain[near] and _has_article(norm)
    definite = definite or any(w in _words("definite") for w in plain[max(0, near - _BESIDE) : near])
    return Told(days, True, other, definite, toll)


def _plain(norm: str) -> str:
    """A word without what Arabic writes together with it: «والهجوم», «بتفجير»."""
    if norm.isascii():
        return norm
    for joined in ("وال", "بال", "فال", "كال", "لل", "ال"):
        if norm.startswith(joined) and len(norm) > len(joined) + 2:
            return norm[len(joined) :]
    return norm[1:] if norm[:1] in "وبفلك" and norm[1:] in _words("event") else norm


def _has_article(norm: str) -> bool:
    return norm.startswith(("ال", "وال", "بال", "فال", "كال", "لل"))


def _days(
    norms: Sequence[str], words: TimeWords, first: int, last: int, at: int, published: date | None
) -> Days | None:
    """The days of the moment that stands nearest to the figure."""
    named = [(m.first, days) for m in moments(norms, words, published, first, last) if (days := _of(m)) is not None]
    if published is not None:
        named += _back(norms, words, first, last, published)
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


def _back(norms: Sequence[str], words: TimeWords, first: int, last: int, published: date) -> list[tuple[int, Days]]:
    """ "Last month", «الشهر الماضي»; "two weeks ago", «قبل أسبوعين»."""
    found: list[tuple[int, Days]] = []
    for i in range(first, last):
        unit = words.units.get(norms[i]) or words.units.get(_plain(norms[i]))
        if unit is None or unit[0] == "hour":
            continue
        before = norms[i - 1] if i > first else ""
        after = norms[i + 1] if i + 1 < last else ""
        if (before in words.words["past"] or after in words.words["past"]) and before not in words.numbers:
            found.append((i, _last(unit[0], published)))
            continue
        number = _number(words, before)
        lead = norms[i - 2] if number is not None and i - 2 >= first else before
        if after in _words("ago_after") or lead in _words("ago_before"):
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
