"""Figures of stored claims and of stored distinct figures."""

from core.claims import Claim
from core.store.queries.claims import as_claim
from core.store.tables import ClaimRow, FigureRow
from desk.web.views import Figure

NOTHING = Figure(None, None, None)


def figure_of_claim(row: ClaimRow | None) -> Figure:
    """The figure that a claim prints, in its own words."""
    if row is None:
        return NOTHING
    printed = row.detail.get("printed")
    return Figure(row.value, row.low, row.high, row.precision, printed if isinstance(printed, str) else None, row.unit)


def figure_of_figure(row: FigureRow) -> Figure:
    """A distinct figure, whoever printed it."""
    return Figure(row.value, row.low, row.high, row.precision, None, row.unit)


def claim_of(row: ClaimRow) -> Claim:
    """The claim as a value."""
    return as_claim(row)
