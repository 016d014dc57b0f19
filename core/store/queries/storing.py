"""Stores what judging an occurrence gave, in as few statements as it takes: only what differs from what is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlmodel import Session

from core.compare import Judgement, Relation
from core.compare.figure import Figure, shown_place
from core.compare.findings import Finding
from core.compare.judge import EMPTY
from core.store.insert import BATCH, insert_new, upsert
from core.store.queries.judgements import Printed, because_json, figure_row_id
from core.store.tables import FigureClaimRow, FigureRow, FindingRow, RelationRow, TallyRow, core

FIGURE, PRINTED = core(FigureRow), core(FigureClaimRow)
RELATION, FINDING, TALLY = core(RelationRow), core(FindingRow), core(TallyRow)


@dataclass(frozen=True, slots=True)
class Stored:
    """A judgement and the claims that its figures stand for, as they are or are to be stored."""

    judgement: Judgement = EMPTY
    printed: Printed | None = None

    def links(self, ids: Mapping[str, str]) -> set[tuple[str, str]]:
        """Which claims print which figure, by their ids."""
        printed = self.printed or {}
        return {(ids[key], printed[c]) for key, figure in self.judgement.figures.items() for c in figure.carriers}


def store_judgement(
    session: Session,
    occurrence_id: str,
    new: Stored,
    of_claims: Sequence[tuple[str, Finding]] = (),
    before: Stored | None = None,
) -> None:
    """Replaces what was stored for this occurrence. `of_claims` are findings of single claims, by claim id. `before` is
    what is stored now, where that is known: then only what differs from it is written."""
    if before is None:
        clear_judgement(session, occurrence_id)
        before = Stored()
    keys = {**before.judgement.figures, **new.judgement.figures}
    ids = {key: figure_row_id(occurrence_id, key) for key in keys}
    work = _Work(session, occurrence_id, before, new, ids)
    work.remove()
    work.write()
    insert_new(session, FindingRow, [_finding(occurrence_id, 0, f, ids, claim_id=claim) for claim, f in of_claims])
    insert_new(session, TallyRow, [_tally(occurrence_id, row) for row in new.judgement.tally])


def clear_judgement(session: Session, occurrence_id: str) -> None:
    """Forgets all that was stored for an occurrence; where it is no more, its claims are judged where they are now."""
    here = select(FIGURE.c.id).where(FIGURE.c.occurrence_id == occurrence_id)
    for table in (FINDING, RELATION, TALLY):
        session.execute(delete(table).where(table.c.occurrence_id == occurrence_id))
    session.execute(delete(PRINTED).where(PRINTED.c.figure_id.in_(here)))
    session.execute(delete(FIGURE).where(FIGURE.c.occurrence_id == occurrence_id))


@dataclass(frozen=True, slots=True)
class _Work:
    """The rows of one occurrence on their way from `before` to `new`; `ids` are row ids by the key of a figure."""

    session: Session
    occurrence_id: str
    before: Stored
    new: Stored
    ids: Mapping[str, str]

    def remove(self) -> None:
        """Takes away what no longer stands, what refers to a figure first."""
        old, new = self.before.judgement, self.new.judgement
        stands = new.relations  # worked out anew each time that it is asked for
        gone = [pair for pair, relation in old.relations.items() if stands.get(pair) != relation]
        self._delete_pairs(RelationRow, ("a", "b"), ((self.ids[a], self.ids[b]) for a, b in gone))
        links = self.before.links(self.ids) - self.new.links(self.ids)
        self._delete_pairs(FigureClaimRow, ("figure_id", "claim_id"), sorted(links))
        self._delete(FINDING.c.figure_id, [n for n, found in old.findings.items() if new.findings.get(n) != found])
        here = FINDING.c.occurrence_id == self.occurrence_id
        self.session.execute(delete(FINDING).where(here, FINDING.c.claim_id.is_not(None)))
        self.session.execute(delete(TALLY).where(TALLY.c.occurrence_id == self.occurrence_id))
        self._delete(FIGURE.c.id, [name for name in old.figures if name not in new.figures])

    def write(self) -> None:
        """Adds what is new or reads otherwise."""
        old, new = self.before.judgement, self.new.judgement
        changed = [name for name, figure in new.figures.items() if old.figures.get(name) != figure]
        upsert(
            self.session,
            FigureRow,
            [_figure(self.occurrence_id, self.ids[name], new.figures[name]) for name in changed],
            ["id"],
        )
        links = sorted(self.new.links(self.ids) - self.before.links(self.ids))
        insert_new(self.session, FigureClaimRow, [{"figure_id": f, "claim_id": claim} for f, claim in links])
        stood = old.relations
        fresh = [(pair, relation) for pair, relation in new.relations.items() if stood.get(pair) != relation]
        rows = [_relation(self.occurrence_id, self.ids[a], self.ids[b], relation) for (a, b), relation in fresh]
        insert_new(self.session, RelationRow, rows)
        found = [
            _finding(self.occurrence_id, place, finding, self.ids, figure_id=self.ids[key])
            for key, kinds in new.findings.items()
            if old.findings.get(key) != kinds
            for place, finding in enumerate(kinds)
        ]
        insert_new(self.session, FindingRow, found)

    def _delete(self, column: Any, figures: Sequence[str]) -> None:
        ids = [self.ids[name] for name in figures]
        for start in range(0, len(ids), BATCH):
            self.session.execute(delete(column.table).where(column.in_(ids[start : start + BATCH])))

    def _delete_pairs(self, table: type[Any], names: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> None:
        rows = [{"left": left, "right": right} for left, right in pairs]
        if rows:
            columns = core(table).c
            pair = columns[names[0]] == bindparam("left"), columns[names[1]] == bindparam("right")
            self.session.connection().execute(delete(core(table)).where(*pair), rows)


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
