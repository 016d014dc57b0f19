"""What a later judging found new, in figures: a toll that rose, a range that widened, origins that joined."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from core.claims.codec import number
from core.compare.tally import Tally
from core.store.tables import TallyRow

_KEY = ("measure", "group", "place", "window", "unit")


def tally_changes(occurrence_id: str, before: Sequence[TallyRow], after: Sequence[Tally]) -> list[dict[str, Any]]:
    """One entry for each row of the tally that is new or differs: what it counts, and its values before and after."""
    known = {_key_before(row): _values(row.low, row.best, row.high, row.origins) for row in before}
    changes: list[dict[str, Any]] = []
    for row in after:
        key = (row.measure, row.group, row.place, row.window, row.unit)
        values = _values(row.low, row.best, row.high, row.origins)
        if known.get(key) != values:
            about = dict(zip(_KEY, key, strict=True))
            change = {"kind": "tally", "occurrence": occurrence_id, "before": known.get(key), "after": values}
            changes.append(change | about)
    return changes


def _key_before(row: TallyRow) -> tuple[str, ...]:
    return row.measure, row.group_label, row.place_label, row.window_label, row.unit


def _values(low: Decimal | None, best: Decimal | None, high: Decimal | None, origins: int) -> dict[str, Any]:
    return {"low": number(low), "best": number(best), "high": number(high), "origins": origins}
