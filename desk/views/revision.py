"""The wordings of one article over time, and how two of them differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.compare.revision import Edit, changed


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both wordings have (kind same), only the earlier (gone), or only the later one (new)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording: its place in the history from 1, when it was seen, and what date it bore itself."""

    number: int
    seen_at: datetime
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Revisions:
    """Every wording of an article, oldest first, and the pieces by which `after` differs from `before`."""

    article_id: str
    title: str
    lang: str
    wordings: tuple[Wording, ...]
    before: int
    after: int
    pieces: tuple[Piece, ...] = ()

    @property
    def changes(self) -> int:
        """How many passages were taken out or put in."""
        return sum(piece.kind != "same" for piece in self.pieces)


def pieces(before: str, after: str, lang: str) -> tuple[Piece, ...]:
    """The pieces in reading order, cut where `core.compare.revision` finds edits. Joining same and new gives `after`,
    joining same and gone gives `before` but for white space between words, which is no change."""
    return tuple(piece for piece in _cut(before, after, changed(before, after, lang).edits) if piece.text)


def _cut(before: str, after: str, edits: Sequence[Edit]) -> Iterator[Piece]:
    at = 0
    for edit in edits:
        yield Piece("same", after[at : edit.after_start])
        yield Piece("gone", before[edit.before_start : edit.before_end])
        yield Piece("new", after[edit.after_start : edit.after_end])
        at = edit.after_end
    yield Piece("same", after[at:])
