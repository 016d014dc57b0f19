"""What a verification found: each number of its article, who else gives what, the finding, the reason, the tallies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.claims.codec import number
from core.store.queries import flags, inbox, judgements, occurrences, reports
from core.store.queries.claims import claims_of_revision
from desk.console import Exit, Trouble, out
from desk.wordings import counted, figure, plain

if TYPE_CHECKING:
    from sqlmodel import Session

    from core.store.tables import ClaimRow, FigureRow, FindingRow, FlagRow, RelationRow, TallyRow, VerificationRow
    from desk.backend import Backend


@dataclass(frozen=True, slots=True)
class Related:
    """Another figure and its relation; `acts` is True where the article's figure acts on the other."""

    relation: "RelationRow"
    other: "FigureRow"
    acts: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """One number of the article."""

    claim: "ClaimRow"
    findings: "tuple[FindingRow, ...]"
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that is printed of one verification."""

    title: str
    checked: tuple[Checked, ...]
    tally: "tuple[TallyRow, ...]"
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
    happenings = occurrences.occurrences_of(session, [revision.report_id])[revision.report_id]
    raised = [flag for one in happenings for flag in flags.flags_of_occurrence(session, one)]
    return Outcome(
        title=reports.title_of(revision.document),
        checked=tuple(
            Checked(row, tuple(found[row.id]), related.get(printed[row.id].id, ()) if row.id in printed else ())
            for row in rows
        ),
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
        console.print(*_claim_lines(checked), sep="\n", markup=False, highlight=False)
    _print_tally(result.tally)
    _print_flags(result.flags)
    for problem in result.problems:
        console.print("not reached:", " — ".join(str(value) for value in problem.values()), markup=False)


def _claim_lines(checked: Checked) -> Iterator[str]:
    claim, headline = checked.claim, checked.findings[0] if checked.findings else None
    shown = figure(claim.value, claim.low, claim.high, claim.precision, claim.unit)
    yield f"\n{shown}  {counted(claim.measure, claim.group_label)}   «{' '.join(claim.text.split())}»"
    if headline is not None:
        yield f"  {headline.kind.replace('_', ' ').upper()}: {headline.because['en']}"
    for finding in checked.findings[1:]:
        yield f"  also {finding.kind.replace('_', ' ')}: {finding.because['en']}"
    for related in checked.related:
        yield f"    {_related_line(related)}"


def _related_line(related: Related) -> str:
    other, relation = related.other, related.relation
    shown = figure(other.value, other.low, other.high, other.precision, other.unit)
    who = other.origin_label or "unknown origin"
    verb = relation.relation.replace("_", " ")
    told = f"this {verb} it" if related.acts else f"it {verb} this"
    copies = f", {other.reports} reports" if other.reports > 1 else ""
    day = f", {other.as_of}" if other.as_of else ""
    what = counted(other.measure, other.group_label)
    return f"{shown} {what} ({who}{copies}{day}): {told} — {relation.because['en']}"


def _print_tally(tally: "Sequence[TallyRow]") -> None:
    from rich.table import Table

    table = Table(
        "what", "window", "low", "best", "high", "origins", title="As reported", title_justify="left", box=None
    )
    for row in tally:
        what = counted(row.measure, row.group_label or None) + (f" ({row.unit})" if row.unit else "")
        table.add_row(what, row.window_label, plain(row.low), plain(row.best), plain(row.high), str(row.origins))
    if tally:
        out().print("", table)


def _print_flags(raised: "Sequence[FlagRow]") -> None:
    out().print(f"\n{len(raised)} flag(s) for a person to look at" + (":" if raised else "."))
    for flag in raised:
        out().print(f"  {flag.id[:8]}  {flag.kind:14} {flag.summary}", markup=False)


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
    }


def _tally_json(row: "TallyRow") -> dict[str, Any]:
    fields = ("codebook", "occurrence_id", "origins", "reports")
    ends = {end: number(getattr(row, end)) for end in ("low", "best", "high")}
    labels = {"measure": row.measure, "group": row.group_label, "window": row.window_label, "unit": row.unit or None}
    return {**labels, **ends, **{field: getattr(row, field) for field in fields}}
