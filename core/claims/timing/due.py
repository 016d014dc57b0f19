"""When a forecast falls due: "within a month", "by March", «نحتاج إلى شهر»."""

import calendar
from datetime import date, timedelta

from core.claims.timing.lexicon import plain
from core.claims.timing.window import Scene
from core.numbers import Quantity

_UNITS = frozenset({"hour", "day", "week", "month", "year"})
_QUOTES = frozenset('"“”«»')
_DAYS = {"hour": 0, "day": 1, "week": 7}


def due_date(scene: Scene, quantity: Quantity | None, today: date | None) -> tuple[str | None, str]:
    """The ISO day on which the claim's forecast is over, and the words that say so."""
    if today is None:
        return None, "the report has no date"
    if quantity is not None and quantity.unit in _UNITS and quantity.value is not None and _ahead(scene):
        day = later(today, str(quantity.unit), int(quantity.value))
        return day.isoformat(), f"term: {scene.printed(*scene.claim)}"
    low, high = scene.clause
    low = max(scene.sentence[0], low)
    for kind in ("within", "need"):
        hit = scene.find(kind, max(low, scene.claim[0] - 12), min(high, scene.claim[1] + 8))
        term = _term(scene, hit[1], high) if hit is not None else None
        if hit is not None and term is not None:
            return later(today, term[0], term[1]).isoformat(), f"term: {scene.printed(hit[0], term[2])}"
    return _deadline(scene, today)


def _ahead(scene: Scene) -> bool:
    """True where the length of time lies ahead: "within a month", not "in the past month"."""
    begin, end = scene.claim
    low, high = max(scene.sentence[0], begin - 3), min(end + 2, scene.sentence[1])
    past = any(norm in scene.words.words["past"] for norm in scene.text.norms[low:high])
    return not past and any(scene.find(kind, low, end) for kind in ("within", "need", "deadline"))


def _deadline(scene: Scene, today: date) -> tuple[str | None, str]:
    """ "by March": the last day of the date after a word of deadline, where it lies ahead."""
    at = scene.sentence[0]
    while (hit := scene.find("deadline", at, scene.sentence[1])) is not None:
        moment = next((m for m in scene.moments if m.iso and hit[1] <= m.first + 1 and m.first <= hit[1] + 3), None)
        if moment is not None and moment.iso is not None:
            day = last_day(moment.ahead(today) or moment.iso)
            if day > today:
                return day.isoformat(), f"deadline: {scene.printed(hit[0], moment.last)}"
        at = hit[1]
    return None, "no term is set"


def later(today: date, unit: str, count: int) -> date:
    """`count` units after `today`; months and years keep the day where the month has it."""
    if unit in _DAYS:
        days = _DAYS[unit] * count if unit != "hour" else (count + 23) // 24
        return today + timedelta(days=days)
    months = count * (12 if unit == "year" else 1)
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _term(scene: Scene, at: int, last: int) -> tuple[str, int, int] | None:
    """(unit, count, end) of a length of time that starts within five tokens of `at`; None where it is past."""
    norms, words = scene.text.norms, scene.words
    count = 1
    for index in range(at, min(at + 5, last)):
        word = plain(norms[index])
        if word.isdigit() and len(word) < 4:
            count = int(word)
        elif word in words.numbers:
            count = words.numbers[word]
        elif word in words.units:
            around = norms[max(at - 2, scene.sentence[0]) : min(index + 3, last)]
            if any(norm in words.words["past"] for norm in around):
                return None
            definite = word != norms[index] and count == 1
            if definite and not any(norm in words.words["future"] for norm in norms[index + 1 : index + 3]):
                return None  # «خلال العام الجاري» is a time, not a term
            unit, times = words.units[word]
            return unit, count * times, index + 1
        elif word not in _QUOTES and word not in words.words["term_fillers"] and word not in words.words["future"]:
            return None
    return None


def last_day(iso: str) -> date:
    """The last day of an ISO day, month or year."""
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    return date(parts[0], 12, 31)
