"""The points of the toll chart: the distinct figures that answer one question."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from core.store.tables import DecisionRow, FigureRow, FlagRow
from desk.charts import TollPoint
from desk.stored.names import labelled

MOST = 200
"""Points beyond this tell nothing more to the eye."""
_REAL = ("asserted", "denied", "withdrawn")
_SAYS = {
    "a_right": ("held", "struck"),
    "b_right": ("struck", "held"),
    "both_right": ("held", "held"),
    "not_same_occurrence": ("ruled", "ruled"),
    "outdated": ("ruled", "ruled"),
    "source_error": ("ruled", "ruled"),
    "cannot_tell": ("ruled", "ruled"),
}
"""What each ruling says of the left and of the right figure; "follow up" says nothing yet."""


def toll_points(
    figures: Iterable[FigureRow], measure: str, group: str | None, ruled: Mapping[str, str] | None = None
) -> tuple[TollPoint, ...]:
    """The dated figures of one measure and group; forecasts and plans are left out. `ruled` tells by a figure's key
    what people ruled of it."""
    found = [
        replace(_point(row, at), ruling=(ruled or {}).get(row.key), since=(row.first_date or "")[:10] or None)
        for row in figures
        if row.measure == measure and (row.group_label or None) == (group or None) and row.stance in _REAL
        for at in (_moment(row.as_of) or _moment(row.first_date),)
        if at is not None
    ]
    return tuple(sorted(found, key=lambda point: point.at)[-MOST:])


def ruled_figures(rows: Iterable[tuple[FlagRow, DecisionRow]]) -> dict[str, str]:
    """What the rulings in force say of figures, by their keys: held, struck, or ruled where they don't say which."""
    found: dict[str, str] = {}
    for flag, decision in rows:
        sides = _SAYS.get(decision.ruling)
        for key, says in zip((flag.figure_a, flag.figure_b), sides or (), strict=False):
            if key is not None and found.get(key) != "struck":
                found[key] = says
    return found


def known_by(points: Iterable[TollPoint], day: str | None) -> tuple[TollPoint, ...]:
    """The points that some report had printed by the end of an ISO day; all of them without one."""
    return tuple(one for one in points if day is None or (one.since or "") <= day)


def _point(row: FigureRow, at: datetime) -> TollPoint:
    hollow = row.stance != "asserted"
    dated = row.as_of if _moment(row.as_of) is not None else row.first_date
    day_only = len(dated or "") <= 10
    name = labelled(row.origin_label)
    return TollPoint(
        at, row.value, row.low, row.high, row.origin_label, row.precision, None, row.unit, hollow, day_only,
        names=name.labels if name is not None else (),
    )  # fmt: skip


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
