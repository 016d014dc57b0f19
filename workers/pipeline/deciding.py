"""People rule on flags. A ruling is added, never changed; what it binds holds for every later check."""

from core.store.queries import flags
from core.store.tables import DecisionRow, FlagRow
from workers.outbox import Unit

RULINGS = (
    "a_right",
    "b_right",
    "both_right",
    "not_same_occurrence",
    "outdated",
    "source_error",
    "cannot_tell",
    "follow_up",
)
UNDONE = "undone"
"""The ruling that takes the last one back; it too is kept."""


class BadDecision(ValueError):
    """A ruling that can't be made; the message says why and what could be."""


def decide(
    work: Unit, flag_id: str, ruling: str, who: str, *, note: str = "", dimension: str | None = None
) -> tuple[FlagRow, DecisionRow]:
    """Rules on a flag (its id or the beginning of it). `dimension` says in what two right figures differ."""
    if ruling not in RULINGS:
        raise BadDecision(f"There is no decision {ruling!r}: use one of {', '.join(RULINGS)}.")
    if not who.strip():
        raise BadDecision("A decision needs the name of who made it.")
    flag = _flag(work, flag_id)
    return flag, flags.add_decision(work.session, flag, ruling, who, work.now, note=note, dimension=dimension)


def undo(work: Unit, flag_id: str, who: str) -> tuple[FlagRow, DecisionRow]:
    """Takes the last ruling back: the flag is open again, and the history says so."""
    flag = _flag(work, flag_id)
    rulings = flags.decisions_of(work.session, [flag.id])[flag.id]
    if not rulings or rulings[-1].ruling == UNDONE:
        raise BadDecision("There is no decision on this flag to take back.")
    return flag, flags.add_decision(work.session, flag, UNDONE, who, work.now)


def _flag(work: Unit, flag_id: str) -> FlagRow:
    flag = flags.get_flag(work.session, flag_id)
    if flag is None:
        raise BadDecision(f"There is no flag {flag_id!r}: `tawatur flags` lists them.")
    return flag
