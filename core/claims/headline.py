"""Does a figure stand in the headline? The first line; in a text of one line, the run before dateline and lead."""

from collections.abc import Sequence
from dataclasses import replace

from core.claims.claim import Claim, Window, WindowKind
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
    ends = reading.text.ends
    end = min(ends[reading.text.sentences[0][1] - 1], 3 * _LONGEST)
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


def completed(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, those of the headline with the time that the body gives for the same figure.

    A headline is short: "death toll reaches 1,442" covers what the body's 1,442 covers.
    """
    body = {_figure(claim): claim for claim in reversed(claims) if not claim.in_headline}
    return tuple(_with_time(claim, body.get(_figure(claim))) if claim.in_headline else claim for claim in claims)


def _with_time(claim: Claim, told: Claim | None) -> Claim:
    if told is None or claim.window != Window() or told.window.kind is not WindowKind.CUMULATIVE:
        return claim
    rules = tuple(rule for rule in claim.because if rule[0] != "window")
    return replace(claim, window=told.window, because=(*rules, ("window", "that of the same figure in the body")))


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.value, claim.unit, claim.measure, claim.stance
