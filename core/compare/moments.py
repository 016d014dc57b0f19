"""Days and spans of days out of ISO dates and the words of a window; nothing here reads the clock."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from core.text import fold

_ISO = re.compile(r"(?<!\d)(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2})(?::?(\d{2}))?)?)?)?(?![\d])")
_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {spelling: n for n, name in enumerate(_NAMES, 1) for spelling in (name, name[:3], name[:4])}
_ANY_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(r"(?:(\d{1,2})\s+)?\b(" + _ANY_MONTH + r")\b\.?(?:\s+(\d{1,2})\b(?!\d))?")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LENGTH = re.compile(r"(?:(\d+|a|" + "|".join(_NUMBERS) + r")\s+)?\b(hour|day|week|month|year)s?\b")
_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
_TODAY = re.compile(r"\b(today|morning|tonight|evening|noon|dawn|overnight)\b")


class Moment(NamedTuple):
    """A day (proleptic ordinal) and, where told, the minute of that day."""

    day: int
    minute: int | None = None


class Span(NamedTuple):
    """Days `first` to `last`, both included; None where that end isn't told."""

    first: int | None
    last: int | None


NOWHEN = Span(None, None)


@lru_cache(maxsize=65536)
def moment(text: str | None) -> Moment | None:
    """The moment of an ISO date or date-time; None for anything less exact than a day."""
    found = _ISO.search(text) if text else None
    if found is None or found[3] is None:
        return None
    day = _ordinal(int(found[1]), int(found[2]), int(found[3]))
    if day is None:
        return None
    return Moment(day, None if found[4] is None else int(found[4]) * 60 + int(found[5] or 0))


@lru_cache(maxsize=65536)
def span(text: str | None) -> Span:
    """The days that a date of any exactness names: "2018", "2018-09", "7 March 2023", "November-December 2018"."""
    if not text:
        return NOWHEN
    folded = fold(text)
    iso = [_iso_span(m) for m in _ISO.finditer(folded) if m[2]]
    if iso:
        return Span(min(s.first or 0 for s in iso), max(s.last or 0 for s in iso))
    years = [int(y) for y in _YEAR.findall(folded)]
    if not years:
        return NOWHEN
    months = list(_DAY_MONTH.finditer(folded))
    if not months:
        return Span(_ordinal(min(years), 1, 1), _ordinal(max(years), 12, 31))
    ends = [_month_span(years[0] if i == 0 else years[-1], m) for i, m in enumerate(months)]
    return Span(ends[0].first, ends[-1].last)


@lru_cache(maxsize=65536)
def length(text: str | None) -> int | None:
    """The days that a period reaches back from its as-of ("24 hours": 1, "three days": 3, "today": 0)."""
    if not text:
        return None
    folded = fold(text)
    found = _LENGTH.search(folded)
    if found is None:
        return 0 if _TODAY.search(folded) else None
    word = found[1]
    count = 1 if word in (None, "a") else int(word) if word.isdigit() else _NUMBERS.index(word) + 1
    return max(1, count // 24) if found[2] == "hour" else min(count, 10_000) * _DAYS[found[2]]


def _iso_span(found: re.Match[str]) -> Span:
    year, month = int(found[1]), int(found[2])
    if found[3] is not None:
        day = _ordinal(year, month, int(found[3]))
        return Span(day, day)
    return Span(_ordinal(year, month, 1), _month_end(year, month))


def _month_span(year: int, found: re.Match[str]) -> Span:
    month = _MONTHS[found[2]]
    day = found[1] or found[3]
    if day is not None:
        exact = _ordinal(year, month, int(day))
        return Span(exact, exact)
    return Span(_ordinal(year, month, 1), _month_end(year, month))


def _month_end(year: int, month: int) -> int | None:
    following = _ordinal(year + month // 12, month % 12 + 1, 1)
    return None if following is None else following - 1


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
