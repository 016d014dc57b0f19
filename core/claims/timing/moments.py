"""Dates in running text: named, relative and by weekday, resolved against the day of the report."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import compress, count

from core.claims.timing.lexicon import TimeWords
from core.text import Text

_HEAD = 12
_LINKS = frozenset("/-–(,،")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that tokens `first:last` name. `iso` is a day, month or year; None where nothing anchors it.

    `kind` is date, relative, weekday, future or year; `dated` is true where the year is printed.
    """

    first: int
    last: int
    iso: str | None
    kind: str
    dated: bool = False

    def ahead(self, today: date) -> str | None:
        """A month without a year, read forwards: "by March" said in November is next March."""
        if self.kind != "date" or self.iso is None or self.dated:
            return None
        year, rest = int(self.iso[:4]), self.iso[4:]
        return f"{year + 1:04d}{rest}" if self.iso < today.isoformat()[: len(self.iso)] else None


def moments(norms: Sequence[str], words: TimeWords, today: date | None, first: int, last: int) -> list[Moment]:
    """Every date in tokens `first:last`, in order; `norms` are the folded tokens of the text."""
    out: list[Moment] = []
    starters, reached = words.starters, first
    for index in [
        i
        for i, norm in enumerate(norms[first:last], first)
        if norm in starters or (len(norm) == _YEAR and norm.isdigit())
    ]:
        if index < reached:
            continue
        moment = (
            _month(norms, words, today, index, first, last)
            or _relative(norms, words, today, index, last)
            or _weekday(norms, words, today, index, last)
            or _year(norms, words, index, first)
        )
        if moment is not None:
            out.append(moment)
            reached = moment.last
    return out


_YEAR = 4
"""Digits of a year."""


def _clear(norm: str) -> str:
    return norm[1:] if norm[:1] in "ولبف" and len(norm) > 4 else norm


def _month_at(norms: Sequence[str], words: TimeWords, index: int) -> tuple[int, int] | None:
    norm = norms[index]
    for head in (norm, _clear(norm)):
        if index + 1 < len(norms) and (head, norms[index + 1]) in words.months:
            return words.months[head, norms[index + 1]], 2
        if (head,) in words.months:
            return words.months[(head,)], 1
    return None


def _month(
    norms: Sequence[str], words: TimeWords, today: date | None, index: int, first: int, last: int
) -> Moment | None:
    found = _month_at(norms, words, index)
    if found is None:
        return None
    month, length = found
    end = index + length
    begin, day = index, None
    back = index - 1
    if back >= first and _links(words, norms[back]):
        back -= 1
    if back >= first and norms[back].isdigit() and 1 <= int(norms[back]) <= 31:
        day, begin = int(norms[back]), back
    if end + 1 < last and norms[end] in {"/", "-"} and _month_at(norms, words, end + 1):
        end += 1 + (_month_at(norms, words, end + 1) or (0, 1))[1]
    if day is None and end < last and _is_day(norms, end):
        day, end = int(norms[end]), end + 1
    if day is None and length == 1 and norms[index] in words.words["months_unsure"]:
        after = norms[end] if end < last else ""
        before = norms[index - 1] if index > first else ""
        if not (after.isdigit() or before in words.words["month_cue"]):
            return None
    year, end = _year_after(norms, words, end, last)
    past = any(n in words.words["past"] for n in norms[end : min(end + 2, last)])
    future = any(n in words.words["future"] for n in norms[end : min(end + 2, last)])
    past = past or (begin > first and norms[begin - 1] in {"last", "past"})
    iso = _iso(year, month, day, today, past, future)
    return Moment(begin, end, iso, "date", year is not None)


def _links(words: TimeWords, norm: str) -> bool:
    return norm in _LINKS or norm in words.words["date_links"]


def _is_day(norms: Sequence[str], index: int) -> bool:
    norm = norms[index]
    return norm.isdigit() and len(norm) <= 2 and 1 <= int(norm) <= 31


def _year_after(norms: Sequence[str], words: TimeWords, index: int, last: int) -> tuple[int | None, int]:
    at = index
    if at < last and (_links(words, norms[at]) or norms[at] in words.words["year_links"]):
        at += 1
    if at < last and len(norms[at]) == 4 and norms[at].isdigit() and 1900 <= int(norms[at]) <= 2100:
        return int(norms[at]), at + 1
    return None, index


def _iso(year: int | None, month: int, day: int | None, today: date | None, past: bool, future: bool) -> str | None:
    if year is None:
        if today is None:
            return None
        year = today.year
        reference = today.toordinal()
        that = date(year, month, min(day or 1, calendar.monthrange(year, month)[1])).toordinal()
        if (past and that >= reference - (0 if day else today.day)) or (
            not past and not future and that > reference + 60
        ):
            year -= 1
        elif future and that < reference:
            year += 1
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day <= calendar.monthrange(year, month)[1] else None


def _relative(norms: Sequence[str], words: TimeWords, today: date | None, index: int, last: int) -> Moment | None:
    norm = norms[index]
    for head in (norm, _clear(norm)):
        for length in (3, 2, 1):
            key = (head, *(n for n in norms[index + 1 : index + length]))
            if len(key) == length and key in words.days:
                return _relative_moment(norms, words, today, index, index + length, words.days[key], last)
    return None


def _relative_moment(
    norms: Sequence[str], words: TimeWords, today: date | None, first: int, end: int, offset: int, last: int
) -> Moment:
    """ "today" with its weekday: the weekday decides, since the date of a report may be that of a crawl."""
    at = end
    while at < min(end + 2, last) and _links(words, norms[at]):
        at += 1
    day = words.weekdays.get(norms[at]) if at < last else None
    if today is None:
        return Moment(first, end, None, "relative")
    if day is not None:
        return Moment(first, at + 1, _last_weekday(today, day, False).isoformat(), "relative")
    return Moment(first, end, (today + timedelta(days=offset)).isoformat(), "relative")


def _weekday(norms: Sequence[str], words: TimeWords, today: date | None, index: int, last: int) -> Moment | None:
    day = words.weekdays.get(norms[index], words.weekdays.get(_clear(norms[index])))
    if day is None:
        return None
    after = norms[index + 1] if index + 1 < last else ""
    before = norms[index - 1] if index else ""
    if today is None:
        return Moment(index, index + 1, None, "weekday")
    if after in words.words["future"] or before == "next":
        ahead = (day - today.weekday() - 1) % 7 + 1
        return Moment(index, index + 1, (today + timedelta(days=ahead)).isoformat(), "future")
    strictly = after in words.words["past"] or before == "last"
    return Moment(index, index + 1, _last_weekday(today, day, strictly).isoformat(), "weekday")


def _last_weekday(today: date, day: int, strictly: bool) -> date:
    back = (today.weekday() - day) % 7
    return today - timedelta(days=back or (7 if strictly else 0))


def _year(norms: Sequence[str], words: TimeWords, index: int, first: int) -> Moment | None:
    norm = norms[index]
    if len(norm) != 4 or not norm.isdigit() or not 1900 <= int(norm) <= 2100:
        return None
    before = norms[index - 1] if index > first else ""
    if before in words.words["year_cue"]:
        return Moment(index, index + 1, norm, "year")
    return None


def published_in(text: Text, words: TimeWords, given: date | None) -> date | None:
    """The day a text itself says it is of: «اليوم الجمعة» at or before `given`, or a stamp ("Updated Thu 6 May 2010").

    `given` is the date of the report, which may be that of a crawl; it stands where the text says nothing.
    """
    if given is None:
        return _stamped(text, words)
    norms = text.norms
    head = text.sentences[:_HEAD][-1][1] if text.sentences else 0
    for index in compress(count(), map(words.starters.__contains__, norms[:head])):
        today = words.days.get((norms[index],), words.days.get((_clear(norms[index]),))) == 0
        found = _relative(norms, words, given, index, head) if today else None
        if found is not None and found.iso and any(n in words.weekdays for n in norms[index : found.last]):
            return date.fromisoformat(found.iso)
    return given


def _stamped(text: Text, words: TimeWords) -> date | None:
    """A full date at the head or foot of the text, beside a weekday, a clock or "updated", or before a new sentence."""
    count = len(text.norms)
    for low, high in ((0, min(60, count)), (max(0, count - 25), count)):
        for found in moments(text.norms, words, None, low, high):
            full = found.kind == "date" and found.iso is not None and len(found.iso) == 10
            if full and found.iso is not None and _is_stamp(text, words, found, low, high):
                return date.fromisoformat(found.iso)
    return None


def _is_stamp(text: Text, words: TimeWords, found: Moment, low: int, high: int) -> bool:
    norms, starts, ends, raw = text.norms, text.starts, text.ends, text.raw
    near = norms[max(low, found.first - 4) : min(high, found.last + 4)]
    clock = any(a.isdigit() and b == ":" and c.isdigit() for a, b, c in zip(near, near[1:], near[2:], strict=False))
    if clock or any(n in words.words["stamp"] or n in words.weekdays for n in near):
        return True
    if found.last >= len(norms):
        return True
    between = raw[ends[found.last - 1] : starts[found.last]]
    return low == 0 and ("\n" in between or raw[starts[found.last]].isupper())
