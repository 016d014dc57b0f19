"""Where: the place that governs the clause of a figure, else the place of the article."""

from bisect import bisect_left
from collections.abc import Sequence

from core.claims.counted import Count
from core.claims.reading import PUNCTUATION, Reading
from core.names import Mention, Named

_NEAR = 160
"""Code points within which a place after a figure is taken for the figure's own."""
_FEW = 6
"""Places that are looked at on each side of a figure."""
_LEAD = 3
"""Sentences (headline and lead) whose first place is that of the article."""


def place_of(reading: Reading, count: Count, places: Sequence[Mention]) -> tuple[Named | None, str]:
    """(place, rule): the next place in the figure's sentence, else the last one before it, else the article's.

    Only a place that something happens in counts ("near Baghouz", «في الباغوز»): not a subject ("Turkey said"), an
    owner, or the seat of a source ("based in Britain").
    """
    tokens = reading.text.tokens
    low, high = tokens[count.low].start, tokens[count.high - 1].end
    at = count.quantity.start
    here = bisect_left(places, at, key=_start)
    first = max(bisect_left(places, low, key=_start), here - _FEW)
    last = min(bisect_left(places, high, key=_start), here + _FEW)
    inside = [m for m in places[first:last] if happens_in(reading, m)]
    after = [m for m in inside if m.start >= at]
    if after and after[0].start - at <= _NEAR:
        return after[0].named, "the next place named in the sentence"
    before = [m for m in inside if m.start < at]
    if before:
        return before[-1].named, "the last place named before it in the sentence"
    if after:
        return after[0].named, "the only place named in the sentence"
    article = _of_article(reading, places)
    return (article.named, "the place of the headline and lead") if article else (None, "no place named")


def _start(mention: Mention) -> int:
    return mention.start


def _of_article(reading: Reading, places: Sequence[Mention]) -> Mention | None:
    sentences = reading.text.sentences[:_LEAD]
    end = reading.text.tokens[sentences[-1][1] - 1].end if sentences else 0
    return next((m for m in places[: 2 * _FEW] if m.end <= end and happens_in(reading, m)), None)


def happens_in(reading: Reading, mention: Mention) -> bool:
    """True where a locative word stands before the place, and no word for a seat before that."""
    tokens, words = reading.text.tokens, reading.lex.words
    i = reading.token_at(mention.start)
    norm = tokens[i].norm
    if i < len(tokens) and norm.startswith(("ب", "وب")) and reading.lex.verb_first and mention.start > tokens[i].start:
        return True
    back = [tokens[k].norm for k in range(max(0, i - 5), i)]
    if any(word in words["seat"] for word in back):
        return False
    for word in reversed(back[-4:]):
        if word in words["locative"]:
            return True
        if word in PUNCTUATION and word not in '“”"«»(':
            return False
    return False
