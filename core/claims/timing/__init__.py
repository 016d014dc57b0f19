"""What time a figure covers, when it was true, and when a forecast falls due (semantics §3)."""

from bisect import bisect_left, bisect_right
from datetime import date

from core.claims.claim import Window, WindowKind
from core.claims.reasons import LEAD_DAY, NAMED_DAY, REPORT_DAY
from core.claims.timing.due import due_date
from core.claims.timing.lexicon import time_words
from core.claims.timing.moments import Moment, moments, published_in
from core.claims.timing.running import as_total, day_of, running_window, total_in
from core.claims.timing.window import Marks, Scene, Span, marks_in, period_in, window_of
from core.claims.timing.yearly import HAPPENED, same_period
from core.numbers import Quantity
from core.report import Report
from core.text import Text

__all__ = ["Moment", "Timing"]

_LEAD, _LATE, _BACK = 4, 3, 3
_HEAD = 3
"""Sentences, headline included, in which a report on results names their period."""
_YEAR_NEAR, _A_DAY = 12, 10
_WIDE = 300
"""Tokens of a sentence around a claim that are looked at, so that no text takes more than linear time."""


class Timing:
    """The time words of one text, read against the day it was published."""

    def __init__(self, text: Text, report: Report) -> None:
        self._text = text
        self._report = report
        self._words = time_words(text.lang)
        self._last: tuple[tuple[int, int], Scene] | None = None
        self._read: dict[int, tuple[Marks, list[Moment]]] = {}
        self._starts = text.starts
        self._sentence_starts = [self._starts[first] for first, _ in text.sentences]
        self.published = published_in(text, self._words, _day(report.date))
        """The day the text calls today («اليوم الجمعة») or is stamped with; else the report's date, if it has one."""
        # what may well be None is kept in a tuple of one, so that it is sought only once
        self._kept_news_day: tuple[str | None] | None = None
        self._kept_running: tuple[Window | None] | None = None
        self._kept_head_year: tuple[Window | None] | None = None
        self._kept_reported: tuple[Window | None] | None = None

    def window(self, start: int, end: int, measure: str = "") -> tuple[Window, str]:
        """The window of the claim of `measure` at `start:end` (code points), and the rule that set it."""
        scene = self._scene(start, end)
        window, why = window_of(scene, measure)
        if why:
            return window, why
        again = self._same_period(scene, self._sentence(start))
        if again is not None:
            return again, f"the period named before: {again.text or again.since}"
        running = self._running
        if running is None and measure not in HAPPENED and self._reported is not None:
            return self._reported, f"the period that the report is on: {self._reported.text}"
        if running is None:
            return window, "one occurrence: nothing else is said"
        if total_in(scene):
            return as_total(running), "running toll: a total"
        return running, f"running toll: {running.text or 'it goes on'}"

    def year_of(self, start: int, end: int, economic: bool) -> Window | None:
        """The year that a figure of an economy or of a movement of people is of: "debt of 82 percent in 2017".

        `economic`: money and shares, which have a year only beside a word of an economy; it may stand in the head.
        """
        scene = self._scene(start, end)
        low, high = scene.clause
        narrow = self._words.words["statistics"] and not self._words.any_amount_has_its_year
        if economic and narrow and not scene.find("statistics", *scene.sentence):
            return None
        years = [m for m in scene.moments if m.kind in {"year", "date"} and m.iso and len(m.iso) < _A_DAY]
        found = next((m for m in years if low <= m.first < high and abs(m.first - scene.claim[1]) <= _YEAR_NEAR), None)
        if found is None:
            return self._head_year if economic else None
        return Window(WindowKind.PERIOD, since=found.iso, until=found.iso, text=scene.printed(found.first, found.last))

    def _same_period(self, scene: Scene, number: int) -> Window | None:
        """ "in the same period", «في الفترة نفسها»: the period that the text named last."""
        if scene.near("same_period") is None:
            return None
        for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
            window = period_in(self._whole(before))
            if window is not None:
                return window
        return same_period(scene)

    def as_of(self, start: int, end: int) -> tuple[str | None, str]:
        """The day the figure was true, ISO; None where it is unknown or the text calls it an earlier toll."""
        scene = self._scene(start, end)
        if scene.find("earlier_toll", *scene.sentence):
            return None, "an earlier toll, day not stated"
        day = day_of(scene.moments, scene.claim[0])
        if day is not None:
            return day.iso, NAMED_DAY + scene.printed(day.first, day.last)
        if self._news_day is not None:
            return self._news_day, LEAD_DAY
        if self.published is None:
            return None, "not stated, and the report has no date"
        return self.published.isoformat(), REPORT_DAY

    def due(self, start: int, end: int, quantity: Quantity | None = None) -> tuple[str | None, str]:
        """When a forecast at `start:end` falls due, ISO; None where the text sets no term."""
        return due_date(self._scene(start, end), quantity, self.published)

    @property
    def _news_day(self) -> str | None:
        if self._kept_news_day is None:
            self._kept_news_day = (self._find_news_day(),)
        return self._kept_news_day[0]

    def _find_news_day(self) -> str | None:
        """The day the head of the text names, up to three before the report's date, which may be that of a crawl.

        A text that is stamped with its own date is told as of that.
        """
        given = _day(self._report.date)
        for number in range(min(_LEAD, len(self._text.sentences)) if given else 0):
            day = day_of(self._whole(number).moments, self._text.sentences[number][0])
            if day is not None and day.iso is not None and given is not None:
                return day.iso if 0 <= (given - date.fromisoformat(day.iso)).days <= _LATE else None
        return None

    @property
    def _running(self) -> Window | None:
        if self._kept_running is None:
            self._kept_running = (self._find_running(),)
        return self._kept_running[0]

    def _find_running(self) -> Window | None:
        found = running_window(self._whole, self._text.sentences)
        return found if found is None or found.kind is not WindowKind.OCCURRENCE else None

    @property
    def _head_year(self) -> Window | None:
        if self._kept_head_year is None:
            self._kept_head_year = (self._find_head_year(),)
        return self._kept_head_year[0]

    def _find_head_year(self) -> Window | None:
        """The year of a budget or of results that the headline names: «موازنة 2015»."""
        if not self._text.sentences:
            return None
        scene = self._whole(0)
        since = scene.find("since", *scene.sentence)  # "for the first time since 2008" dates nothing
        year = next((m for m in scene.moments if m.kind == "year" and (since is None or m.first != since[1])), None)
        if year is None or not scene.find("statistics", *scene.sentence):
            return None
        return Window(WindowKind.PERIOD, since=year.iso, until=year.iso, text=scene.printed(year.first, year.last))

    @property
    def _reported(self) -> Window | None:
        if self._kept_reported is None:
            self._kept_reported = (self._find_reported(),)
        return self._kept_reported[0]

    def _find_reported(self) -> Window | None:
        """The period of a report on results or statistics, which its head names; None for any other report."""
        for number in range(min(_HEAD, len(self._text.sentences))):
            scene = self._whole(number)
            if scene.find("statistics", *scene.sentence):
                window = period_in(scene)
                if window is not None and window.kind is WindowKind.PERIOD:
                    return window
        return None

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def _scene(self, start: int, end: int) -> Scene:
        """The scene of a claim; the last one is kept, since window, as-of and due are asked in a row."""
        if self._last is None or self._last[0] != (start, end):
            self._last = ((start, end), self._scene_at(self._sentence(start), start, end))
        return self._last[1]

    def _scene_at(self, number: int, start: int, end: int) -> Scene:
        first, last = self._text.sentences[number] if self._text.sentences else (0, 0)
        begin = max(first, bisect_right(self._starts, start) - 1)
        stop = max(begin + 1, min(last, bisect_left(self._starts, end)))
        marks, found = self._read_sentence(number)
        if last - first > _WIDE:
            first, last = max(first, begin - _WIDE // 2), min(last, stop + _WIDE // 2)
            found = [m for m in found[bisect_left(found, first, key=_first) :][:_WIDE] if m.last <= last]
        return Scene(self._text, self._words, (first, last), (begin, stop), marks, found)

    def _whole(self, number: int) -> Scene:
        span = self._text.sentences[number]
        return Scene(self._text, self._words, span, span, *self._read_sentence(number))

    def _read_sentence(self, number: int) -> tuple[Marks, list[Moment]]:
        if number not in self._read:
            span: Span = self._text.sentences[number] if self._text.sentences else (0, 0)
            found = moments(self._text.norms, self._words, self.published, *span)
            self._read[number] = (marks_in(self._text, self._words, span), found)
        return self._read[number]


def _first(moment: Moment) -> int:
    return moment.first


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
