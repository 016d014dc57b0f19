"""What people do to many flags at once, and the filters they keep."""

from collections.abc import Sequence

from sqlmodel import Session

from core.store.queries import desk as kept
from core.store.queries.flags import counted
from core.store.queries.people import any_user, user_named
from core.store.tables import FlagRow, SavedFilterRow
from desk.desk import Refused, SavedFilter
from desk.people import folded
from desk.stored.inbox import wanted_of
from desk.views import FlagFilter
from desk.views.flag import PAGE
from workers.outbox import Unit
from workers.pipeline import deciding

MOST_FILTERS = 30
MOST_COUNTED = 999
"""A filter that holds more says so; counting on would tell a reviewer nothing."""


def decide_many(act: Unit, ids: Sequence[str], decision: str, note: str, who: str) -> None:
    """One ruling on each; one that can't be made leaves them all as they were."""
    for flag in _some(ids):
        ruled, _ = deciding.decide(act, flag, decision, who, note=note)
        kept.settle_second(act.session, [ruled.id], ruled_by=who)


def undo_many(act: Unit, ids: Sequence[str], who: str) -> None:
    """Takes the last ruling on each back."""
    for flag in _some(ids):
        deciding.undo(act, flag, who)


def assign(act: Unit, ids: Sequence[str], assignee: str | None, who: str) -> None:
    """Hands flags to somebody who may rule on them."""
    name = assignee
    if assignee is not None and (any_user(act.session) or assignee != who):
        user = user_named(act.session, folded(assignee))
        if user is None or user.disabled_at is not None or user.role == "viewer":
            raise Refused(f"{assignee} can't rule on flags.")
        name = user.name
    if any(act.session.get(FlagRow, one) is None for one in _some(ids)):
        raise Refused("One of these flags isn't there any more: reload the page.")
    kept.assign(act.session, ids, name, who, act.now)


def save_filter(act: Unit, name: str, query: str, who: str) -> None:
    """Keeps a filter. Raises Refused where it has no name, filters nothing, or there are too many."""
    shown = " ".join(name.replace("\0", "").split())[:60]
    if not shown or not query:
        raise Refused("Filter first, then name the filter.")
    held = kept.saved_filters(act.session, who)
    if len(held) >= MOST_FILTERS and shown not in {row.name for row in held}:
        raise Refused(f"There are {MOST_FILTERS} filters: delete one first.")
    kept.save_filter(act.session, who, shown, query, act.now)


def ask_second(act: Unit, flag_id: str, note: str, who: str) -> None:
    """Asks for a second reviewer. Raises Refused where there is no such flag."""
    if act.session.get(FlagRow, flag_id) is None:
        raise Refused("The flag isn't there any more: reload the page.")
    kept.ask_second(act.session, flag_id, who, note.replace("\0", "").strip()[:1000], act.now)


def shown_filters(session: Session, rows: Sequence[SavedFilterRow]) -> tuple[SavedFilter, ...]:
    """Filters as the page lists them, each with how many flags it holds."""
    wanted = [wanted_of(FlagFilter.of(row.query)) for row in rows]
    counts = counted(session, wanted, MOST_COUNTED + 1)
    return tuple(SavedFilter(str(row.id), row.name, row.query, count) for row, count in zip(rows, counts, strict=True))


def _some(ids: Sequence[str]) -> Sequence[str]:
    if not 0 < len(ids) <= PAGE:
        raise Refused(f"Choose 1 to {PAGE} flags.")
    return ids
