"""The whole comparison of a set of reports, nothing stored: `tawatur crosscheck`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from core.claims import Claim
from core.claims.codec import claim_to_json
from core.compare.because import LANGUAGES, Because, render
from core.compare.relations import Rel, Relation, relate
from core.compare.reported import Reported, levels, said
from core.coverage.copies import copies, passages
from core.coverage.occurrence import Occurrences, occurrences
from core.coverage.origin import origins
from core.report import Report

MANY = 2000
"""Above this many claims the incomparable pairs are left out of the answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of claims of different reports: `a` acts on `b`."""

    a: tuple[str, int]
    b: tuple[str, int]
    relation: Relation


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """Everything that a set of reports says of itself."""

    claims: tuple[tuple[str, tuple[Claim, ...]], ...]
    rows: tuple[Row, ...]
    occurrences: tuple[tuple[str, ...], ...]
    copies: tuple[tuple[str, ...], ...]


def crosscheck(reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]]) -> CrossCheck:
    """Compares every pair of claims of different reports. `claims` is keyed by report id; a report may have no text."""
    happenings = occurrences(reports, claims)
    told = assemble(reports, claims, happenings)
    keep = Rel.INCOMPARABLE if len(told) > MANY else None
    return CrossCheck(
        tuple((report.id, tuple(claims.get(report.id, ()))) for report in reports),
        tuple(row for row in _rows(told) if row.relation.kind != keep),
        happenings.groups,
        tuple(tuple(group) for group in copies(reports)),
    )


def assemble(
    reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]], happenings: Occurrences | None = None
) -> list[Reported]:
    """Every claim with its origin, its happening and what else its report says."""
    keys = {} if happenings is None else happenings.keys
    texts = passages(reports, claims)
    told_apart = levels(claims)
    found: list[Reported] = []
    for report in reports:
        mine = claims.get(report.id, ())
        gives = said(mine)
        by_n = origins(report, mine, texts.get(report.id))
        found += [
            Reported(report.id, c, by_n[c.n], keys.get((report.id, c.n)), report.date, gives, told_apart) for c in mine
        ]
    return found


def _rows(told: Sequence[Reported]) -> Iterator[Row]:
    for a, b in combinations(told, 2):
        if a.report == b.report:
            continue
        relation = relate(a, b)
        if relation.forward:
            yield Row(a.key, b.key, relation)
        else:
            yield Row(b.key, a.key, relation.mirrored())


def to_json(answer: CrossCheck) -> dict[str, Any]:
    """The documented answer of `tawatur crosscheck --json`."""
    return {
        "claims": [{"id": report, "claims": [claim_to_json(c) for c in claims]} for report, claims in answer.claims],
        "relations": [_row_to_json(row) for row in answer.rows],
        "occurrences": [list(group) for group in answer.occurrences],
        "copies": [list(group) for group in answer.copies],
    }


def _row_to_json(row: Row) -> dict[str, Any]:
    return {
        "a": {"id": row.a[0], "n": row.a[1]},
        "b": {"id": row.b[0], "n": row.b[1]},
        "relation": str(row.relation.kind),
        "dimension": row.relation.dimension,
        "because": because_to_json(row.relation.because),
    }


def because_to_json(because: Because) -> dict[str, Any]:
    """A reason as JSON: the rule, the two values, and the sentence in every language."""
    told = {lang: render(because, lang) for lang in LANGUAGES}
    return {"rule": because.rule, "left": because.left, "right": because.right, **told}
