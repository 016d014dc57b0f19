"""Dates, years, clock times and relative dates around a number."""

import re

from core.numbers.cardinal import Cardinal
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind
from core.numbers.sense import Sense, counts, cue_after, cue_before

_DOTTED_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)|\d{4}[./]\d{1,2}[./]\d{1,2}")
_YEARS = range(1900, 2101)
_RECENT = range(1950, 2040)
_HIJRI = range(1300, 1500)
_WITH_ERA = range(300, 2101)
_MONTH_REACH = 3
_MONTHS_THAT_ARE_WORDS = (3, 5)  # march, may


def is_year(text: str) -> bool:
    """True for four digits that are a year of this or the last century, Gregorian or Hijri."""
    return len(text) == 4 and text.isdecimal() and (int(text) in _YEARS or int(text) in _HIJRI)


def dotted(lx: Lexemes, at: int) -> Sense:
    """Digits whose separators make no number: a date (10.09.2018), or else a version or an address."""
    kind = Kind.DATE if _DOTTED_DATE.fullmatch(lx.norm[at]) else Kind.NAME
    return Sense(at, at + 1, kind, "printed form")


def joined(lx: Lexemes, at: int) -> Sense | None:
    """11:25, 5/17/2018, 2018-09-10, 2014-2018."""
    norm, n = lx.norm, len(lx.norm)
    end, signs = at + 1, ""
    glued = True
    while end + 1 < n and norm[end] in (":", "/", "-", "–") and lx.digits[end + 1]:
        together = lx.glued(end) and lx.glued(end + 1)
        if not together and norm[end] != "/":
            break
        glued = glued and together
        signs += norm[end]
        end += 2
    if not signs or (not glued and len(signs) != 2):
        return None
    if set(signs) == {":"}:
        return Sense(at, cue_after(lx, "times.after", end) or end, Kind.TIME, "clock time")
    return _parts(lx, at, end, signs)


def _parts(lx: Lexemes, at: int, end: int, signs: str) -> Sense | None:
    parts = [lx.norm[k] for k in range(at, end, 2)]
    if len(parts) == 3 and len(set(signs)) == 1 and max(map(len, parts)) in (2, 4) and min(map(len, parts)) < 3:
        return Sense(at, end, Kind.DATE, "date in digits")
    if len(parts) > 2:
        return Sense(at, end, Kind.NAME, "joined digits")
    first, second = parts
    if is_year(first) and (is_year(second) or (len(second) == 2 and int(second) <= 12) or signs == "/"):
        return Sense(at, end, Kind.YEAR, "years")
    of = end < len(lx.norm) and lx.norm[end] in lx.lexicon.grammar.of
    if signs == "/" and max(map(len, parts)) <= 2 and not of:
        return Sense(at, end, Kind.DATE, "day/month")
    return None


def dated(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """A month next to a day or a year: «10 سبتمبر 2018», "September 10, 2018", "May 2014"."""
    value, months, fillers = card.value, lx.lexicon.months, lx.lexicon.sets["dates.fillers"]
    if not 1 <= value <= 2100 or not (value <= 31 or value in _YEARS or value in _HIJRI):
        return None
    k = end
    for _ in range(_MONTH_REACH if value <= 31 else 0):
        found = months.after(lx.norm, k)
        if found is not None and _is_month(lx, k, found[1]):
            return Sense(card.first, _year_tail(lx, found[0]), Kind.DATE, "day and month")
        if k >= len(lx.norm) or lx.norm[k] not in fillers:
            break
        k += 1
    if value <= 31 and _first_day(lx, card, end):
        return Sense(card.first, end, Kind.DATE, "the first of two days of a month")
    k = card.first
    for _ in range(_MONTH_REACH):
        before = months.before(lx.norm, k)
        free = value <= 31 and _people_follow(lx, end) and not _definite(lx, k if before is None else before[0])
        if before is not None and _is_month(lx, before[0], before[1]) and not free:
            return Sense(before[0], _year_tail(lx, end), Kind.DATE, "month before the number")
        if k == 0 or not (lx.norm[k - 1] in fillers or _shortened(lx, k)):
            break
        k -= 1
    return None


def _shortened(lx: Lexemes, k: int) -> bool:
    """ "On Sept. 30, police ...": the point of a month that is written short."""
    return k > 1 and lx.norm[k - 1] == "." and lx.norm[k - 2] in lx.lexicon.sets["dates.short"] and lx.glued(k - 1)


def _definite(lx: Lexemes, month: int) -> bool:
    """ "The May 11 murders": with an article the month belongs to what follows, and so does its day."""
    return month > 0 and lx.norm[month - 1] in lx.lexicon.sets["dates.definite"]


def _first_day(lx: Lexemes, card: Cardinal, end: int) -> bool:
    """ "Entre le 10 et le 19 juillet", "del 3 al 5 de mayo": a day before another day of one month."""
    norm, days = lx.norm, lx.lexicon.sets["dates.day_articles"]
    if (
        not days
        or card.first == 0
        or norm[card.first - 1] not in days
        or not norm[card.first : card.first + 1][0].isdigit()
    ):
        return False
    k = end
    while k < min(end + 3, len(norm)) and (norm[k] in days or norm[k] in lx.lexicon.sets["dates.day_joins"]):
        k += 1
    if k == end or k >= len(norm) or not norm[k].isdigit() or len(norm[k]) > 2:
        return False
    k += 1
    while k < min(len(norm), end + 6) and norm[k] in lx.lexicon.sets["dates.fillers"]:
        k += 1
    return lx.lexicon.months.after(norm, k) is not None


def day_of_month(lx: Lexemes, card: Cardinal) -> bool:
    """True for the 4 of "4 mai"."""
    return card.value <= 31 and dated(lx, card, card.end) is not None


def _people_follow(lx: Lexemes, end: int) -> bool:
    """ "In May 34 people", «في مايو 34 شخصا»: the number counts what follows, it is no day of the month."""
    plural, words = lx.lexicon.sets["context.plural_endings"], lx.lexicon.sets["context.plural_words"]
    if not plural:
        return counts(lx, end)
    return counts(lx, end) and (lx.norm[end] in words or lx.norm[end][-1:] in plural)


def _is_month(lx: Lexemes, k: int, month: int) -> bool:
    """Months that are also words have a capital when they are months: "34 may have died" is no date."""
    letter = lx.raw[lx.start[k]]
    return not letter.islower() or month not in _MONTHS_THAT_ARE_WORDS or lx.lexicon.lang != "en"


def _year_tail(lx: Lexemes, end: int) -> int:
    """Past a year that completes a date: "10 May, 2018"."""
    k = end
    while k < min(len(lx.norm), end + 2) and lx.norm[k] in lx.lexicon.sets["dates.year_links"]:
        k += 1
    if k >= len(lx.norm) or not lx.digits[k]:
        return end
    short = k == end and len(lx.norm[k]) == 2 and not counts(lx, k + 1)  # 14 DEC 89
    return k + 1 if short or is_year(lx.norm[k]) else end


def timed(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """ "3 p.m.", "1200 GMT", «الساعة 10», «9 صباحا»."""
    if not 0 <= card.value <= 2400:
        return None
    after = cue_after(lx, "times.after", end)
    if after is not None and (card.value <= 24 or len(lx.norm[card.first]) == 4):
        return Sense(card.first, after, Kind.TIME, "clock time")
    printed = lx.norm[card.first]
    if card.plain and len(printed) == 4 and printed.isdecimal() and printed.startswith("0"):
        return Sense(card.first, end, Kind.TIME, "clock time")
    before = cue_before(lx, "times.before", card.first)
    if before is not None and card.value <= 24:
        return Sense(before, end, Kind.TIME, "clock time")
    return None


def year(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """A year after its cue («عام 2014», "in 2014"), with its era, or bare where nothing follows that it could count."""
    value, norm, at = card.value, lx.norm, card.first
    after = cue_after(lx, "dates.year_after", end)
    if after is not None and value in _WITH_ERA:
        return Sense(at, after, Kind.YEAR, "year with its era")
    known = value in _YEARS or value in _HIJRI
    if not known or (card.plain and len(norm[at]) != 4):
        return None
    if lx.lexicon.before.before(norm, at) is not None and at > 0 and norm[at - 1] not in _ALSO_CUES:
        return None
    if card.plain and value in _RECENT and cue_before(lx, "dates.year_strong", at) is not None:
        return Sense(at, end, Kind.YEAR, "year after its cue")
    counted = counts(lx, end) or (end < len(norm) and norm[end] in lx.lexicon.grammar.of)
    firm = not counted or (norm[at - 1 : at] and norm[at - 1] not in lx.lexicon.sets["dates.year_weak"])
    if firm and value in _YEARS and cue_before(lx, "dates.year_before", at) is not None:
        return Sense(at, end, Kind.YEAR, "year after its cue")
    if card.plain and value in _RECENT and not counted:
        return Sense(at, end, Kind.YEAR, "bare year")
    return None


_ALSO_CUES = frozenset({"حتي", "until"})


def relative(lx: Lexemes, first: int, number_end: int, end: int, unit: str) -> Sense | None:
    """A span of time that only places something: "three months ago", «بعد ثلاثة أيام», "in the last 24 hours"."""
    after = cue_after(lx, "dates.relative_after", end)
    if after is not None:
        return Sense(first, number_end, Kind.DATE, "relative date", unit)
    if cue_before(lx, "dates.relative_before", first) is not None:
        return Sense(first, number_end, Kind.DATE, "relative date", unit)
    if cue_before(lx, "dates.window_before", first) is not None or cue_after(lx, "dates.window_after", end) is not None:
        return Sense(first, number_end, Kind.DATE, "time window", unit)
    return None


_SPANS = frozenset({"day", "week", "month", "year", "decade"})


def during(lx: Lexemes, bound: int, number: int, unit: str) -> bool:
    """ "Killed over three days": the days are when; "lasted over three days" is how long, and more than three.

    `bound` is the first lexeme of the wording, `number` that of the number.
    """
    if bound + 1 != number or unit not in _SPANS or lx.norm[bound] not in lx.lexicon.sets["dates.during"]:
        return False
    return (
        bound > 0 and lx.norm[bound - 1] != "\n" and lx.norm[bound - 1] not in lx.lexicon.sets["dates.during_not_after"]
    )
