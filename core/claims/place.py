"""Where: the place that governs the clause of a figure, else the place of the article."""

from collections.abc import Sequence

from core.claims.counted import Count, Reading
from core.names import Mention, Named


def place_of(reading: Reading, count: Count, places: Sequence[Mention]) -> tuple[Named | None, str]:
    """(place, rule): the nearest place after the figure in its sentence, else before it, else the article's first."""
    tokens = reading.text.tokens
    low, high = tokens[count.low].start, tokens[count.high - 1].end
    at = count.quantity.start
    inside = [m for m in places if low <= m.start < high]
    after = [m for m in inside if m.start >= at]
    if after and after[0].start - at <= _NEAR:
        return after[0].named, "the next place named in the sentence"
    before = [m for m in inside if m.start < at]
    if before:
        return before[-1].named, "the last place named before it in the sentence"
    if after:
        return after[0].named, "the only place named in the sentence"
    earlier = [m for m in places if m.start < low]
    if earlier:
        return earlier[0].named, "the first place that the article names"
    return None, "no place named"


_NEAR = 160
"""Code points within which a place after a figure is taken for the figure's own."""
