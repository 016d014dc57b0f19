"""A text with marked stretches, cut into segments: the marks never insert, drop or move a character."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.text import Text

_AROUND = 240


@dataclass(frozen=True, slots=True)
class Mark:
    """`start:end` (code points) belongs to claim `n`; `finding` is its headline finding, None where it has none."""

    start: int
    end: int
    n: int
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, and the mark it wears (None: plain text)."""

    text: str
    mark: Mark | None = None


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """`text[start:end]` as segments in order; joined they are the text again.

    Marks that are empty, reach outside or overlap an earlier one are left out: a wrong offset costs a highlight, never
    a character.
    """
    stop = len(text) if end is None else min(end, len(text))
    at = start
    out: list[Segment] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if not (at <= mark.start < mark.end <= stop):
            continue
        if mark.start > at:
            out.append(Segment(text[at : mark.start]))
        out.append(Segment(text[mark.start : mark.end], mark))
        at = mark.end
    if at < stop:
        out.append(Segment(text[at:stop]))
    return tuple(out)


def paragraphs(segments: Sequence[Segment]) -> tuple[tuple[Segment, ...], ...]:
    """The segments by line of the text, so that each line can take its own direction. Empty lines go."""
    lines: list[list[Segment]] = [[]]
    for segment in segments:
        if segment.mark is not None:
            lines[-1].append(segment)
            continue
        for index, part in enumerate(segment.text.split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append(Segment(part))
    return tuple(tuple(line) for line in lines if any(s.text.strip() for s in line))


def excerpt(text: str, lang: str, mark: Mark, others: Iterable[Mark] = ()) -> tuple[Segment, ...]:
    """The sentence of `mark` with its neighbours, cut at `_AROUND` code points on either side, an ellipsis at a cut."""
    if not 0 <= mark.start < mark.end <= len(text):
        return marked(text[: 2 * _AROUND], ())
    first, last = _sentence_bounds(text, lang, mark)
    first, last = min(first, mark.start), max(last, mark.end)
    start, end = max(first, mark.start - _AROUND), min(last, mark.end + _AROUND)
    start, end = _to_word(text, start, first), _to_word(text, end, last)
    body = marked(text, (mark, *others), start, end)
    before = (Segment("… "),) if start > 0 else ()
    after = (Segment(" …"),) if end < len(text) else ()
    return before + body + after


def _sentence_bounds(text: str, lang: str, mark: Mark) -> tuple[int, int]:
    start = max(0, mark.start - 4 * _AROUND)
    window = Text(text[start : mark.end + 4 * _AROUND], lang)
    tokens = window.tokens
    for first, last in window.sentences:
        if start + tokens[last - 1].end > mark.start:
            return start + tokens[first].start, start + tokens[last - 1].end
    return mark.start, mark.end


def _to_word(text: str, at: int, edge: int) -> int:
    if at == edge:
        return at
    step = 1 if edge < at else -1
    for index in range(at, at + 20 * step, step):
        if 0 <= index < len(text) and text[index].isspace():
            return index
    return at
