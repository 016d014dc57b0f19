"""The whole comparison of a set of reports, nothing stored: `tawatur crosscheck`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from core.claims import Claim
from core.claims.codec import claim_to_json, number
from core.compare.because import because_to_json
from core.compare.courses import Course, courses
from core.compare.figure import Figure, figures, shown_place
from core.compare.headline import told_as_in_body
from core.compare.relations import Rel, Relation, relate
from core.compare.reported import Reported, beside, levels, said, some_of
from core.compare.running import Reconciliation
from core.compare.tally import Codebook, Tally, tally
from core.compare.tally import codebook as codebook_named
from core.compare.totals import balances
from core.compare.translation import bounds_kept, translated
from core.coverage.copies import copies, passages
from core.coverage.occurrence import Occurrences, occurrences, with_strands
from core.coverage.origin import origins
from core.report import Report

MANY = 2000
"""Above this many claims only comparable pairs are answered, and only those of reports on one happening: the square of
a whole archive's claims is nobody's answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of claims of different reports: `a` acts on `b`."""

    a: tuple[str, int]
    b: tuple[str, int]
    relation: Relation


@dataclass(frozen=True, slots=True)
class Toll:
    """What the running tolls of one happening, named by its first report, show: the course of each origin's figures,
    and how each total stands to the one before it."""

    occurrence: str
    courses: tuple[Course, ...]
    balances: tuple[tuple[Figure, Figure, Reconciliation], ...]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """Everything that a set of reports says of itself. `occurrences` sorts reports by what they are mainly about;
    `beside` are the claims that a report tells beside it: report, claim numbers, and the number of their occurrence,
    which is above those of `occurrences` where no report is mainly about it."""

    claims: tuple[tuple[str, tuple[Claim, ...]], ...]
    rows: tuple[Row, ...]
    occurrences: tuple[tuple[str, ...], ...]
    copies: tuple[tuple[str, ...], ...]
    tally: tuple[Tally, ...]
    tolls: tuple[Toll, ...] = ()
    beside: tuple[tuple[str, tuple[int, ...], int], ...] = ()


def crosscheck(reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]], codebook: str = "ucdp") -> CrossCheck:
    """Compares every pair of claims of different reports. `claims` is keyed by report id; a report may have no text;
    `codebook` names the codebook of the tally."""
    copied = copies(reports)
    happenings = with_strands(reports, claims, copied)
    told = assemble(reports, claims, copied, happenings)
    by_happening = _by_happening(told, happenings.groups)
    return CrossCheck(
        tuple((report.id, tuple(claims.get(report.id, ()))) for report in reports),
        tuple(_rows(told) if len(told) <= MANY else _comparable(told, happenings.groups)),
        happenings.groups,
        tuple(tuple(group) for group in copied),
        tuple(_tallies(told, by_happening, codebook_named(codebook))),
        tuple(_tolls(by_happening)),
        tuple((s.told.report, tuple(sorted(s.told.claims)), number) for s, number in happenings.beside),
    )


def assemble(
    reports: Sequence[Report],
    claims: Mapping[str, Sequence[Claim]],
    copied: Sequence[Sequence[str]] | None = None,
    happenings: Occurrences | None = None,
    among: Iterable[tuple[str, int, str]] | None = None,
) -> list[Reported]:
    """Every claim with its origin, its happening and what else its report says. `copied` are the groups of near-copies,
    `happenings` how the reports were sorted, `among` the passages that they have in common
    (core.coverage.copies.passages); each is worked out here where it isn't given."""
    copied = copies(reports) if copied is None else copied
    happenings = occurrences(reports, claims, copied) if happenings is None else happenings
    keys = happenings.keys
    texts = passages(reports, claims, copied, among)
    told_apart = levels(claims)
    found: list[Reported] = []
    for report in reports:
        mine = told_as_in_body(claims.get(report.id, ()))
        gives = said(mine)
        langs = frozenset((report.lang,)) if report.lang else frozenset[str]()
        by_n = origins(report, mine, texts.get(report.id))
        found += [
            Reported(
                report.id,
                c,
                by_n[c.n],
                keys.get((report.id, c.n)),
                report.date,
                gives,
                told_apart,
                langs,
                beside(c, mine),
                some_of(c, mine),
            )
            for c in mine
        ]
    return found


def _by_happening(told: Sequence[Reported], groups: Sequence[Sequence[str]]) -> dict[str, dict[str, Figure]]:
    """The distinct figures of every happening, named by its first report."""
    return {occurrence: figures(members) for occurrence, members in _gathered(told, groups).items()}


def _gathered(told: Sequence[Reported], groups: Sequence[Sequence[str]]) -> dict[str, list[Reported]]:
    """The claims of every happening, named by its first report."""
    name = {report: group[0] for group in groups for report in group}
    gathered: dict[str, list[Reported]] = {}
    for one in told:
        gathered.setdefault(name[one.report], []).append(one)
    return gathered


def _tallies(
    told: Sequence[Reported], happenings: Mapping[str, Mapping[str, Figure]], book: Codebook
) -> Iterator[Tally]:
    inner = {narrower for one in told[:1] for narrower, _ in one.levels}
    for occurrence, distinct in happenings.items():
        parts = frozenset(f.id for f in distinct.values() if shown_place(f) in inner)
        yield from (replace(row, occurrence=occurrence) for row in tally(distinct.values(), book, parts))


def _tolls(happenings: Mapping[str, Mapping[str, Figure]]) -> Iterator[Toll]:
    for occurrence, distinct in happenings.items():
        toll = Toll(occurrence, courses(distinct.values()), tuple(balances(distinct.values())))
        if toll.courses or toll.balances:
            yield toll


def _comparable(told: Sequence[Reported], groups: Sequence[Sequence[str]]) -> Iterator[Row]:
    for members in _gathered(told, groups).values():
        yield from (row for row in _rows(members) if row.relation.kind != Rel.INCOMPARABLE)


def _rows(told: Sequence[Reported]) -> Iterator[Row]:
    kept = bounds_kept(told)
    for a, b in combinations(told, 2):
        if a.report == b.report:
            continue
        first, second = (a, b) if a.key < b.key else (b, a)
        relation = translated(first, second, relate(first, second), kept)
        if relation.forward:
            yield Row(first.key, second.key, relation)
        else:
            yield Row(second.key, first.key, relation.mirrored())


def to_json(answer: CrossCheck) -> dict[str, Any]:
    """The documented answer of `tawatur crosscheck --json`."""
    return {
        "claims": [{"id": report, "claims": [claim_to_json(c) for c in claims]} for report, claims in answer.claims],
        "relations": [_row_to_json(row) for row in answer.rows],
        "occurrences": [list(group) for group in answer.occurrences],
        "beside": [{"id": report, "claims": list(ns), "occurrence": n} for report, ns, n in answer.beside],
        "copies": [list(group) for group in answer.copies],
        "tally": [tally_to_json(row) for row in answer.tally],
        "running": [_toll_to_json(toll) for toll in answer.tolls],
    }


def _toll_to_json(toll: Toll) -> dict[str, Any]:
    """Each course with its turns, and each total against the one before; a figure is named by the first claim of it."""
    return {
        "occurrence": toll.occurrence,
        "courses": [
            {
                "origin": one.steps[0].figure.origin.label or one.origin,
                "measure": one.frame.measure,
                "steps": [
                    {**_claim_of(s.figure), "turn": str(s.turn), "because": because_to_json(s.because)}
                    for s in one.steps
                ],
            }
            for one in toll.courses
        ],
        "totals": [
            {
                "before": _claim_of(before),
                "after": _claim_of(after),
                "balance": str(found.balance),
                "difference": number(found.difference),
                "because": because_to_json(found.because),
            }
            for before, after, found in toll.balances
        ],
    }


def _claim_of(figure: Figure) -> dict[str, Any]:
    report, n = figure.carriers[0]
    return {"id": report, "n": n}


def tally_to_json(row: Tally) -> dict[str, Any]:
    """One row of a tally; `place` and `unit` are null where the whole happening and plain things are counted."""
    return {
        "occurrence": row.occurrence,
        "measure": row.measure,
        "group": row.group or None,
        "place": row.place or None,
        "window": row.window,
        "unit": row.unit or None,
        "low": number(row.low),
        "best": number(row.best),
        "high": number(row.high),
        "origins": row.origins,
        "reports": row.reports,
        "codebook": row.codebook,
    }


def _row_to_json(row: Row) -> dict[str, Any]:
    slip = row.relation.slip
    return {
        "a": {"id": row.a[0], "n": row.a[1]},
        "b": {"id": row.b[0], "n": row.b[1]},
        "relation": str(row.relation.kind),
        "dimension": row.relation.dimension,
        "slip": None
        if slip is None
        else {"kind": str(slip.kind), "wrong": {"a": row.a[0], "b": row.b[0]}.get(slip.wrong or "")},
        "because": because_to_json(row.relation.because),
    }
