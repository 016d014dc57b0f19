"""Numbers that are no claims, told by what stands around them: dates, years, times, ages, names, phones, scores."""

import re
from typing import NamedTuple

from core.numbers.cardinal import Cardinal
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind

_DOTTED_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)|\d{4}[./]\d{1,2}[./]\d{1,2}")
_YEARS = range(1900, 2101)
_HIJRI = range(1300, 1500)
_MONTH_REACH = 3


class Sense(NamedTuple):
    """Lexemes first..end-1 are of `kind`; `why` names the rule."""

    first: int
    end: int
    kind: Kind
    why: str


def printed_sense(lx: Lexemes, at: int) -> Sense | None:
    """The sense of a run of digits at `at` that its own print gives away: signs glued to it, or a form like 11:25."""
    if lx.numeral[at] is None:
        kind = Kind.DATE if _DOTTED_DATE.fullmatch(lx.norm[at]) else Kind.NAME
        return Sense(at, at + 1, kind, "printed form")
    return _telephone(lx, at) or _joined(lx, at) or _named_before(lx, at) or _ordinal_or_decade(lx, at)


def _joined(lx: Lexemes, at: int) -> Sense | None:
    """11:25, 5/17/2018, 2018-09-10."""
    norm, n = lx.norm, len(lx.norm)
    end, signs = at + 1, ""
    while end + 1 < n and norm[end] in (":", "/", "-") and lx.digits[end + 1] and lx.glued(end) and lx.glued(end + 1):
        signs += norm[end]
        end += 2
    if not signs:
        return None
    if set(signs) == {":"}:
        return Sense(at, _time_tail(lx, end), Kind.TIME, "clock time")
    parts = [norm[k] for k in range(at, end, 2)]
    if len(parts) == 3 and len(set(signs)) == 1 and sorted(map(len, parts))[-1] in (2, 4):
        return Sense(at, end, Kind.DATE, "date in digits")
    if signs == "-" and _is_year(parts[0]) and (_is_year(parts[1]) or len(parts[1]) == 2):
        return Sense(at, end, Kind.YEAR, "years")
    if signs == "/" and all(len(p) <= 2 for p in parts) and not _of(lx, end):
        return Sense(at, end, Kind.DATE, "day/month")
    if signs == "/" and all(_is_year(p) or len(p) == 2 for p in parts):
        return Sense(at, end, Kind.YEAR, "years")
    if len(parts) > 2:
        return Sense(at, end, Kind.NAME, "joined digits")
    return None


def _of(lx: Lexemes, k: int) -> bool:
    return k < len(lx.norm) and lx.norm[k] in lx.lexicon.grammar.of


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and int(text) in _YEARS


def _telephone(lx: Lexemes, at: int) -> Sense | None:
    """+1-222-2222, 00961 1 234 567: a plus or at least three groups of which one is long; or a cue before it."""
    norm, n = lx.norm, len(lx.norm)
    plus = at > 0 and norm[at - 1] == "+" and lx.glued(at)
    cue = lx.lexicon.cues["names.phone_before"].before(norm, at - 1 if at > 1 and norm[at - 1] in ":+" else at)
    end = at + 1
    while end + 1 < n and norm[end] in ("-", "/", ".") and lx.digits[end + 1] and lx.glued(end + 1):
        end += 2
    groups = [norm[k] for k in range(at, end, 2)]
    long = sum(map(len, groups)) >= 7
    if (plus and (long or len(groups) > 2)) or (cue and long) or (len(groups) >= 3 and long and len(groups[-1]) >= 3):
        if len(groups) == 3 and _is_year(groups[0]):
            return None
        return Sense(at - 1 if plus else at, end, Kind.PHONE, "telephone number")
    return None


def _named_before(lx: Lexemes, at: int) -> Sense | None:
    """AK-47, F-16, G20, COVID-19, إف-16: digits glued to a word before them."""
    if not lx.glued(at):
        return None
    k = at - 1
    if lx.norm[k] in ("-", "–", "_", "/") and lx.glued(k) and k > 0:
        k -= 1
    before = lx.norm[k]
    if not before[-1:].isalpha() or before in lx.lexicon.clitics:
        return None
    end = at + 1
    if lx.glued(end) and end < len(lx.norm) and lx.norm[end].isalpha() and lx.norm[end].isascii():
        end += 1
    return Sense(k, end, Kind.NAME, f"name «{lx.printed(k, end - 1)}»")


def _ordinal_or_decade(lx: Lexemes, at: int) -> Sense | None:
    """4th, 1er, 3º; 1960s; 4x4, 737s: Latin letters glued after the digits that are no unit and no scale."""
    k = at + 1
    if not lx.glued(k):
        return None
    tail = lx.norm[k]
    if tail in lx.lexicon.ordinal_suffixes:
        return Sense(at, k + 1, Kind.ORDINAL, "ordinal suffix")
    if tail == "s" and len(lx.norm[at]) in (2, 4) and lx.norm[at].endswith("0"):
        return Sense(at, k + 1, Kind.YEAR, "decade")
    if tail in ("x", "×") and k + 1 < len(lx.norm) and lx.digits[k + 1]:
        return Sense(at, k + 2, Kind.NAME, "name in digits")
    if tail in lx.lexicon.sets["context.clock_letter"]:
        end = k + 2 if k + 1 < len(lx.norm) and lx.digits[k + 1] and lx.glued(k + 1) else k + 1
        return Sense(at, end, Kind.TIME, "clock time")
    return None


def sense_of(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """The sense of a number that the words around it give away; `end` is past a range that it opens."""
    return (
        _dated(lx, card, end)
        or _timed(lx, card, end)
        or _aged(lx, card, end)
        or _year(lx, card, end)
        or _name_cue(lx, card, end)
        or _listed(lx, card, end)
    )


def _dated(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """A month next to a day or a year: «10 سبتمبر 2018», "September 10, 2018", "May 2014"."""
    value, months = card.value, lx.lexicon.months
    if not 1 <= value <= 2100 or not (value <= 31 or value in _YEARS or value in _HIJRI):
        return None
    k = end
    for _ in range(_MONTH_REACH):
        found = months.after(lx.norm, k) if value <= 31 else None
        if found is not None and _is_month(lx, k, found[1]):
            return Sense(card.first, _year_tail(lx, found[0]), Kind.DATE, "day and month")
        if k >= len(lx.norm) or lx.norm[k] not in lx.lexicon.sets["dates.fillers"]:
            break
        k += 1
    k = card.first
    for _ in range(_MONTH_REACH):
        before = months.before(lx.norm, k)
        if before is not None and _is_month(lx, before[0], before[1]):
            return Sense(before[0], _year_tail(lx, end), Kind.DATE, "month before the number")
        if k == 0 or lx.norm[k - 1] not in lx.lexicon.sets["dates.fillers"]:
            break
        k -= 1
    return None


def _is_month(lx: Lexemes, k: int, month: int) -> bool:
    """In scripts with capitals a month has one, so that "34 may have died" is no date."""
    letter = lx.raw[lx.start[k]]
    return not letter.islower() or lx.lexicon.lang != "en" or month not in (3, 5)


def _year_tail(lx: Lexemes, end: int) -> int:
    """Past a year that completes a date: "10 May, 2018"."""
    k = end
    while k < len(lx.norm) and k < end + 2 and lx.norm[k] in (",", "،", "of", "de", "del", "من", "عام", "سنة", "/"):
        k += 1
    return k + 1 if k < len(lx.norm) and lx.digits[k] and _is_year(lx.norm[k]) else end


def _timed(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    if card.value > 2400 or card.value < 0:
        return None
    after = lx.lexicon.cues["times.after"].after(lx.norm, end)
    if after is not None:
        return Sense(card.first, after[0], Kind.TIME, "clock time")
    before = lx.lexicon.cues["times.before"].before(lx.norm, card.first)
    if before is not None and card.value <= 24:
        return Sense(before[0], end, Kind.TIME, "clock time")
    return None


def _time_tail(lx: Lexemes, end: int) -> int:
    after = lx.lexicon.cues["times.after"].after(lx.norm, end)
    return end if after is None else after[0]


def _aged(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """ "aged 34", "34-year-old", «البالغ من العمر 34 عاما», "Smith, 34, said"."""
    if not 0 < card.value < 130:
        return None
    cues, norm = lx.lexicon.cues, lx.norm
    after = cues["ages.after"].after(norm, end)
    if after is not None:
        return Sense(card.first, after[0], Kind.AGE, "age")
    before = cues["ages.before"].before(norm, card.first)
    if before is not None and before[0] + 1 == card.first and norm[before[0]] in ("في", "البالغ", "البالغه"):
        before = before if _is_unit(lx, end, "year") and norm[before[0]] != "في" else None
    if before is not None:
        return Sense(before[0], end, Kind.AGE, "age")
    inside = end < len(norm) and card.first > 1 and norm[card.first - 1] == "," and norm[end] == ","
    if lx.lexicon.flags["age_apposition"] and inside and card.plain and card.value > 2:
        name = lx.raw[lx.start[card.first - 2]]
        if name.isupper():
            return Sense(card.first, end, Kind.AGE, "age in apposition")
    return None


def _is_unit(lx: Lexemes, k: int, unit: str) -> bool:
    found = lx.lexicon.units.after(lx.norm, k)
    return found is not None and found[1] == unit


def _year(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    value = card.value
    known = card.plain and (value in _YEARS or value in _HIJRI) and len(lx.norm[card.first]) == 4
    if not known and not (not card.plain and value in _YEARS):
        return None
    cues, norm = lx.lexicon.cues, lx.norm
    after = cues["dates.year_after"].after(norm, end)
    if after is not None:
        return Sense(card.first, after[0], Kind.YEAR, "year with its era")
    before = cues["dates.year_before"].before(norm, card.first)
    if (
        before is not None
        and (value in _YEARS)
        and (not _counts(lx, end) or norm[card.first - 1] not in lx.lexicon.sets["dates.year_weak"])
    ):
        return Sense(card.first, end, Kind.YEAR, "year after its cue")
    if card.plain and value in range(1950, 2040) and not _counts(lx, end):
        return Sense(card.first, end, Kind.YEAR, "bare year")
    return None


def _counts(lx: Lexemes, end: int) -> bool:
    """True where a word follows that the number can count."""
    if end >= len(lx.norm):
        return False
    following = lx.norm[end]
    return (
        following[:1].isalpha()
        and following not in lx.lexicon.grammar.conjunctions
        and following not in lx.lexicon.sets["context.function"]
    )


def _name_cue(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    cues, norm = lx.lexicon.cues, lx.norm
    before = cues["names.before"].before(norm, card.first)
    if before is not None and (card.plain or card.value < 30) and not _counts(lx, end):
        return Sense(before[0], end, Kind.NAME, "number of a name")
    if card.plain:
        return None
    return pronoun_sense(lx, card) or _idiom(lx, card)


def pronoun_sense(lx: Lexemes, card: Cardinal) -> Sense | None:
    """ "the one", "one another": no number at all."""
    return None if card.plain or card.value != 1 else _idiom(lx, card, "names.pronouns")


def _idiom(lx: Lexemes, card: Cardinal, key: str = "names.idioms") -> Sense | None:
    idioms = lx.lexicon.cues[key]
    for first in range(max(0, card.first - 2), card.first + 1):
        found = idioms.after(lx.norm, first)
        if found is not None and found[0] > card.first:
            return Sense(first, max(found[0], card.end), Kind.NAME, "idiom")
    return None


def _listed(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """ "3." or "2)" that opens a line."""
    opens = card.first > 0 and lx.norm[card.first - 1] == "\n"
    if opens and card.plain and card.value < 100 and end < len(lx.norm) and lx.norm[end] in (".", ")", "-"):
        return Sense(card.first, end, Kind.LIST_NUMBER, "list number")
    return None
