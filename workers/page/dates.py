"""Dates as pages write them, for machines and for people, made ISO 8601; None rather than a guess."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from hijridate import Hijri

from workers.page.words import alternation, fold_text, page_words

# The web is younger than 1990; a year after this century is a mistake.
_YEARS = range(1990, 2100)
_HIJRI_YEARS = range(1410, 1520)
_LONGEST = 300

_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$"
)
_YMD = re.compile(r"(?<![\d.])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d.])")
_DMY = re.compile(r"(?<![\d.])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d.])")
_HIJRI_DIGITS = re.compile(
    r"(?<![\d.])(?:(1[45]\d\d)[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})[-/](\d{1,2})[-/](1[45]\d\d))\s?ه(?!\w)"
)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})(?::|\s?h\s?)(\d\d)(?::\d\d)?(?!\d)\s*([^\W\d]+(?:\.\s?[^\W\d]\.?)?)?")
_WORD = re.compile(r"[^\W\d_]{2,}")
# How far from its date a clock time may stand.
_NEAR = 30


def machine_date(text: str | None) -> str | None:
    """ISO 8601 of what a machine wrote (ISO, RFC 822, or seconds since 1970); None for anything else."""
    text = (text or "").strip()[:_LONGEST]
    if found := _ISO.match(text):
        return _from_iso(found)
    if text.isascii() and text.isdecimal() and len(text) in (10, 13):
        return _checked(datetime.fromtimestamp(int(text[:10]), UTC))
    if "," in text or text[:3].isalpha():
        try:
            return _checked(parsedate_to_datetime(text))
        except (ValueError, TypeError, OverflowError):
            return None
    return None


def written_date(text: str, lang: str | None = None) -> str | None:
    """The first date that people can read in `text`, with its clock time when that stands beside it.

    Gregorian months of every language with a table come before Hijri ones; a Hijri date alone is converted
    (Umm al-Qura). All digits: the order is the language's own; where it has none (4/5/2019 in English): None.
    """
    folded = fold_text(text[:_LONGEST])
    for pattern, day, month, year in _patterns():
        for found in pattern.finditer(folded):
            name = next(group for group in month if found[group])
            number = page_words().months[found[name]]
            if (made := _made(int(found[year]), number, int(found[day]))) is not None:
                return _with_clock(made, folded, found)
    return _digits(folded, lang) or _hijri(folded)


def words_beside_date(text: str) -> int:
    """How many words of a short text are neither numbers nor the names of months; single letters don't count."""
    return len(_WORD.findall(_month_names().sub(" ", fold_text(text[:_LONGEST]))))


@cache
def _month_names() -> re.Pattern[str]:
    names = [*page_words().months, *page_words().hijri_months]
    return re.compile(rf"(?<![^\W\d])(?:{alternation(names)})(?![^\W\d])")


def _from_iso(found: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None:
        made = _made(int(year), int(month), int(day))
        return made.isoformat() if made else None
    text = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{(zone or '').replace('Z', '+00:00')}"
    try:
        return _checked(datetime.fromisoformat(text))
    except ValueError:
        return None


def _checked(moment: datetime) -> str | None:
    return moment.replace(microsecond=0).isoformat() if moment.year in _YEARS else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, tuple[str, ...], str], ...]:
    """Day-month-year and month-day-year with the month spelled, compiled once; «كانون الثاني/يناير» is one month."""
    month = alternation(page_words().months)
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[º°])?"
    of = r"(?:de\s+|del\s+|of\s+|من\s+)?"
    first = rf"(?P<a>{month})\.?(?:\s*[/(–-]\s*(?P<b>{month})\.?\)?)?"
    year = r"(?P<year>(?:19|20)\d\d)(?!\d)"
    return (
        (re.compile(rf"(?<![\d/:.]){day}[\s,،-]*{of}(?<![^\W\d]){first}[\s,،-]*{of}{year}"), "day", ("a", "b"), "year"),
        (re.compile(rf"(?<!\w){first}\s*{day}\s*[,،]?\s+{year}"), "day", ("a", "b"), "year"),
    )


def _digits(folded: str, lang: str | None) -> str | None:
    """The first Gregorian date in digits whose order is known."""
    for found in _YMD.finditer(folded):
        if made := _made(int(found[1]), int(found[3]), int(found[4])):
            return _with_clock(made, folded, found)
    for found in _DMY.finditer(folded):
        day, month = _ordered(int(found[1]), int(found[3]), found[2] == "." or lang in page_words().day_first)
        if made := _made(int(found[4]), month, day):
            return _with_clock(made, folded, found)
    return None


def _ordered(first: int, second: int, day_first: bool) -> tuple[int, int]:
    """Day and month of two numbers; (0, 0) where each could be either."""
    if day_first or first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else (0, 0)


@cache
def _hijri_pattern() -> re.Pattern[str]:
    month = alternation(page_words().hijri_months)
    return re.compile(rf"(?<![\d/:.])(\d{{1,2}})\s*(?:من\s+)?(?<![^\W\d])({month})(?!\w)[\s,،-]*(1[45]\d\d)(?!\d)")


def _hijri(folded: str) -> str | None:
    """A Hijri date alone: with its month spelled, or in digits that say so themselves («19/5/1440 هـ»)."""
    spelled = ((f[3], page_words().hijri_months[f[2]], f[1]) for f in _hijri_pattern().finditer(folded))
    digits = ((f[1] or f[6], f[2] or f[5], f[3] or f[4]) for f in _HIJRI_DIGITS.finditer(folded))
    for year, month, day in [*spelled, *digits]:
        try:
            if int(year) in _HIJRI_YEARS:
                return Hijri(int(year), int(month), int(day)).to_gregorian().isoformat()
        except (ValueError, OverflowError):
            continue
    return None


def _with_clock(made: date, folded: str, found: re.Match[str]) -> str:
    """The date with the clock time that stands right after it, or else right before it."""
    after = _CLOCK.search(folded, found.end(), found.end() + _NEAR)
    time = after or _CLOCK.search(folded, max(0, found.start() - _NEAR), found.start())
    if time is None:
        return made.isoformat()
    hour, minute = int(time[1]), int(time[2])
    half = (time[3] or "").strip()
    if half in page_words().pm and hour < 12:
        hour += 12
    elif half in page_words().am and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return made.isoformat()
    zone = "+00:00" if re.search(r"\b(?:gmt|utc)\b(?!\s*[+-])", folded) else ""
    return f"{made.isoformat()}T{hour:02d}:{minute:02d}:00{zone}"
