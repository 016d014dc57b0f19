"""How two claims stand dimension by dimension, as the comparison sees it."""

from core.claims import Claim, Window
from core.compare import Reported, dimensions
from core.store.tables import FigureRow, RelationRow
from desk.web.stored.names import labelled, name_of
from desk.web.views import DimensionRow, Name

_VERDICTS = {"same": "same", "unknown": "unknown", "different": "differs", "part": "differs", "whole": "differs"}


def dimension_rows(
    left: Claim, right: Claim, relation: RelationRow | None, ours: FigureRow | None, theirs: FigureRow | None
) -> tuple[DimensionRow, ...]:
    """Measure, group, place, window, unit and stance where they say something, then the day and the origin."""
    decisive = relation.dimension if relation is not None else None
    a, b = Reported("left", left), Reported("right", right)
    rows = [
        _row("measure", left.measure, right.measure, dimensions.measure(a, b)),
        _row("group", name_of(left.group), name_of(right.group), dimensions.group(a, b)),
        _row("place", name_of(left.place), name_of(right.place), dimensions.place(a, b)),
        _row("window", window_words(left.window), window_words(right.window), dimensions.window(a, b)),
    ]
    if left.unit or right.unit:
        rows.append(_plain("unit", left.unit, right.unit))
    if left.stance != right.stance:
        rows.append(_plain("stance", str(left.stance), str(right.stance)))
    rows.append(_plain("as_of", left.as_of, right.as_of))
    if ours is not None and theirs is not None:
        rows.append(_origins(ours, theirs))
    return tuple(_decided(row) if row.dimension == decisive else row for row in rows)


def window_words(window: Window) -> str:
    """The words of a window, else its kind."""
    return window.text or str(window.kind)


def _row(dimension: str, left: str | Name | None, right: str | Name | None, kinship: str) -> DimensionRow:
    return DimensionRow(dimension, left, right, _VERDICTS[kinship])


def _plain(dimension: str, left: str | None, right: str | None) -> DimensionRow:
    verdict = "unknown" if left is None or right is None else "same" if left == right else "differs"
    return DimensionRow(dimension, left, right, verdict)


def _origins(ours: FigureRow, theirs: FigureRow) -> DimensionRow:
    left, right = labelled(ours.origin_label, ours.party), labelled(theirs.origin_label, theirs.party)
    unknown = ours.origin is None or theirs.origin is None
    verdict = "unknown" if unknown else "same" if ours.origin == theirs.origin else "differs"
    return DimensionRow("origin", left, right, verdict)


def _decided(row: DimensionRow) -> DimensionRow:
    """The dimension that decided the relation differs, whatever the two words look like."""
    return DimensionRow(row.dimension, row.left, row.right, "differs")
