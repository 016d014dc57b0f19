"""Tolls of what goes on for days (floods, an epidemic): what window the report's figures have by default."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.claims.claim import Window, WindowKind
from core.claims.timing.moments import Moment
from core.claims.timing.window import Scene, Span, past_length

_LEAD = 3
_OPENING = 3
"""Words of an opening that a comma sets off."""


def running_window(scene_of: Callable[[int], Scene], sentences: Sequence[Span]) -> Window | None:
    """The window that the report's own lead gives its figures; None where it tells of one occurrence.

    Only for happenings that go on by nature; `scene_of(number)` is the scene of one sentence.
    """
    lead = [scene_of(number) for number in range(min(_LEAD, len(sentences)))]
    if not any(scene.find("ongoing", *scene.sentence) for scene in lead[:2]):
        return None
    if any(scene.find("slide", *scene.sentence) for scene in lead[:2]):
        return None
    for scene in lead:
        hit = past_length(scene, *scene.sentence)
        if hit is not None:
            return Window(WindowKind.PERIOD, text=scene.printed(*hit))
    for number in range(len(sentences)):
        scene = scene_of(number)
        start = _start(scene)
        if start is not None:
            return start
    total = next((hit for scene in lead if (hit := scene.find("so_far", *scene.sentence)) is not None), None)
    if total is not None:  # "31,364 cases so far this year": what the report counts has run on since then
        return Window(WindowKind.CUMULATIVE, text=lead[0].printed(*total))
    day = next((m for scene in lead for m in scene.moments if m.kind in _DAYS and not _of_speech(scene, m)), None)
    if day is not None:
        return Window(WindowKind.PERIOD, since=day.iso, until=day.iso, text="one day of it")
    return Window(WindowKind.CUMULATIVE) if any(scene.find("toll", *scene.sentence) for scene in lead[:2]) else None


_DAYS = frozenset({"relative", "weekday"})
_SPOKE = 5
"""Words from a verb of speech to its own day."""


def _of_speech(scene: Scene, day: Moment) -> bool:
    """ "The ministry said on Thursday.", «قالت الوزارة الخميس إن ...»: the day of the statement."""
    if scene.find("spoke", max(scene.sentence[0], day.first - _SPOKE), day.first) is None:
        return False
    after = scene.text.norms[day.last] if day.last < scene.sentence[1] else "."
    return not after.isalpha() or after in _THAT


_THAT = frozenset({"ان", "انه", "انها", "that"})


def _start(scene: Scene) -> Window | None:
    """«بدأت الفيضانات منتصف الشهر الماضي»: when what goes on began."""
    began = scene.find("began", *scene.sentence)
    if began is None or scene.find("ongoing", began[1], min(began[1] + 4, scene.sentence[1])) is None:
        return None
    moment = next((m for m in scene.moments if m.first >= began[1]), None)
    since = moment.iso if moment is not None else None
    return Window(WindowKind.CUMULATIVE, since=since, text=scene.printed(began[0], began[1] + 6))


def total_in(scene: Scene) -> bool:
    """True where the claim's clause gives a running total ("bringing the toll to 26")."""
    begin = scene.claim[0]
    low = scene.clause[0]
    if low - scene.sentence[0] <= _OPENING:
        low = scene.sentence[0]  # "Au total, l'épidémie a fait 118 000 morts"
    return scene.find("toll", max(low, begin - 7), begin) is not None


def as_total(window: Window) -> Window:
    """The same start, as a total; a total that is told on one of the days began before that day."""
    if window.since is not None and window.since == window.until:
        return Window(WindowKind.CUMULATIVE)
    return replace(window, kind=WindowKind.CUMULATIVE, until=None)


def day_of(moments: Sequence[Moment], near: int) -> Moment | None:
    """The day named nearest to token `near`."""
    days = [m for m in moments if m.iso and len(m.iso) == 10 and m.kind in {"relative", "weekday"}]
    return min(days, key=lambda m: (abs(m.first - near), m.first)) if days else None
