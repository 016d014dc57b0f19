"""The points of the toll chart: the distinct figures that answer one question."""

from collections.abc import Iterable
from datetime import UTC, datetime

from core.store.tables import FigureRow
from desk.charts import TollPoint

MOST = 200
"""Points beyond this tell nothing more to the eye."""
_REAL = ("asserted", "denied", "withdrawn")


def toll_points(figures: Iterable[FigureRow], measure: str, group: str | None) -> tuple[TollPoint, ...]:
    """The dated figures of one measure and group; forecasts and plans are left out."""
    found = [
        _point(row, at)
        for row in figures
        if row.measure == measure and (row.group_label or None) == (group or None) and row.stance in _REAL
        for at in (_moment(row.as_of) or _moment(row.first_date),)
        if at is not None
    ]
    return tuple(sorted(found, key=lambda point: point.at)[-MOST:])


def _point(row: FigureRow, at: datetime) -> TollPoint:
    hollow = row.stance != "asserted"
    dated = row.as_of if _moment(row.as_of) is not None else row.first_date
    day_only = len(dated or "") <= 10
    return TollPoint(
        at, row.value, row.low, row.high, row.origin_label, row.precision, None, row.unit, hollow, day_only
    )


def _moment(iso: str | None) -> datetime | None:
    """A moment of an ISO date or date-time; a day alone counts as its noon. None for what isn't as exact as a day."""
    try:
        at = datetime.fromisoformat(iso) if iso else None
    except ValueError:
        return None
    if at is None:
        return None
    if iso is not None and len(iso) <= 10:
        at = at.replace(hour=12)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
