"""Figures of a named year ("en 2023"), and changes against an earlier day ("trois points de plus qu'en 2022")."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from core.claims.claim import Window, WindowKind

if TYPE_CHECKING:
    from core.claims.timing.window import Scene

HAPPENED = frozenset(
    {"killed", "injured", "killed_or_injured", "captured", "arrested", "sentenced", "attacks", "people_present"}
)
"""Measures of what happens once: a year behind them dates the happening, and makes no sum of the year."""
_AFTER, _HEAD = 6, 3


def change(scene: Scene) -> Window | None:
    """ "un million de plus que le 19 janvier", "50.000 menos que en 2023": how much since then."""
    hit = scene.find("change_on", scene.claim[0], min(scene.claim[1] + _AFTER, scene.clause[1]))
    return Window(WindowKind.OTHER, text=scene.printed(hit[0], hit[1] + 3)) if hit is not None else None


def same_period(scene: Scene) -> Window | None:
    """ "contre 900 sur la même période de 2022": a period that only its own year names."""
    hit = scene.near("same_period")
    if hit is None:
        return None
    end = min(hit[1] + _HEAD, scene.sentence[1])
    named = any(_is_year(scene.text.norms[i]) for i in range(hit[1], end))
    return Window(WindowKind.PERIOD, text=scene.printed(hit[0], end)) if named else None


def named_year(scene: Scene, measure: str) -> Window | None:
    """ "16 milliards d'économies en 2024": what a year brings; of casualties only where the year opens the sentence."""
    if "in_year" not in scene.marks:
        return None
    head = scene.sentence[0]
    low, high = (head, head + _HEAD) if measure in HAPPENED else scene.clause
    opening = scene.find("in_year", head, head + _HEAD)
    for at in (opening, *_every(scene, low, high)):
        if at is None:
            continue
        norms = scene.text.norms
        end = at[1]
        if end < scene.sentence[1] and _is_year(norms[end]):
            return Window(WindowKind.PERIOD, text=scene.printed(at[0], end + 1))
        month = next((m for m in scene.moments if m.first == end and m.iso is not None and len(m.iso) <= _MONTH), None)
        if month is not None:
            return Window(WindowKind.PERIOD, text=scene.printed(at[0], month.last))
    return None


_MONTH = 7
"""Letters of an ISO month: a moment that is longer is a day."""


def _every(scene: Scene, low: int, high: int) -> list[tuple[int, int]]:
    hits = scene.marks["in_year"]
    return hits[bisect_left(hits, (low, 0)) : bisect_left(hits, (high, 0))]


def _is_year(norm: str) -> bool:
    return len(norm) == 4 and norm.isdigit() and "1800" <= norm <= "2100"
