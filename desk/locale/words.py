"""A language's catalogue, read once, and what templates ask of it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

from desk.charts import TollPoint
from desk.locale.plural import category
from desk.locale.refusals import refusal
from desk.views.figure import Name

LANGUAGES = ("en", "ar")

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SIGNS = {"at_least": "≥", "more_than": ">", "less_than": "<", "at_most": "≤", "about": "≈", "nearly": "≲"}
_WORDS = {sign: kind for kind, sign in _SIGNS.items()}
_SIGNED = re.compile(r"([≥>≤<≈≲])\s?(\d+(?:[.,]\d+)*)")
_GROUPED = re.compile(r"(?<=\d)[,.](?=\d)")
_MARKS = {",": "٬", ".": "٫"}
_DURATIONS = (("day", 86_400), ("hour", 3_600), ("minute", 60))
_SPANS = (("year", 31_557_600), ("month", 2_629_800), ("day", 86_400), ("hour", 3_600), ("minute", 60))


class Figured(Protocol):
    """What has a value and bounds: a figure, or a point of a chart."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def precision(self) -> str: ...
    @property
    def printed(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...


@dataclass(frozen=True)
class Locale:
    """One language of the interface with the reader's digits ("latn" or "arab"). An unknown key raises KeyError."""

    lang: str
    digits: str
    words: Mapping[str, Any]

    @property
    def dir(self) -> str:
        """ltr or rtl."""
        return str(self.words["meta"]["dir"])

    @property
    def rtl(self) -> bool:
        """True where the interface is a mirror."""
        return self.dir == "rtl"

    def t(self, key: str, **values: object) -> str:
        """The words of `section.name`, with `values` filled in; a plural is chosen by `n`, printed in the digits."""
        section, _, name = key.partition(".")
        found = self.words[section][name]
        if isinstance(found, Mapping):
            n = int(str(values["n"]))
            found = found.get(category(self.lang, n), found["other"])
        shown = {k: self.number(v) if isinstance(v, int | Decimal) else v for k, v in values.items()}
        return str(found).format(**shown) if values else str(found)

    def has(self, key: str) -> bool:
        """True where the catalogue holds the key."""
        section, _, name = key.partition(".")
        return name in self.words.get(section, {})

    def word(self, section: str, name: str) -> str:
        """`section.name` where the catalogue has it, else the name itself: values that data brings, such as units."""
        return self.t(f"{section}.{name}") if self.has(f"{section}.{name}") else name.replace("_", " ")

    def measure(self, measure: str) -> str:
        """A measure in words; "other:noun" is its noun."""
        head, _, noun = measure.partition(":")
        return self.noun(noun) if noun else self.word("measure", head)

    def number(self, value: Decimal | int | float) -> str:
        """Digits in groups of three, as the reader writes them."""
        text = f"{value:,}" if isinstance(value, int) else _grouped(Decimal(str(value)))
        meta = self.words["meta"]
        if self.digits == "arab":
            return text.translate(_ARABIC_DIGITS).replace(",", "٬").replace(".", "٫")
        return text if self.lang != "ar" else text.replace(",", str(meta["group"]) if meta["digits"] == "latn" else ",")

    def amount(self, measure: str, value: Decimal) -> str:
        """A value of a tally, which counts durations in seconds: in days, hours or minutes."""
        if measure != "duration":
            return self.number(value)
        unit, size = next((one for one in _DURATIONS if abs(value) >= one[1]), _DURATIONS[-1])
        count = round(value / size, 1)
        whole = count == count.to_integral_value()
        return f"{self.number(count)} {self.t(f'unit.{unit}', n=int(count) if whole else 3)}"

    def digit(self, text: str) -> str:
        """Digits of a text that isn't a quantity (a date, a clock) in the reader's script."""
        return text.translate(_ARABIC_DIGITS) if self.digits == "arab" else text

    def figure(self, figure: Figured) -> str:
        """A figure in a line of text: its bound as a sign (≥ 34, 30–40), or in words where signs would mirror."""
        return self.figure_words(figure, brief=True) if self.rtl else self.sign(figure)

    def sign(self, figure: Figured) -> str:
        """A figure with its bound as a sign, to be set from left to right: 34, ≥ 34, 30–40."""
        bare = self._bare(figure)
        sign = _SIGNS.get(figure.precision)
        return self._with_unit(f"{sign} {bare}" if sign and bare else bare or "–", figure)

    def _with_unit(self, short: str, figure: Figured) -> str:
        unit = figure.unit
        if unit is None:
            return short
        count = next((v for v in (figure.value, figure.high, figure.low) if v is not None), Decimal(0))
        # A fraction takes the plural that a small number beyond two takes.
        n = int(count) if count == count.to_integral_value() else 3
        word = self.t(f"unit.{unit}", n=n) if self.has(f"unit.{unit}") else unit
        return f"{short}{word}" if unit == "percent" else f"{short} {word}"

    def figure_words(self, figure: Figured, brief: bool = False) -> str:
        """The same in words: "at least 34", for those who hear the page and for whoever asks what a sign means.

        `brief` leaves the printed word of a vague figure out.
        """
        return self._with_unit(self._in_words(figure, brief), figure)

    def _in_words(self, figure: Figured, brief: bool) -> str:
        ends = {k: self.number(v) for k, v in (("low", figure.low), ("high", figure.high)) if v is not None}
        kind = figure.precision
        if (kind == "range" or (brief and kind == "vague")) and len(ends) == 2:
            return self.t("precision.range", **ends)
        if kind == "vague" and "low" in ends:
            name = "vague" if "high" in ends else "vague_open"
            return self.t(f"precision.{name}", printed=figure.printed or "", **ends)
        bare = self._bare(figure)
        if not bare:
            return self.t("precision.none")
        return self.t(f"precision.{kind}", n=bare) if kind in _SIGNS else bare

    def _bare(self, figure: Figured) -> str:
        if figure.precision in ("range", "vague") or figure.value is None:
            if figure.low is not None and figure.high is not None:
                return f"{self.number(figure.low)}–{self.number(figure.high)}"
            if figure.low is not None:
                return f"{self.number(figure.low)}+"
            return self.number(figure.high) if figure.high is not None else ""
        return self.number(figure.value)

    def name(self, name: Name | None) -> str:
        """A name in the reader's language where it is known, else as printed."""
        if name is None:
            return self.t("flags.unknown_origin")
        known = dict(name.labels).get(self.lang)
        if known:
            return known
        printed = (name.surface or name.label or "") if self.lang == "ar" else (name.label or name.surface)
        return self.noun(printed)

    def noun(self, printed: str) -> str:
        """A common noun of what is counted in the reader's language where the language has it, else as printed."""
        return _nouns(self.lang).get(printed.casefold(), printed)

    def origin(self, point: TollPoint) -> str:
        """Who gave a figure of a chart, in the reader's language where the name is known in it."""
        return dict(point.names).get(self.lang) or point.origin or self.t("flags.unknown_origin")

    def sentence(self, by_language: tuple[tuple[str, str], ...]) -> str:
        """Of a sentence that is kept in several languages, the reader's, in the reader's digits; else the English."""
        found = dict(by_language)
        if self.lang not in found:
            return self.digit(found.get("en") or next(iter(found.values()), ""))
        return self._as_written(found[self.lang]) if self.rtl else self.digit(found[self.lang])

    def _as_written(self, sentence: str) -> str:
        """A stored sentence in the script's own manner: bounds in words, for a sign turns its meaning with the line;
        its comma; its digits with their marks."""
        said = _SIGNED.sub(lambda found: self.t(f"precision.{_WORDS[found[1]]}", n=found[2]), sentence)
        said = said.replace(", ", str(self.words["meta"]["list"]))
        return self.digit(_GROUPED.sub(lambda found: _MARKS[found[0]], said) if self.digits == "arab" else said)

    def refusal(self, text: str) -> str:
        """Why something was refused, which the code says in English."""
        return refusal(text, self.lang)

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago, or in how long."""
        seconds = (now - _aware(moment)).total_seconds()
        for unit, size in _SPANS:
            count = int(abs(seconds) // size)
            if count:
                return self.t(f"time.{'ago' if seconds > 0 else 'in'}_{unit}", n=count)
        return self.t("time.now")

    def moment(self, moment: datetime) -> str:
        """A moment in full, in UTC: 17 March 2019, 14:05 UTC."""
        at = _aware(moment).astimezone(UTC)
        day = f"{at.day} {self.words['time']['months'][at.month - 1]} {at.year}"
        return self.digit(f"{day}{self.words['meta']['list']}{at:%H:%M}") + " " + self.t("time.utc")

    def day(self, iso: str | None) -> str:
        """An ISO date, or date and time, as day and month with its year; what isn't a date stays as it is."""
        if not iso:
            return self.t("time.unknown")
        try:
            at = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        text = f"{at.day} {self.words['time']['months'][at.month - 1]} {at.year}"
        return self.digit(text if len(iso) <= 10 else f"{text}{self.words['meta']['list']}{at:%H:%M}")

    def tick(self, moment: datetime, hours: bool) -> str:
        """A short mark for a time axis: 17/3, or 14:00 where the axis spans hours."""
        return self.digit(f"{moment:%H:%M}" if hours and moment.hour else f"{moment.day}/{moment.month}")

    def join(self, parts: list[str]) -> str:
        """A list with the language's comma."""
        return str(self.words["meta"]["list"]).join(parts)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@lru_cache
def _nouns(lang: str) -> Mapping[str, str]:
    """English nouns in another language of the interface."""
    return {} if lang == "en" else tomllib.loads((files("desk.locale") / f"counted.{lang}.toml").read_text("utf-8"))


@lru_cache
def locale_for(lang: str, digits: str | None = None) -> Locale:
    """The locale of "en" or "ar"; `digits` overrides the language's own."""
    words = tomllib.loads((files("desk.locale") / f"{lang}.toml").read_text("utf-8"))
    return Locale(lang, digits or str(words["meta"]["digits"]), words)


def _grouped(exact: Decimal) -> str:
    return f"{exact.normalize():,f}" if exact != exact.to_integral_value() else f"{int(exact):,}"
