"""People rule on flags. A ruling is added, never changed; what it binds holds for every later check."""

from core.compare.dimensions import DIMENSIONS
from core.store.queries import flags, occurrences, rulings
from core.store.tables import DecisionRow, FlagRow
from workers.outbox import Unit

RULINGS = tuple(rulings.RULINGS)
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
    if dimension is not None and dimension not in DIMENSIONS:
        raise BadDecision(f"There is no dimension {dimension!r}: use one of {', '.join(DIMENSIONS)}.")
    flag = _flag(work, flag_id)
    return flag, _add(work, flag, ruling, who, note, dimension)


def undo(work: Unit, flag_id: str, who: str) -> tuple[FlagRow, DecisionRow]:
    """Takes the last ruling back: the flag is open again, and the history says so."""
    flag = _flag(work, flag_id)
    made = flags.decisions_of(work.session, [flag.id])[flag.id]
    if not made or made[-1].ruling == UNDONE:
        raise BadDecision("There is no decision on this flag to take back.")
    return flag, _add(work, flag, UNDONE, who, "", None)


def _add(work: Unit, flag: FlagRow, ruling: str, who: str, note: str, dimension: str | None) -> DecisionRow:
    here = [flag.occurrence_id] if flag.occurrence_id else []
    before = rulings.ruled(work.session, here)
    added = flags.add_decision(work.session, flag, ruling, who, work.now, note=note, dimension=dimension)
    if flag.occurrence_id and rulings.ruled(work.session, here) != before:
        # The two figures are no longer related, or are again: what rests on them is judged anew.
        occurrences.note_change(work.session, flag.occurrence_id)
        work.send("judge", flag.occurrence_id, "interactive")
    return added


def _flag(work: Unit, flag_id: str) -> FlagRow:
    flag = flags.get_flag(work.session, flag_id)
    if flag is None:
        raise BadDecision(f"There is no flag {flag_id!r}: `tawatur flags` lists them.")
    return flag
