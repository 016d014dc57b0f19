"""What judging an occurrence gave, as it is stored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from core.compare.because import LANGUAGES, Because, render
from core.store.ids import derived
from core.store.insert import insert_new
from core.store.tables import FigureClaimRow, FigureRow, FindingRow, FlagRow, RelationRow, TallyMoveRow, TallyRow, core

FIGURE, PRINTED = core(FigureRow), core(FigureClaimRow)
RELATION, TALLY = core(RelationRow), core(TallyRow)
FINDING, FLAG = core(FindingRow), core(FlagRow)

Printed = Mapping[tuple[str, int], str]
"""The id of the claim that a carrier (report id, claim number) stands for."""


def figure_row_id(occurrence_id: str, key: str) -> str:
    """The id of a figure within an occurrence."""
    return derived("figure", occurrence_id, key)


def because_json(because: Because) -> dict[str, Any]:
    """A reason: the rule, the dimension, the two values, and the sentence in every language."""
    told = {lang: render(because, lang) for lang in LANGUAGES}
    return {
        "rule": because.rule,
        "dimension": because.dimension,
        "left": because.left,
        "right": because.right,
        **told,
    }


def figures_of(session: Session, occurrence_id: str) -> list[FigureRow]:
    """The figures of an occurrence, by measure, group and the day they were first told."""
    query = select(FigureRow).where(FIGURE.c.occurrence_id == occurrence_id)
    query = query.order_by(FIGURE.c.measure, FIGURE.c.group_label, FIGURE.c.first_date, FIGURE.c.id)
    return list(session.execute(query).scalars())


def relations_of(session: Session, occurrence_id: str) -> list[RelationRow]:
    """The comparable pairs of figures of an occurrence."""
    query = select(RelationRow).where(RELATION.c.occurrence_id == occurrence_id).order_by(RELATION.c.a, RELATION.c.b)
    return list(session.execute(query).scalars())


def findings_by_kind(session: Session, occurrence_ids: Sequence[str]) -> dict[str, tuple[int, dict[str, Any]]]:
    """How often each kind of finding stands in these occurrences, and the reason of one of them."""
    here = select(FINDING.c.kind, func.count(), func.min(FINDING.c.id)).where(
        FINDING.c.occurrence_id.in_(occurrence_ids)
    )
    counts = {kind: (count, first) for kind, count, first in session.execute(here.group_by(FINDING.c.kind))}
    firsts = select(FINDING.c.id, FINDING.c.because).where(FINDING.c.id.in_([first for _, first in counts.values()]))
    reasons = {row[0]: row[1] for row in session.execute(firsts)}
    return {kind: (count, reasons[first]) for kind, (count, first) in counts.items()}


def relations_of_kinds(session: Session, occurrence_ids: Sequence[str], kinds: Sequence[str]) -> list[RelationRow]:
    """The relations of these kinds in these occurrences."""
    query = select(RelationRow).where(RELATION.c.occurrence_id.in_(occurrence_ids), RELATION.c.relation.in_(kinds))
    return list(session.execute(query.order_by(RELATION.c.a, RELATION.c.b)).scalars())


def relations_with(session: Session, figure_ids: Sequence[str]) -> list[RelationRow]:
    """The relations in which one of these figures stands on either side."""
    either = RELATION.c.a.in_(figure_ids) | RELATION.c.b.in_(figure_ids)
    return list(session.execute(select(RelationRow).where(either).order_by(RELATION.c.a, RELATION.c.b)).scalars())


def note_moves(session: Session, changes: Sequence[dict[str, Any]], now: datetime) -> None:
    """Keeps how a judgement changed a tally."""
    rows = [{"occurrence_id": change["occurrence"], "at": now, "change": change} for change in changes]
    insert_new(session, TallyMoveRow, rows)


def moves_since(session: Session, occurrences: Sequence[str], since: datetime) -> list[dict[str, Any]]:
    """How the tallies of these occurrences changed after `since`, in order."""
    table = core(TallyMoveRow)
    query = select(table.c.change).where(table.c.occurrence_id.in_(occurrences), table.c.at > since)
    return list(session.execute(query.order_by(table.c.id)).scalars())


def tally_of(session: Session, occurrence_id: str) -> list[TallyRow]:
    """The tally of an occurrence under the codebook in force."""
    query = (
        select(TallyRow).where(TALLY.c.occurrence_id == occurrence_id).order_by(TALLY.c.measure, TALLY.c.group_label)
    )
    return list(session.execute(query.order_by(TALLY.c.window_label, TALLY.c.id)).scalars())


def tallies_of(session: Session, occurrence_ids: Sequence[str]) -> dict[str, list[TallyRow]]:
    """The tally of each of these occurrences, in the order of `tally_of`."""
    found: dict[str, list[TallyRow]] = {occurrence: [] for occurrence in occurrence_ids}
    query = select(TallyRow).where(TALLY.c.occurrence_id.in_(occurrence_ids))
    query = query.order_by(TALLY.c.measure, TALLY.c.group_label, TALLY.c.window_label, TALLY.c.id)
    for row in session.execute(query).scalars() if occurrence_ids else ():
        found[row.occurrence_id].append(row)
    return found


def counts_of(session: Session, occurrence_id: str) -> tuple[int, int]:
    """How many findings an occurrence has, and how many flags stand open."""
    findings = select(func.count()).select_from(FINDING).where(FINDING.c.occurrence_id == occurrence_id)
    flags = select(func.count()).select_from(FLAG).where(FLAG.c.occurrence_id == occurrence_id)
    open_flags = flags.where(FLAG.c.status.in_(("open", "reopened")))
    row = session.execute(select(findings.scalar_subquery(), open_flags.scalar_subquery())).one()
    return int(row[0]), int(row[1])


def figure_of_claims(session: Session, claim_ids: Sequence[str]) -> dict[str, FigureRow]:
    """The figure that each of these claims prints, by claim id."""
    query = select(PRINTED.c.claim_id, FigureRow).join(FIGURE, FIGURE.c.id == PRINTED.c.figure_id)
    rows = session.execute(query.where(PRINTED.c.claim_id.in_(claim_ids))).all()
    return {row[0]: row[1] for row in rows}


def groups_counted(session: Session, occurrence_ids: Sequence[str], most: int = 2) -> dict[str, list[str]]:
    """Whom the figures of each of these occurrences count, by the reports that print them: at most `most` each."""
    printed = func.sum(FIGURE.c.reports)
    query = select(FIGURE.c.occurrence_id, FIGURE.c.group_label).where(
        FIGURE.c.occurrence_id.in_(occurrence_ids), FIGURE.c.group_label.is_not(None)
    )
    ordered = query.group_by(FIGURE.c.occurrence_id, FIGURE.c.group_label).order_by(
        printed.desc(), FIGURE.c.group_label
    )
    found: dict[str, list[str]] = {occurrence: [] for occurrence in occurrence_ids}
    for occurrence, label in session.execute(ordered).all():
        if len(found[occurrence]) < most:
            found[occurrence].append(label)
    return found


def claims_of_figures(session: Session, figure_ids: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the claims that print each of these figures, by figure id."""
    found: dict[str, list[str]] = {figure: [] for figure in figure_ids}
    query = select(PRINTED.c.figure_id, PRINTED.c.claim_id).where(PRINTED.c.figure_id.in_(figure_ids))
    for figure, claim in session.execute(query.order_by(PRINTED.c.figure_id, PRINTED.c.claim_id)).all():
        found[figure].append(claim)
    return found
