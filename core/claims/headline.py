"""Does a figure stand in the headline? The first line; in a text of one line, the run before dateline and lead."""

from collections.abc import Sequence

from core.claims.reading import Reading
from core.numbers import Kind, Quantity

_LONGEST = 160
_STAMPS = frozenset({Kind.DATE, Kind.TIME})


def headline_end(reading: Reading, quantities: Sequence[Quantity]) -> int:
    """The code point where the headline ends; 0 where none can be told apart.

    A text of one line has its headline run into the body: it then ends at a dateline or time stamp in the first
    sentence, or where the lead tells the same figure a second time.
    """
    raw = reading.text.raw
    line, newline, _ = raw.partition("\n")
    if newline:
        return len(line)
    if not reading.text.sentences:
        return 0
    tokens = reading.text.tokens
    end = min(tokens[reading.text.sentences[0][1] - 1].end, 3 * _LONGEST)
    stamp = next((q.start for q in quantities if q.kind in _STAMPS and q.start < min(end, _LONGEST)), None)
    if stamp is not None:
        return stamp
    return _told_twice(quantities, end)


def _told_twice(quantities: Sequence[Quantity], end: int) -> int:
    seen: dict[object, Quantity] = {}
    for q in quantities:
        if q.start >= end or q.value is None:
            continue
        first = seen.setdefault((q.value, q.unit), q)
        if first is not q:
            return min(q.span_start, first.end + _LONGEST)
    return 0
