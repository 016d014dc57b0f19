"""The time words of one language, folded; phrases are tuples of token keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.language import table
from core.text import tokenise

Phrase = tuple[str, ...]
_KINDS = (
    *("past", "future", "since", "so_far", "within", "need", "deadline", "during", "rates", "per", "stock"),
    *("earlier_toll", "timeless", "began", "ongoing", "toll", "superlative", "contrast", "stamp"),
    *("capacity", "makes_up", "aside", "then", "part_of_year", "first", "same_period", "statistics", "slide"),
    *("in_year", "change_on", "this_year", "yet", "apart", "spoke"),
)
_WORDS = (
    *("year_cue", "date_links", "year_links", "months_unsure", "month_cue", "lasting_for", "percent", "range_to"),
    "term_fillers",
)
"""Kinds that are asked for by the word, never looked for in a sentence."""


_SIGNS: list[tuple[str, Phrase]] = [("contrast", (sign,)) for sign in ",،;؛:()—–"]
"""Signs that part clauses like words of contrast do."""


@dataclass(frozen=True)
class TimeWords:
    """Words keyed by folded tokens; `first` has every phrase, with its kind, under its first token.

    A date may begin at a token of `starters`. `since_is_time` is true where "since" is never "because".
    `any_amount_has_its_year` is true where a year beside any sum or share is its own, not only beside an economy.
    """

    months: dict[Phrase, int]
    weekdays: dict[str, int]
    days: dict[Phrase, int]
    units: dict[str, tuple[str, int]]
    numbers: dict[str, int]
    first: dict[str, tuple[tuple[str, Phrase], ...]]
    words: dict[str, frozenset[str]]
    starters: frozenset[str]
    since_is_time: bool
    any_amount_has_its_year: bool


def phrase(words: str) -> Phrase:
    """The token keys of several words."""
    return tuple(t.norm for t in tokenise(words))


def plain(norm: str) -> str:
    """A word without the Arabic article and prefixes («والـ24 ساعة», «للكيلومتر»)."""
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


@cache
def time_words(lang: str) -> TimeWords:
    """The time words of `lang`; English where the language has no table."""
    try:
        data = table(lang, "time")
    except (FileNotFoundError, NotADirectoryError):
        return time_words("en")
    listed: Mapping[str, list[str]] = data["words"]
    months = {phrase(name): number for name, number in data["months"].items()}
    weekdays = {phrase(name)[0]: number for name, number in data["weekdays"].items()}
    days = {phrase(name): offset for name, offset in data["days"].items()}
    return TimeWords(
        months=months,
        weekdays=weekdays,
        days=days,
        units={phrase(name)[0]: _unit(unit) for name, unit in data["units"].items()},
        numbers={phrase(name)[0]: number for name, number in data["numbers"].items()},
        first=_index([(kind, phrase(words)) for kind in _KINDS for words in listed.get(kind, ())] + _SIGNS),
        words={
            kind: frozenset(phrase(w)[0] for w in listed.get(kind, ()) if len(phrase(w)) == 1)
            for kind in (*_KINDS, *_WORDS)
        },
        starters=_with_prefixes({m[0] for m in months} | set(weekdays) | {d[0] for d in days}, lang),
        since_is_time=bool(data.get("since_is_time", True)),
        any_amount_has_its_year=bool(data.get("any_amount_has_its_year")),
    )


def _unit(spec: Any) -> tuple[str, int]:
    name, _, times = str(spec).partition("*")
    return name, int(times or 1)


def _index(phrases: Iterable[tuple[str, Phrase]]) -> dict[str, tuple[tuple[str, Phrase], ...]]:
    out: dict[str, list[tuple[str, Phrase]]] = {}
    for kind, words in phrases:
        out.setdefault(words[0], []).append((kind, words))
    return {head: tuple(sorted(each, key=lambda e: -len(e[1]))) for head, each in out.items()}


def _with_prefixes(words: set[str], lang: str) -> frozenset[str]:
    """Arabic words also with a one-letter prefix («وأمس», «لليوم»)."""
    return frozenset(words) if lang != "ar" else frozenset(words | {p + w for p in "وفلب" for w in words})
