"""Stores what judging an occurrence gave, in as few statements as it takes: only what differs from what is there."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlmodel import Session

from core.compare import Judgement, Relation
from core.compare.because import LANGUAGES, wording
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
    """A judgement, the claims that its figures stand for, and the findings of single claims by claim id, as they are or
    are to be stored."""

    judgement: Judgement = EMPTY
    printed: Printed | None = None
    of_claims: Sequence[tuple[str, Finding]] = ()


@dataclass(frozen=True, slots=True)
class Seals:
    """What stands in the rows of an occurrence, told short: the seals of figures by row id, of relations by the row ids
    of their figures, of findings by the row id of the figure or the id of the claim; `links` are figures with claims;
    `ids` row ids by the key of a figure, as far as they were worked out."""

    figures: Mapping[str, str | None] = field(default_factory=dict)
    relations: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    findings: Mapping[str, str | None] = field(default_factory=dict)
    links: frozenset[tuple[str, str]] = frozenset()
    ids: Mapping[str, str] = field(default_factory=dict)


def seals_of(occurrence_id: str, new: Stored, known: Stored | None = None, sealed: Seals | None = None) -> Seals:
    """The seals of a judgement. `known` is one that was sealed as `sealed`: what is the very same in both is not sealed
    again."""
    before, old = (known or Stored()).judgement, sealed or Seals()
    judgement, printed = new.judgement, new.printed or {}
    ids = {key: old.ids.get(key) or figure_row_id(occurrence_id, key) for key in judgement.figures}
    figures: dict[str, str | None] = {}
    findings: dict[str, str | None] = {}
    for key, figure in judgement.figures.items():
        name = ids[key]
        same = before.figures.get(key) is figure
        figures[name] = old.figures[name] if same else seal(_figure(occurrence_id, name, figure))
    for key, kinds in judgement.findings.items():
        if kinds:
            same = before.findings.get(key) is kinds
            findings[ids[key]] = old.findings[ids[key]] if same else seal(kinds)
    relations: dict[tuple[str, str], str | None] = {}
    for (a, b), relation in judgement.relations.items():
        pair = ids[a], ids[b]
        same = before.around.get(a, {}).get(b) is relation and pair in old.relations
        relations[pair] = old.relations[pair] if same else seal(relation)
    for claim, finding in new.of_claims:
        findings[claim] = seal((findings.get(claim), finding))
    links = frozenset((ids[key], printed[c]) for key, figure in judgement.figures.items() for c in figure.carriers)
    return Seals(figures, relations, findings, links, ids)


def stored_seals(session: Session, occurrence_id: str) -> Seals:
    """The seals of what is stored now, whoever stored it."""
    figures = select(FIGURE.c.id, FIGURE.c.seal).where(FIGURE.c.occurrence_id == occurrence_id)
    relations = select(RELATION.c.a, RELATION.c.b, RELATION.c.seal).where(RELATION.c.occurrence_id == occurrence_id)
    findings = select(FINDING.c.figure_id, FINDING.c.claim_id, FINDING.c.seal)
    links = select(PRINTED.c.figure_id, PRINTED.c.claim_id).join(FIGURE, FIGURE.c.id == PRINTED.c.figure_id)
    return Seals(
        {row[0]: row[1] for row in session.execute(figures)},
        {(row[0], row[1]): row[2] for row in session.execute(relations)},
        {row[0] or row[1]: row[2] for row in session.execute(findings.where(FINDING.c.occurrence_id == occurrence_id))},
        frozenset((row[0], row[1]) for row in session.execute(links.where(FIGURE.c.occurrence_id == occurrence_id))),
    )


def seal(told: object) -> str:
    """Sixteen hexadecimal digits; equal for what reads the same, in every process of releases that word it alike."""
    return hashlib.blake2b(_wordings() + repr(told).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@cache
def _wordings() -> bytes:
    """The sentences in which reasons are told: rows hold them rendered."""
    told = repr([wording(lang) for lang in LANGUAGES])
    return hashlib.blake2b(told.encode(), digest_size=8).digest()


def store_judgements(session: Session, work: Sequence["Storing"]) -> None:
    """Stores judgements in place of those that stand: only what differs is written. Tallies are written anew."""
    _remove(session, work)
    _write(session, work)
    here = [one.occurrence_id for one in work]
    if here:
        session.execute(delete(TALLY).where(TALLY.c.occurrence_id.in_(here)))
    insert_new(session, TallyRow, [_tally(one.occurrence_id, row) for one in work for row in one.new.judgement.tally])


def _remove(session: Session, work: Sequence["Storing"]) -> None:
    """Takes away what no longer stands, what refers to a figure first."""
    _delete_pairs(session, RelationRow, ("a", "b"), sorted(pair for one in work for pair in one.gone_relations()))
    links = sorted(link for one in work for link in one.before.links - one.seals.links)
    _delete_pairs(session, FigureClaimRow, ("figure_id", "claim_id"), links)
    gone = [(name, name in one.before.figures) for one in work for name in one.gone_findings()]
    _delete(session, FINDING.c.figure_id, [name for name, of_figure in gone if of_figure])
    _delete(session, FINDING.c.claim_id, [name for name, of_figure in gone if not of_figure])
    _delete(
        session, FIGURE.c.id, [name for one in work for name in one.before.figures if name not in one.seals.figures]
    )


def _write(session: Session, work: Sequence["Storing"]) -> None:
    """Adds what is new or reads otherwise."""
    upsert(session, FigureRow, [row for one in work for row in one.figures()], ["id"])
    links = sorted(link for one in work for link in one.seals.links - one.before.links)
    insert_new(session, FigureClaimRow, [{"figure_id": figure, "claim_id": claim} for figure, claim in links])
    insert_new(session, RelationRow, [row for one in work for row in one.relations()])
    insert_new(session, FindingRow, [row for one in work for row in one.findings()])


def _delete(session: Session, column: Any, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), BATCH):
        session.execute(delete(column.table).where(column.in_(ids[start : start + BATCH])))


def _delete_pairs(session: Session, table: type[Any], names: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> None:
    rows = [{"left": left, "right": right} for left, right in pairs]
    if rows:
        columns = core(table).c
        pair = columns[names[0]] == bindparam("left"), columns[names[1]] == bindparam("right")
        session.connection().execute(delete(core(table)).where(*pair), rows)


def clear_judgement(session: Session, occurrence_id: str) -> None:
    """Forgets all that was stored for an occurrence; where it is no more, its claims are judged where they are now."""
    here = select(FIGURE.c.id).where(FIGURE.c.occurrence_id == occurrence_id)
    for table in (FINDING, RELATION, TALLY):
        session.execute(delete(table).where(table.c.occurrence_id == occurrence_id))
    session.execute(delete(PRINTED).where(PRINTED.c.figure_id.in_(here)))
    session.execute(delete(FIGURE).where(FIGURE.c.occurrence_id == occurrence_id))


@dataclass(frozen=True, slots=True)
class Storing:
    """The rows of one occurrence on their way from the judgement that is stored now, whose seals are `before`, to the
    one that is `new`, whose `seals` are given."""

    occurrence_id: str
    new: Stored
    seals: Seals
    before: Seals

    def gone_relations(self) -> list[tuple[str, str]]:
        """The pairs whose relation no longer stands, or reads otherwise."""
        told, new = self.before.relations, self.seals.relations
        return [pair for pair, sealed in told.items() if sealed is None or new.get(pair) != sealed]

    def gone_findings(self) -> list[str]:
        """The figures and claims whose findings no longer stand, or read otherwise."""
        told, new = self.before.findings, self.seals.findings
        return [name for name, sealed in told.items() if sealed is None or new.get(name) != sealed]

    def figures(self) -> list[dict[str, Any]]:
        """The rows of figures that are new or read otherwise."""
        here, ids, judgement = self.occurrence_id, self.seals.ids, self.new.judgement
        changed = [key for key in judgement.figures if self._differs("figures", ids[key])]
        return [
            {**_figure(here, ids[key], judgement.figures[key]), "seal": self.seals.figures[ids[key]]} for key in changed
        ]

    def relations(self) -> list[dict[str, Any]]:
        """The rows of relations that are new or read otherwise."""
        ids = self.seals.ids
        if not any(self._differs("relations", pair) for pair in self.seals.relations):
            return []
        fresh = [
            (pair, relation)
            for (a, b), relation in self.new.judgement.relations.items()
            if self._differs("relations", pair := (ids[a], ids[b]))
        ]
        here, sealed = self.occurrence_id, self.seals.relations
        return [{**_relation(here, *pair, told), "seal": sealed[pair]} for pair, told in fresh]

    def findings(self) -> list[dict[str, Any]]:
        """The rows of findings that are new or read otherwise."""
        here, ids = self.occurrence_id, self.seals.ids
        rows = [
            _finding(here, place, finding, ids, self.seals.findings[ids[key]], figure_id=ids[key])
            for key, kinds in self.new.judgement.findings.items()
            if kinds and self._differs("findings", ids[key])
            for place, finding in enumerate(kinds)
        ]
        return rows + [
            _finding(here, 0, finding, ids, self.seals.findings[claim], claim_id=claim)
            for claim, finding in self.new.of_claims
            if self._differs("findings", claim)
        ]

    def _differs(self, kind: str, name: Any) -> bool:
        stands = getattr(self.before, kind).get(name)
        return stands is None or stands != getattr(self.seals, kind)[name]


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
    sealed: str | None,
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
        "seal": sealed,
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
