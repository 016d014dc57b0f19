"""What time a figure covers, when it was true, and when a forecast falls due (semantics §3)."""

from bisect import bisect_right
from datetime import date
from functools import cached_property

from core.claims.claim import Window
from core.claims.timing.due import due_date
from core.claims.timing.lexicon import time_words
from core.claims.timing.moments import Moment, match, moments
from core.claims.timing.window import window_of
from core.numbers import Quantity
from core.report import Report
from core.text import Text

__all__ = ["Moment", "Timing"]


class Timing:
    """The time words of one text, read against the day it was published."""

    def __init__(self, text: Text, report: Report) -> None:
        self._text = text
        self._report = report
        self._words = time_words(text.lang)
        self._by_sentence: dict[int, list[Moment]] = {}

    @cached_property
    def published(self) -> date | None:
        """The day the text itself calls today («اليوم الجمعة»), at or before the report's date; else that date."""
        day = _day(self._report.date)
        if day is None:
            return None
        for number in range(min(len(self._text.sentences), 12)):
            first, last = self._text.sentences[number]
            for found in moments(self._text.tokens, self._words, day, first, last):
                weekday = any(t.norm in self._words.weekdays for t in self._text.tokens[found.first : found.last])
                today = self._words.days.get((self._text.tokens[found.first].norm,)) == 0
                if found.kind == "relative" and today and weekday and found.iso:
                    return date.fromisoformat(found.iso)
        return day

    def window(self, start: int, end: int) -> tuple[Window, str]:
        """The window of the claim at `start:end` (code points), and the rule that set it."""
        sentence = self._sentence(start)
        return window_of(self._text, self._words, self._span(sentence), (start, end), self._moments(sentence))

    def as_of(self, start: int, end: int) -> tuple[str | None, str]:
        """The day the figure was true, ISO; None where it is unknown or the text calls it an earlier toll."""
        sentence = self._sentence(start)
        first, last = self._span(sentence)
        tokens = self._text.tokens
        earlier = self._words.phrases["earlier_toll"]
        for index in range(first, last):
            if match(tokens, index, earlier.get(tokens[index].norm, ())):
                return None, "an earlier toll, day not stated"
        here = bisect_right(self._starts, start) - 1
        days = [m for m in self._moments(sentence) if m.iso and len(m.iso) == 10 and m.kind in {"relative", "weekday"}]
        if days:
            best = min(days, key=lambda m: (abs(m.first - here), m.first))
            return best.iso, "named day: " + self._words_at(best)
        if self.published is None:
            return None, "not stated, and the report has no date"
        return self.published.isoformat(), "the day of the report"

    def due(self, start: int, end: int, quantity: Quantity | None = None) -> tuple[str | None, str]:
        """When a forecast at `start:end` falls due, ISO; None where the text sets no term."""
        sentence = self._sentence(start)
        found = self._moments(sentence)
        return due_date(self._text, self._words, self._span(sentence), (start, end), quantity, self.published, found)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self._text.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [self._text.tokens[first].start for first, _ in self._text.sentences]

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def _span(self, sentence: int) -> tuple[int, int]:
        return self._text.sentences[sentence] if self._text.sentences else (0, 0)

    def _moments(self, sentence: int) -> list[Moment]:
        if sentence not in self._by_sentence:
            first, last = self._span(sentence)
            self._by_sentence[sentence] = moments(self._text.tokens, self._words, self.published, first, last)
        return self._by_sentence[sentence]

    def _words_at(self, moment: Moment) -> str:
        tokens = self._text.tokens
        return self._text.raw[tokens[moment.first].start : tokens[moment.last - 1].end]


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
