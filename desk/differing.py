"""Two wordings of one text against each other, word by word: what was taken out, and what was put in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES, MOST_WORDS = 2_000, 1_500
"""Beyond these a text, or one changed passage, is compared as a whole: comparing takes time with the square of them."""
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both wordings have (kind same), only the earlier (gone), or only the later one (new)."""

    kind: str
    text: str


def differing(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order. Joining same and gone gives `before`, joining same and new gives `after`."""
    if before == after:
        return (Piece("same", before),) if before else ()
    return tuple(_joined(_by_line(before.splitlines(keepends=True), after.splitlines(keepends=True))))


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > MOST_LINES:
        yield from _whole("".join(before), "".join(after))
        return
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        if kind == "equal":
            yield Piece("same", old)
        else:
            yield from _by_word(_WORD.findall(old), _WORD.findall(new))


def _by_word(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > MOST_WORDS:
        yield from _whole("".join(before), "".join(after))
        return
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[i:j]))
        else:
            yield from _whole("".join(before[i:j]), "".join(after[k:m]))


def _whole(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("gone", before)
    if after:
        yield Piece("new", after)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.kind == piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
