"""The words that pages print around an article, of all languages together: months, cues, agencies, furniture."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from core.language import supported, table
from core.text.normal import fold

# The same folding without its cache: whole lines and documents, unlike words, don't come twice.
fold_text = fold.__wrapped__


@dataclass(frozen=True, slots=True)
class PageWords:
    """Tables in folded spelling. `agencies` maps a folded name to its printed one."""

    months: dict[str, int]
    hijri_months: dict[str, int]
    am: frozenset[str]
    pm: frozenset[str]
    day_first: frozenset[str]
    published: tuple[str, ...]
    modified: tuple[str, ...]
    credits: tuple[str, ...]
    agencies: dict[str, str]
    furniture: re.Pattern[str]
    legal: re.Pattern[str]
    related: re.Pattern[str]
    comments: re.Pattern[str]
    paywall: re.Pattern[str]
    live: re.Pattern[str]


@cache
def page_words() -> PageWords:
    """The words of every language that has a `page.toml`; read and compiled once."""
    tables = {lang: found for lang in supported() if (found := _table(lang))}
    every = tables.values()
    return PageWords(
        months=_numbered(t["months"] for t in every),
        hijri_months=_numbered(t["hijri_months"] for t in every),
        am=frozenset(_folded(t["clock"]["am"] for t in every)),
        pm=frozenset(_folded(t["clock"]["pm"] for t in every)),
        day_first=frozenset(lang for lang, t in tables.items() if t["date"].get("day_first")),
        published=_longest_first(t["date"]["published"] for t in every),
        modified=_longest_first(t["date"]["modified"] for t in every),
        credits=_longest_first(t["credit"]["cues"] for t in every),
        agencies={fold(name): name for t in every for name in t["credit"]["agencies"]},
        furniture=_starts(t["furniture"][kind] for t in every for kind in ("related", "service")),
        legal=_starts(t["furniture"]["legal"] for t in every),
        related=_whole(t["furniture"]["related"] for t in every),
        comments=_whole(t["furniture"]["comments"] for t in every),
        paywall=_anywhere(t["furniture"]["paywall"] for t in every),
        live=_starts(t["furniture"]["live"] for t in every),
    )


def alternation(words: Iterable[str]) -> str:
    """A regex that matches one of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _table(lang: str) -> dict[str, dict[str, list[str]]] | None:
    try:
        return table(lang, "page")
    except FileNotFoundError:  # a language may come without words for pages
        return None


def _folded(lists: Iterable[list[str]]) -> list[str]:
    return [fold(word) for words in lists for word in words]


def _longest_first(lists: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(sorted(set(_folded(lists)), key=len, reverse=True))


def _numbered(tables: Iterable[dict[str, list[str]]]) -> dict[str, int]:
    return {fold(word): int(number) for months in tables for number, words in months.items() for word in words}


def _starts(lists: Iterable[list[str]]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternation(_folded(lists))})(?!\w)")


def _whole(lists: Iterable[list[str]]) -> re.Pattern[str]:
    """One of the words is all there is, but for a count: "3 comments", «التعليقات (12)»."""
    return re.compile(rf"[\W\d]*(?:{alternation(_folded(lists))})[\W\d]*$")


def _anywhere(lists: Iterable[list[str]]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(_folded(lists))})(?!\w)")
