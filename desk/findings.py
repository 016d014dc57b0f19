"""What a verification found: each number of its article, who else gives what, the finding, the reason, the tallies."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.claims import Claim
from core.claims.codec import claim_to_json, number
from core.compare.because import because_to_json
from core.compare.crosscheck import crosscheck
from core.compare.findings import FindingKind
from core.compare.relations import Rel
from core.store.queries import flags, inbox, judgements, occurrences, reports
from core.store.queries.claims import as_claim, claims_of_revision, newest_claims
from core.store.queries.verifications import candidates_of
from desk.console import Exit, Trouble, out
from desk.wordings import amount, counted, figure

if TYPE_CHECKING:
    from sqlmodel import Session

    from core.store.tables import (
        ClaimRow,
        FigureRow,
        FindingRow,
        FlagRow,
        RelationRow,
        RevisionRow,
        TallyRow,
        VerificationRow,
    )
    from desk.backend import Backend


@dataclass(frozen=True, slots=True)
class Related:
    """Another figure and its relation; `acts` is True where the article's figure acts on the other."""

    relation: "RelationRow"
    other: "FigureRow"
    acts: bool


@dataclass(frozen=True, slots=True)
class Lookalike:
    """The same number in another report, but of another thing: `dimension` is the first in which they differ."""

    claim: Claim
    publisher: str
    dimension: str
    because: dict[str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """One number of the article."""

    claim: "ClaimRow"
    findings: "tuple[FindingRow, ...]"
    related: tuple[Related, ...]
    lookalikes: tuple[Lookalike, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """How often one kind of finding, or of inconsistency inside a report, stands in all that was read, and one case."""

    name: str
    count: int
    because: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that is printed of one verification."""

    title: str
    checked: tuple[Checked, ...]
    tally: "tuple[TallyRow, ...]"
    kinds: tuple["Kind", ...]
    moved: tuple[str, ...]
    flags: "tuple[FlagRow, ...]"
    problems: tuple[dict[str, Any], ...]


def outcome(session: "Session", run: "VerificationRow") -> Outcome:
    """Reads it in a fixed number of queries, whatever the article holds."""
    revision = reports.newest_revision(session, run.report_id) if run.report_id else None
    if revision is None:
        raise Trouble(Exit.NOT_FOUND, f"verification {run.id} has no article: {run.reason or run.stage}.")
    rows = claims_of_revision(session, revision.id)
    ids = [row.id for row in rows]
    printed = judgements.figure_of_claims(session, ids)
    related = _related(session, printed)
    found = flags.findings_of(session, ids)
    alike = _lookalikes(session, run, revision, rows)
    happenings = occurrences.occurrences_of(session, [revision.report_id])[revision.report_id]
    raised = [flag for one in happenings for flag in flags.flags_of_occurrence(session, one)]
    within = _within(session, run, revision)
    return Outcome(
        title=reports.title_of(revision.document),
        checked=tuple(
            Checked(
                row,
                tuple(found[row.id]),
                related.get(printed[row.id].id, ()) if row.id in printed else (),
                tuple(alike.get(row.n, ())),
            )
            for row in rows
        ),
        kinds=_kinds(session, within),
        moved=_moved(session, within),
        tally=tuple(row for one in happenings for row in judgements.tally_of(session, one)),
        flags=tuple(sorted((flag for flag in raised if flag.status in flags.OPEN), key=lambda f: (-f.rank, f.id))),
        problems=tuple(run.problems),
    )


def _related(session: "Session", printed: "dict[str, FigureRow]") -> dict[str, tuple[Related, ...]]:
    own = {row.id for row in printed.values()}
    relations = judgements.relations_with(session, sorted(own))
    others = inbox.figures_by_id(session, sorted({end for row in relations for end in (row.a, row.b)}))
    gathered: dict[str, list[Related]] = {}
    for row in relations:
        for mine, other, acts in ((row.a, row.b, True), (row.b, row.a, False)):
            if mine in own and other in others:
                gathered.setdefault(mine, []).append(Related(row, others[other], acts))
    return {mine: tuple(sorted(found, key=_order)) for mine, found in gathered.items()}


def _lookalikes(
    session: "Session", run: "VerificationRow", revision: "RevisionRow", rows: "Sequence[ClaimRow]"
) -> dict[int, list[Lookalike]]:
    """By claim number: what a search for the bare number would wrongly bring up among the reports that were read."""
    wanted = {row.value for row in rows if row.value is not None and row.value > 1}
    read = {c.report_id for c in candidates_of(session, run.id or 0) if c.report_id} - {revision.report_id}
    others = {
        report: [as_claim(row) for row in found if row.value in wanted]
        for report, found in newest_claims(session, sorted(read)).items()
    }
    known = reports.newest_revisions(session, [report for report, found in others.items() if found])
    told = [reports.as_report(revision), *(reports.as_report(row) for _, row in sorted(known.items()))]
    claims = {revision.report_id: [as_claim(row) for row in rows], **others}
    result = crosscheck(told, {report.id: claims[report.id] for report in told})
    by_key = {(report, claim.n): claim for report, found in claims.items() for claim in found}
    gathered: dict[int, list[Lookalike]] = {}
    for pair in result.rows:
        if revision.report_id not in (pair.a[0], pair.b[0]) or pair.relation.kind is not Rel.INCOMPARABLE:
            continue
        mine, other = (pair.a, pair.b) if pair.a[0] == revision.report_id else (pair.b, pair.a)
        if by_key[mine].value == by_key[other].value and by_key[mine].value in wanted:
            why = because_to_json(pair.relation.because)
            publisher = known[other[0]].publisher or "another report"
            gathered.setdefault(mine[1], []).append(
                Lookalike(by_key[other], publisher, pair.relation.dimension or "", why)
            )
    return gathered


_FIRST = ("denies", "misquotes", "disagrees", "revises", "updates", "agrees", "compatible", "repeats", "part_of")


def _order(related: Related) -> tuple[int, str]:
    kind = related.relation.relation
    return (_FIRST.index(kind) if kind in _FIRST else len(_FIRST), related.other.id)


def print_findings(here: "Backend", run: "VerificationRow") -> None:
    """The findings as a person reads them on a terminal."""
    with here.reading() as session:
        result = outcome(session, run)
    console = out()
    console.print(f"\n[bold]{result.title}[/bold]")
    for checked in result.checked:
        console.print(*_claim_lines(checked), sep="\n", markup=False, highlight=False, soft_wrap=True)
    _print_tally(result.tally)
    if result.kinds:
        console.print("\nIn all that was read:")
        lines = (f"  {kind.count:3} {_name(kind.name):16} {kind.because['en']}" for kind in result.kinds)
        console.print(*lines, sep="\n", markup=False, highlight=False, soft_wrap=True)
    if result.moved:
        console.print("\nTolls that moved, in all that was read:")
        console.print(*(f"  {line}" for line in result.moved), sep="\n", markup=False, highlight=False, soft_wrap=True)
    _print_flags(result.flags)
    for problem in result.problems:
        console.print("not reached:", " — ".join(str(value) for value in problem.values()), markup=False)


def _claim_lines(checked: Checked) -> Iterator[str]:
    claim, headline = checked.claim, checked.findings[0] if checked.findings else None
    shown = figure(claim.value, claim.low, claim.high, claim.precision, claim.unit)
    yield f"\n{shown}  {counted(claim.measure, claim.group_label)}   «{' '.join(claim.text.split())}»"
    if headline is not None:
        yield f"  {_name(headline.kind).upper()}: {headline.because['en']}"
    for finding in checked.findings[1:]:
        yield f"  also {_name(finding.kind)}: {finding.because['en']}"
    # Figures that differ only in their day or place read the same here: one line, with their number.
    lines = [*map(_related_line, checked.related), *map(_lookalike_line, checked.lookalikes)]
    for line, count in Counter(lines).items():
        yield f"    {line}" + (f" (×{count})" if count > 1 else "")


def _name(kind: str) -> str:
    return kind.replace("_", " ")


def _within(session: "Session", run: "VerificationRow", revision: "RevisionRow") -> list[str]:
    """The occurrences of everything that this verification read."""
    read = {c.report_id for c in candidates_of(session, run.id or 0) if c.report_id} | {revision.report_id}
    happenings = occurrences.occurrences_of(session, sorted(read))
    return sorted({one for ones in happenings.values() for one in ones})


def _kinds(session: "Session", within: list[str]) -> tuple[Kind, ...]:
    """In the order in which findings head a claim; then each report that says two things itself."""
    found = judgements.findings_by_kind(session, within)
    kinds = [Kind(kind, *found[kind]) for kind in FindingKind if kind in found]
    inside = flags.inside_reports(session, within)
    return (*kinds, *(Kind(flag.kind, 1, flag.because) for flag in inside))


def _moved(session: "Session", within: list[str]) -> tuple[str, ...]:
    """The tolls of one source that rose or were revised in these occurrences, a line each."""
    found = judgements.relations_of_kinds(session, within, ("updates", "revises"))
    figures = inbox.figures_by_id(session, sorted({end for row in found for end in (row.a, row.b)}))
    lines = set()
    for row in found:
        later, earlier = figures[row.a], figures[row.b]
        if later.origin is not None and later.origin == earlier.origin:
            verb = "rose" if row.relation == "updates" else "revised"
            what = counted(later.measure, later.group_label)
            lines.add(f"{what} ({later.origin_label}): {_told(earlier)} → {_told(later)}, {verb}")
    return tuple(sorted(lines))


def _told(row: "FigureRow") -> str:
    shown = figure(row.value, row.low, row.high, row.precision, row.unit)
    return f"{shown} on {row.as_of}" if row.as_of else shown


_VERBS = {
    "agrees": "agrees with",
    "compatible": "is compatible with",
    "disagrees": "disagrees with",
    "part_of": "is a part of",
}
_MOST_FLAGS = 20


def _related_line(related: Related) -> str:
    other, relation = related.other, related.relation
    shown = figure(other.value, other.low, other.high, other.precision, other.unit)
    who = other.origin_label or "unknown origin"
    verb = _VERBS.get(relation.relation, relation.relation)
    told = f"this {verb} it" if related.acts else f"it {verb} this"
    what = counted(other.measure, other.group_label)
    return f"{shown} {what} ({who}): {told} — {relation.because['en']}"


def _lookalike_line(alike: Lookalike) -> str:
    claim = alike.claim
    shown = figure(claim.value, claim.interval.low, claim.interval.high, claim.precision, claim.unit)
    what = counted(claim.measure, (claim.group.label or claim.group.surface) if claim.group else None)
    return f"{shown} {what} ({alike.publisher}): incomparable ({alike.dimension}) — {alike.because['en']}"


def _print_tally(tally: "Sequence[TallyRow]") -> None:
    from rich.table import Table

    table = Table(
        "what", "window", "low", "best", "high", "origins", title="As reported", title_justify="left", box=None
    )
    for row in tally:
        unit = f" ({row.unit})" if row.unit and row.measure != "duration" else ""
        what = (
            counted(row.measure, row.group_label or None) + unit + (f" · {row.place_label}" if row.place_label else "")
        )
        ends = (amount(row.measure, end) for end in (row.low, row.best, row.high))
        table.add_row(what, row.window_label, *ends, str(row.origins))
    if tally:
        out().print("", table)


def _print_flags(raised: "Sequence[FlagRow]") -> None:
    out().print(f"\n{len(raised)} flag(s) for a person to look at" + (":" if raised else "."))
    for flag in raised[:_MOST_FLAGS]:
        out().print(f"  {flag.id[:8]}  {flag.kind:14} {flag.summary}", markup=False, soft_wrap=True)
    if len(raised) > _MOST_FLAGS:
        out().print(f"  … and {len(raised) - _MOST_FLAGS} more: tawatur flags")


def findings_json(here: "Backend", run: "VerificationRow") -> dict[str, Any]:
    """The findings for programs: docs/cli.md."""
    with here.reading() as session:
        result = outcome(session, run)
    return {
        "verification": run.id,
        "article": run.report_id,
        "title": result.title,
        "claims": [_claim_json(checked) for checked in result.checked],
        "tally": [_tally_json(row) for row in result.tally],
        "found": [{"finding": kind.name, "count": kind.count, "because": kind.because} for kind in result.kinds],
        "moved": list(result.moved),
        "flags": [
            {"id": flag.id, "kind": flag.kind, "rank": flag.rank, "summary": flag.summary} for flag in result.flags
        ],
        "problems": list(result.problems),
    }


def _claim_json(checked: Checked) -> dict[str, Any]:
    return {
        "claim": checked.claim.detail,
        "findings": [{"finding": row.kind, "because": row.because} for row in checked.findings],
        "related": [
            {
                "relation": related.relation.relation,
                "acts": related.acts,
                "dimension": related.relation.dimension,
                "because": related.relation.because,
                "origin": related.other.origin_label or None,
                "value": number(related.other.value),
                "low": number(related.other.low),
                "high": number(related.other.high),
                "precision": related.other.precision,
                "measure": related.other.measure,
                "group": related.other.group_label,
                "as_of": related.other.as_of,
                "reports": related.other.reports,
            }
            for related in checked.related
        ],
        "incomparable": [
            {
                "claim": claim_to_json(alike.claim),
                "publisher": alike.publisher,
                "dimension": alike.dimension,
                "because": alike.because,
            }
            for alike in checked.lookalikes
        ],
    }


def _tally_json(row: "TallyRow") -> dict[str, Any]:
    fields = ("codebook", "occurrence_id", "origins", "reports")
    ends = {end: number(getattr(row, end)) for end in ("low", "best", "high")}
    labels = {"measure": row.measure, "group": row.group_label, "window": row.window_label, "unit": row.unit or None}
    return {**labels, **ends, **{field: getattr(row, field) for field in fields}}
