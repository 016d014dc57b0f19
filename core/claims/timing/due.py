"""When a forecast falls due: "within a month", "by March", «نحتاج إلى شهر»."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from core.claims.timing.lexicon import TimeWords
from core.claims.timing.moments import Moment, match
from core.numbers import Quantity
from core.text import Text, Token

_DAYS = {"hour": 0, "day": 1, "week": 7}


def due_date(
    text: Text,
    words: TimeWords,
    sentence: tuple[int, int],
    span: tuple[int, int],
    quantity: Quantity | None,
    today: date | None,
    found: Sequence[Moment],
) -> tuple[str | None, str]:
    """The ISO day on which the forecast at code points `span` is over, and the words that say so."""
    if today is None:
        return None, "the report has no date"
    tokens = text.tokens
    first, last = sentence
    for at in range(first, last):
        for kind in ("within", "need"):
            length = match(tokens, at, words.phrases[kind].get(tokens[at].norm, ()))
            if length and tokens[at].start < span[1]:
                term = _term(tokens, words, at + length, last)
                if term is not None and term[2] > 0 and _touches(tokens, at, term[2], span):
                    day = later(today, term[0], term[1])
                    return day.isoformat(), "term: " + text.raw[tokens[at].start : tokens[term[2] - 1].end]
        length = match(tokens, at, words.phrases["deadline"].get(tokens[at].norm, ()))
        if length:
            moment = next((m for m in found if m.iso and at + length <= m.first <= at + length + 3), None)
            day_end = _last_day(moment.iso) if moment is not None and moment.iso else None
            if day_end is not None and moment is not None and day_end > today:
                return day_end.isoformat(), "deadline: " + text.raw[tokens[at].start : tokens[moment.last - 1].end]
    return None, "no term is set"


def later(today: date, unit: str, count: int) -> date:
    """`count` units after `today`; months and years keep the day where the month has it."""
    if unit in _DAYS:
        days = _DAYS[unit] * count if unit != "hour" else (count + 23) // 24
        return today + timedelta(days=days)
    months = count * (12 if unit == "year" else 1)
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _touches(tokens: Sequence[Token], begin: int, end: int, span: tuple[int, int]) -> bool:
    """True where the term is the claim itself or stands in its clause."""
    return tokens[begin].start < span[1] + 60 and tokens[end - 1].end > span[0] - 60


def _term(tokens: Sequence[Token], words: TimeWords, at: int, last: int) -> tuple[str, int, int] | None:
    """(unit, count, end) of a length of time that starts within three tokens of `at`; None where it is past."""
    count = 1
    for index in range(at, min(at + 5, last)):
        norm = tokens[index].norm
        plain = norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm
        if norm.isdigit() and len(norm) < 4:
            count = int(norm)
        elif plain in words.numbers:
            count = words.numbers[plain]
        elif plain in words.units:
            after = tokens[index + 1 : min(index + 3, last)]
            before = tokens[at - 1 : index]
            if any(t.norm in words.words["past"] for t in (*before, *after)):
                return None
            unit, times = words.units[plain]
            return unit, count * times, index + 1
    return None


def _last_day(iso: str) -> date | None:
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    return date(parts[0], 12, 31)
