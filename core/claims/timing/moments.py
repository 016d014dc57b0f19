"""Dates in running text: named, relative and by weekday, resolved against the day of the report."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import compress, count

from core.claims.timing.lexicon import TimeWords
from core.text import Text, Token

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


def moments(tokens: Sequence[Token], words: TimeWords, today: date | None, first: int, last: int) -> list[Moment]:
    """Every date in tokens `first:last`, in order."""
    out: list[Moment] = []
    starters, reached = words.starters, first
    for index in [
        i
        for i, (_, _, norm) in enumerate(tokens[first:last], first)
        if norm in starters or (len(norm) == _YEAR and norm.isdigit())
    ]:
        if index < reached:
            continue
        moment = (
            _month(tokens, words, today, index, first, last)
            or _relative(tokens, words, today, index, last)
            or _weekday(tokens, words, today, index, last)
            or _year(tokens, words, index, first)
        )
        if moment is not None:
            out.append(moment)
            reached = moment.last
    return out


_YEAR = 4
"""Digits of a year."""


def _clear(norm: str) -> str:
    return norm[1:] if norm[:1] in "ولبف" and len(norm) > 4 else norm


def _month_at(tokens: Sequence[Token], words: TimeWords, index: int) -> tuple[int, int] | None:
    norm = tokens[index].norm
    for head in (norm, _clear(norm)):
        if index + 1 < len(tokens) and (head, tokens[index + 1].norm) in words.months:
            return words.months[head, tokens[index + 1].norm], 2
        if (head,) in words.months:
            return words.months[(head,)], 1
    return None


def _month(
    tokens: Sequence[Token], words: TimeWords, today: date | None, index: int, first: int, last: int
) -> Moment | None:
    found = _month_at(tokens, words, index)
    if found is None:
        return None
    month, length = found
    end = index + length
    begin, day = index, None
    back = index - 1
    if back >= first and _links(words, tokens[back].norm):
        back -= 1
    if back >= first and tokens[back].norm.isdigit() and 1 <= int(tokens[back].norm) <= 31:
        day, begin = int(tokens[back].norm), back
    if end + 1 < last and tokens[end].norm in {"/", "-"} and _month_at(tokens, words, end + 1):
        end += 1 + (_month_at(tokens, words, end + 1) or (0, 1))[1]
    if day is None and end < last and _is_day(tokens, end):
        day, end = int(tokens[end].norm), end + 1
    if day is None and length == 1 and tokens[index].norm in words.words["months_unsure"]:
        after = tokens[end].norm if end < last else ""
        before = tokens[index - 1].norm if index > first else ""
        if not (after.isdigit() or before in words.words["month_cue"]):
            return None
    year, end = _year_after(tokens, words, end, last)
    past = any(t.norm in words.words["past"] for t in tokens[end : min(end + 2, last)])
    future = any(t.norm in words.words["future"] for t in tokens[end : min(end + 2, last)])
    past = past or (begin > first and tokens[begin - 1].norm in {"last", "past"})
    iso = _iso(year, month, day, today, past, future)
    return Moment(begin, end, iso, "date", year is not None)


def _links(words: TimeWords, norm: str) -> bool:
    return norm in _LINKS or norm in words.words["date_links"]


def _is_day(tokens: Sequence[Token], index: int) -> bool:
    norm = tokens[index].norm
    return norm.isdigit() and len(norm) <= 2 and 1 <= int(norm) <= 31


def _year_after(tokens: Sequence[Token], words: TimeWords, index: int, last: int) -> tuple[int | None, int]:
    at = index
    if at < last and (_links(words, tokens[at].norm) or tokens[at].norm in words.words["year_links"]):
        at += 1
    if at < last and len(tokens[at].norm) == 4 and tokens[at].norm.isdigit() and 1900 <= int(tokens[at].norm) <= 2100:
        return int(tokens[at].norm), at + 1
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


def _relative(tokens: Sequence[Token], words: TimeWords, today: date | None, index: int, last: int) -> Moment | None:
    norm = tokens[index].norm
    for head in (norm, _clear(norm)):
        for length in (3, 2, 1):
            key = (head, *(t.norm for t in tokens[index + 1 : index + length]))
            if len(key) == length and key in words.days:
                return _relative_moment(tokens, words, today, index, index + length, words.days[key], last)
    return None


def _relative_moment(
    tokens: Sequence[Token], words: TimeWords, today: date | None, first: int, end: int, offset: int, last: int
) -> Moment:
    """ "today" with its weekday: the weekday decides, since the date of a report may be that of a crawl."""
    at = end
    while at < min(end + 2, last) and _links(words, tokens[at].norm):
        at += 1
    day = words.weekdays.get(tokens[at].norm) if at < last else None
    if today is None:
        return Moment(first, end, None, "relative")
    if day is not None:
        return Moment(first, at + 1, _last_weekday(today, day, False).isoformat(), "relative")
    return Moment(first, end, (today + timedelta(days=offset)).isoformat(), "relative")


def _weekday(tokens: Sequence[Token], words: TimeWords, today: date | None, index: int, last: int) -> Moment | None:
    day = words.weekdays.get(tokens[index].norm, words.weekdays.get(_clear(tokens[index].norm)))
    if day is None:
        return None
    after = tokens[index + 1].norm if index + 1 < last else ""
    before = tokens[index - 1].norm if index else ""
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


def _year(tokens: Sequence[Token], words: TimeWords, index: int, first: int) -> Moment | None:
    norm = tokens[index].norm
    if len(norm) != 4 or not norm.isdigit() or not 1900 <= int(norm) <= 2100:
        return None
    before = tokens[index - 1].norm if index > first else ""
    if before in words.words["year_cue"]:
        return Moment(index, index + 1, norm, "year")
    return None


def published_in(text: Text, words: TimeWords, given: date | None) -> date | None:
    """The day a text itself says it is of: «اليوم الجمعة» at or before `given`, or a stamp ("Updated Thu 6 May 2010").

    `given` is the date of the report, which may be that of a crawl; it stands where the text says nothing.
    """
    if given is None:
        return _stamped(text, words)
    tokens = text.tokens
    head = text.sentences[:_HEAD][-1][1] if text.sentences else 0
    for index in compress(count(), map(words.starters.__contains__, text.norms[:head])):
        today = words.days.get((tokens[index].norm,), words.days.get((_clear(tokens[index].norm),))) == 0
        found = _relative(tokens, words, given, index, head) if today else None
        if found is not None and found.iso and any(t.norm in words.weekdays for t in tokens[index : found.last]):
            return date.fromisoformat(found.iso)
    return given


def _stamped(text: Text, words: TimeWords) -> date | None:
    """A full date at the head or foot of the text, beside a weekday, a clock or "updated", or before a new sentence."""
    count = len(text.tokens)
    for low, high in ((0, min(60, count)), (max(0, count - 25), count)):
        for found in moments(text.tokens, words, None, low, high):
            full = found.kind == "date" and found.iso is not None and len(found.iso) == 10
            if full and found.iso is not None and _is_stamp(text, words, found, low, high):
                return date.fromisoformat(found.iso)
    return None


def _is_stamp(text: Text, words: TimeWords, found: Moment, low: int, high: int) -> bool:
    tokens, raw = text.tokens, text.raw
    near = [t.norm for t in tokens[max(low, found.first - 4) : min(high, found.last + 4)]]
    clock = any(a.isdigit() and b == ":" and c.isdigit() for a, b, c in zip(near, near[1:], near[2:], strict=False))
    if clock or any(n in words.words["stamp"] or n in words.weekdays for n in near):
        return True
    if found.last >= len(tokens):
        return True
    between = raw[tokens[found.last - 1].end : tokens[found.last].start]
    return low == 0 and ("\n" in between or raw[tokens[found.last].start].isupper())
