"""The wordings of one article over time, and how two of them differ."""

from dataclasses import dataclass
from datetime import datetime

from desk.differing import Piece


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
