"""What became of a tally between two judgements, in words: "toll rose 253 → 257, two new origins"."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.claims import WindowKind
from core.compare.because import LANGUAGES, wording


@dataclass(frozen=True, slots=True)
class Span:
    """One row of a tally: its values (`best` is None where the codebook gives none) and how many origins stand
    behind them."""

    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    origins: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What a row counts: a measure, whose, where and when as shown ("" where not stated), and the unit."""

    measure: str
    group: str = ""
    place: str = ""
    window: str = ""
    unit: str = ""


def moved(about: Counted, before: Span | None, after: Span | None) -> dict[str, str]:
    """The sentence in every language. `before` is None for a row that is new, `after` for one that is gone."""
    return {lang: _sentence(about, before, after, lang) for lang in LANGUAGES}


def told(kind: str, lang: str, blanks: Mapping[str, str] | None = None, count: int | None = None) -> str:
    """The sentence of this kind in the table `changes`; with `count` in the language's form for that number."""
    table = wording(lang)["changes"]
    if count is None:
        return table[kind].format_map(blanks or {})
    spelled = table["counts"].split()
    number = spelled[count - 1] if count <= len(spelled) else f"{count:,}"
    return table[f"{kind}_{_form(count, lang)}"].format_map({"n": number, **(blanks or {})})


def _sentence(about: Counted, before: Span | None, after: Span | None, lang: str) -> str:
    kind = _kind(before, after)
    ranges = kind in ("spread", "first", "gone")
    blanks = {
        "what": _what(about, lang),
        "before": _value(before, about.unit, ranges=ranges),
        "after": _value(after, about.unit, ranges=ranges),
    }
    origins = _origins(before, after, lang)
    return told(kind, lang, blanks) + (wording(lang)["changes"]["comma"] + origins if origins else "")


def _kind(before: Span | None, after: Span | None) -> str:
    if before is None or after is None:
        return "gone" if after is None else "first"
    old, new = before.best, after.best
    if old is not None and new is not None and old != new:
        return "rose" if new > old else "fell"
    return "steady" if (old, before.low, before.high) == (new, after.low, after.high) else "spread"


def _what(about: Counted, lang: str) -> str:
    table = wording(lang)
    plain = about.measure.removeprefix("other:")
    name = table["changes"].get(f"of_{plain}") or table["words"].get(plain, plain.replace("_", " "))
    window = "" if about.window == WindowKind.OCCURRENCE else about.window
    named = [table["words"].get(label, label) for label in (about.group, about.place, window) if label]
    return f"{name} ({table['changes']['comma'].join(named)})" if named else name


def _value(span: Span | None, unit: str, *, ranges: bool) -> str:
    if span is None:
        return ""
    best = _plain(span.best)
    if (ranges and span.low != span.high) or span.best is None:
        best = _plain(span.low) if span.low == span.high else f"{_plain(span.low)}–{_plain(span.high)}"
    return f"{best} {unit}" if unit else best


def _plain(value: Decimal | None) -> str:
    return "∞" if value is None else f"{value.normalize():,f}"


def _origins(before: Span | None, after: Span | None, lang: str) -> str:
    if before is None or after is None or before.origins == after.origins:
        return ""
    more = after.origins - before.origins
    return told("new_origins" if more > 0 else "lost_origins", lang, count=abs(more))


def _form(count: int, lang: str) -> str:
    """The plural form that a language takes for a number: Arabic has five, the others here two."""
    if lang != "ar" or count in (1, 2):
        return "one" if count == 1 else ("two" if lang == "ar" else "other")
    rest = count % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def words_of(kind: str, count: int | None = None, **blanks: Mapping[str, str] | str) -> dict[str, str]:
    """The sentence of a change that is no tally's, in every language; a blank may have its own words in each."""
    return {
        lang: told(kind, lang, {k: v if isinstance(v, str) else v.get(lang, "") for k, v in blanks.items()}, count)
        for lang in LANGUAGES
    }
