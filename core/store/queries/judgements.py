"""What judging an occurrence gave: stored as rows, in as few statements as it takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session

from core.compare import Judgement, Relation
from core.compare.because import LANGUAGES, Because, render
from core.compare.figure import Figure, shown_place
from core.compare.findings import Finding
from core.store.ids import derived
from core.store.insert import BATCH, insert_new, upsert
from core.store.tables import FigureClaimRow, FigureRow, FindingRow, RelationRow, TallyRow, core

FIGURE, PRINTED = core(FigureRow), core(FigureClaimRow)
RELATION, FINDING, TALLY = core(RelationRow), core(FindingRow), core(TallyRow)

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


def store_judgement(
    session: Session,
    occurrence_id: str,
    judgement: Judgement,
    printed: Printed,
    of_claims: Sequence[tuple[str, Finding]] = (),
) -> None:
    """Replaces what was stored for this occurrence. `of_claims` are findings of single claims, by claim id."""
    ids = {key: figure_row_id(occurrence_id, key) for key in judgement.figures}
    _clear(session, occurrence_id)
    _store_figures(session, occurrence_id, judgement, ids, printed)
    relations = [_relation(occurrence_id, ids[a], ids[b], r) for (a, b), r in judgement.relations.items()]
    insert_new(session, RelationRow, relations)
    findings = [
        _finding(occurrence_id, place, finding, ids, figure_id=ids[key])
        for key, found in judgement.findings.items()
        for place, finding in enumerate(found)
    ]
    findings += [_finding(occurrence_id, 0, finding, ids, claim_id=claim) for claim, finding in of_claims]
    insert_new(session, FindingRow, findings)
    insert_new(session, TallyRow, [_tally(occurrence_id, row) for row in judgement.tally])


def clear_judgement(session: Session, occurrence_id: str) -> None:
    """Forgets what was stored for an occurrence that is no more: its claims are judged where they are now."""
    _clear(session, occurrence_id)
    here = select(FIGURE.c.id).where(FIGURE.c.occurrence_id == occurrence_id)
    session.execute(delete(PRINTED).where(PRINTED.c.figure_id.in_(here)))
    session.execute(delete(FIGURE).where(FIGURE.c.occurrence_id == occurrence_id))


def _clear(session: Session, occurrence_id: str) -> None:
    for table in (FINDING, RELATION, TALLY):
        session.execute(delete(table).where(table.c.occurrence_id == occurrence_id))


def _store_figures(
    session: Session, occurrence_id: str, judgement: Judgement, ids: Mapping[str, str], printed: Printed
) -> None:
    rows = [_figure(occurrence_id, ids[key], figure) for key, figure in judgement.figures.items()]
    wanted = {(ids[key], printed[c]) for key, figure in judgement.figures.items() for c in figure.carriers}
    here = select(FIGURE.c.id).where(FIGURE.c.occurrence_id == occurrence_id)
    pairs = session.execute(select(PRINTED.c.figure_id, PRINTED.c.claim_id).where(PRINTED.c.figure_id.in_(here))).all()
    there = {(row[0], row[1]) for row in pairs}
    gone = sorted({figure for figure, _ in there} - set(ids.values()) | {f for f, _ in there - wanted})
    for start in range(0, len(gone), BATCH):
        session.execute(delete(PRINTED).where(PRINTED.c.figure_id.in_(gone[start : start + BATCH])))
    session.execute(
        delete(FIGURE).where(FIGURE.c.occurrence_id == occurrence_id, FIGURE.c.id.not_in(list(ids.values())))
    )
    if rows:
        upsert(session, FigureRow, rows, ["id"])
    lost = set(gone)
    new = sorted(pair for pair in wanted if pair not in there or pair[0] in lost)
    insert_new(session, FigureClaimRow, [{"figure_id": figure, "claim_id": claim} for figure, claim in new])


def _figure(occurrence_id: str, row_id: str, figure: Figure) -> dict[str, Any]:
    claim = figure.told.claim
    return {
        "id": row_id,
        "occurrence_id": occurrence_id,
        "key": figure.id,
        "origin": figure.origin.counted,
        "origin_label": figure.origin.label,
        "party": figure.origin.party,
        "measure": figure.frame.measure,
        "group_label": (claim.group.label or claim.group.surface) if claim.group else None,
        "place_label": shown_place(figure) or None,
        "window_label": figure.frame.window,
        "unit": claim.unit,
        "stance": str(claim.stance),
        "as_of": claim.as_of,
        "first_date": figure.first,
        "last_date": figure.last,
        "reports": figure.reports,
        "value": claim.value,
        "low": claim.interval.low,
        "high": claim.interval.high,
        "precision": str(claim.precision),
    }


def _relation(occurrence_id: str, a: str, b: str, relation: Relation) -> dict[str, Any]:
    slip = relation.slip
    return {
        "a": a,
        "b": b,
        "occurrence_id": occurrence_id,
        "relation": str(relation.kind),
        "dimension": relation.dimension,
        "slip": None if slip is None else {"kind": str(slip.kind), "wrong": slip.wrong},
        "wide": relation.wide,
        "confidence": relation.confidence,
        "because": because_json(relation.because),
    }


def _finding(
    occurrence_id: str,
    place: int,
    finding: Finding,
    ids: Mapping[str, str],
    *,
    figure_id: str | None = None,
    claim_id: str | None = None,
) -> dict[str, Any]:
    return {
        "occurrence_id": occurrence_id,
        "figure_id": figure_id,
        "claim_id": claim_id,
        "place": place,
        "kind": str(finding.kind),
        "because": because_json(finding.because),
        "against": [ids[key] for key in finding.against if key in ids],
    }


def _tally(occurrence_id: str, row: Any) -> dict[str, Any]:
    return {
        "occurrence_id": occurrence_id,
        "codebook": row.codebook,
        "measure": row.measure,
        "group_label": row.group,
        "place_label": row.place,
        "window_label": row.window,
        "unit": row.unit,
        "low": row.low,
        "best": row.best,
        "high": row.high,
        "origins": row.origins,
        "reports": row.reports,
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


def relations_of_kinds(session: Session, occurrence_ids: Sequence[str], kinds: Sequence[str]) -> list[RelationRow]:
    """The relations of these kinds in these occurrences."""
    query = select(RelationRow).where(RELATION.c.occurrence_id.in_(occurrence_ids), RELATION.c.relation.in_(kinds))
    return list(session.execute(query.order_by(RELATION.c.a, RELATION.c.b)).scalars())


def relations_with(session: Session, figure_ids: Sequence[str]) -> list[RelationRow]:
    """The relations in which one of these figures stands on either side."""
    either = RELATION.c.a.in_(figure_ids) | RELATION.c.b.in_(figure_ids)
    return list(session.execute(select(RelationRow).where(either).order_by(RELATION.c.a, RELATION.c.b)).scalars())


def tally_of(session: Session, occurrence_id: str) -> list[TallyRow]:
    """The tally of an occurrence under the codebook in force."""
    query = (
        select(TallyRow).where(TALLY.c.occurrence_id == occurrence_id).order_by(TALLY.c.measure, TALLY.c.group_label)
    )
    return list(session.execute(query.order_by(TALLY.c.window_label, TALLY.c.id)).scalars())


def figure_of_claims(session: Session, claim_ids: Sequence[str]) -> dict[str, FigureRow]:
    """The figure that each of these claims prints, by claim id."""
    query = select(PRINTED.c.claim_id, FigureRow).join(FIGURE, FIGURE.c.id == PRINTED.c.figure_id)
    rows = session.execute(query.where(PRINTED.c.claim_id.in_(claim_ids))).all()
    return {row[0]: row[1] for row in rows}


def claims_of_figures(session: Session, figure_ids: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the claims that print each of these figures, by figure id."""
    found: dict[str, list[str]] = {figure: [] for figure in figure_ids}
    query = select(PRINTED.c.figure_id, PRINTED.c.claim_id).where(PRINTED.c.figure_id.in_(figure_ids))
    for figure, claim in session.execute(query.order_by(PRINTED.c.figure_id, PRINTED.c.claim_id)).all():
        found[figure].append(claim)
    return found
