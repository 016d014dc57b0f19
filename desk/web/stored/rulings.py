"""Decisions as the page tells them: newest first, those that were taken back marked."""

from collections.abc import Sequence

from core.store.tables import DecisionRow as Kept
from desk.web.views import DecisionRow
from workers.pipeline.deciding import UNDONE


def in_force(rows: Sequence[Kept]) -> Kept | None:
    """The ruling that holds, of rows oldest first; None where nobody ruled or the last ruling was taken back."""
    return rows[-1] if rows and rows[-1].ruling != UNDONE else None


def history_of(rows: Sequence[Kept]) -> tuple[DecisionRow, ...]:
    """All rulings, newest first. A row that takes one back isn't a ruling: it strikes the one that it revises."""
    struck = {row.revises for row in rows if row.ruling == UNDONE}
    holds = in_force(rows)
    return tuple(
        DecisionRow(
            row.ruling,
            row.who,
            row.decided_at,
            row.note or None,
            row.dimension,
            row.id in struck,
            _replaced(row, holds),
        )
        for row in reversed(rows)
        if row.ruling != UNDONE
    )


def _replaced(row: Kept, holds: Kept | None) -> bool:
    return holds is None or row.id != holds.id
