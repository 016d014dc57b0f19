"""The decisions of an occurrence as the pure core takes them: which figures are about different things."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session

from core.judgement import Decision, Ruling, standing_decisions
from core.judgement import bound as bound_pairs
from core.store.tables import DecisionRow, FlagRow, core

FLAG, DECISION = core(FlagRow), core(DecisionRow)

RULINGS = {
    "a_right": Ruling.A_RIGHT,
    "b_right": Ruling.B_RIGHT,
    "both_right": Ruling.BOTH_RIGHT_DIFFERENT,
    "not_same_occurrence": Ruling.NOT_SAME_OCCURRENCE,
    "outdated": Ruling.OUTDATED,
    "source_error": Ruling.SOURCE_ERROR,
    "cannot_tell": Ruling.CANNOT_TELL,
    "follow_up": Ruling.FOLLOW_UP,
}
"""Rulings as they are stored, and what they mean to the core."""

BINDING = ("both_right", "not_same_occurrence")
"""Rulings that no further evidence on the same two figures reopens."""


Tie = tuple[str, str, str]
"""Two figures, or two claims, and the dimension in which they are about different things."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What people ruled to be about different things: by the keys of the figures, and by the claims on which the flags
    were raised, which outlive a change of a figure's key. Both sorted."""

    figures: tuple[Tie, ...] = ()
    claims: tuple[Tie, ...] = ()


def ruled(session: Session, occurrences: Sequence[str]) -> dict[str, Ruled]:
    """The rulings that bind the figures of each of these occurrences."""
    made: dict[str, list[tuple[FlagRow, DecisionRow]]] = {occurrence: [] for occurrence in occurrences}
    for flag, row in _latest(session, occurrences):
        made[flag.occurrence_id or ""].append((flag, row))
    return {occurrence: _ruled(found) for occurrence, found in made.items()}


def _ruled(found: Sequence[tuple[FlagRow, DecisionRow]]) -> Ruled:
    ruled_on = [(flag, row, _decision(flag, row)) for flag, row in found]
    bound = bound_pairs(standing_decisions(decision for _, _, decision in ruled_on if decision is not None))
    claims = [
        (flag.claim_a, flag.claim_b, decision.dimension or "occurrence")
        for flag, row, decision in ruled_on
        if decision is not None and row.ruling in BINDING and flag.claim_a and flag.claim_b
    ]
    return Ruled(tuple(sorted((a, b, dimension) for (a, b), dimension in bound.items())), tuple(sorted(claims)))


def latest(session: Session, occurrence_id: str) -> list[tuple[FlagRow, DecisionRow]]:
    """The flags on two figures of an occurrence that somebody ruled on, each with the last ruling."""
    return _latest(session, [occurrence_id])


def _latest(session: Session, occurrences: Sequence[str]) -> list[tuple[FlagRow, DecisionRow]]:
    query = (
        select(FlagRow, DecisionRow)
        .join(DECISION, DECISION.c.flag_id == FLAG.c.id)
        .where(FLAG.c.occurrence_id.in_(occurrences), FLAG.c.figure_a.is_not(None), FLAG.c.figure_b.is_not(None))
        .order_by(FLAG.c.id, DECISION.c.id)
    )
    latest: dict[str, tuple[FlagRow, DecisionRow]] = {row[0].id: (row[0], row[1]) for row in session.execute(query)}
    return list(latest.values())


def _decision(flag: FlagRow, row: DecisionRow) -> Decision | None:
    ruling = RULINGS.get(row.ruling)
    different = ruling == Ruling.BOTH_RIGHT_DIFFERENT
    if ruling is None or (different and row.dimension is None):  # undone, or right in a way that nobody named
        return None
    return Decision(
        # sorting two gives two, which the checker does not know
        subject=(flag.kind, *sorted((flag.figure_a or "", flag.figure_b or ""))),  # type: ignore[arg-type]
        ruling=ruling,
        by=row.who,
        at=row.decided_at.isoformat(),
        evidence=frozenset(row.evidence),
        note=row.note,
        dimension=row.dimension if different else None,
    )
