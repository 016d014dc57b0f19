"""Tables of the command line: rows in, a rich table out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from core.claims import Claim
from desk.wordings import counted, figure, plain

if TYPE_CHECKING:
    from core.compare.crosscheck import CrossCheck
    from core.store.tables import (
        DeadLetterRow,
        FlagRow,
        NoticeRow,
        NoticeRuleRow,
        ScheduleRow,
        ScheduleRunRow,
        SourceRow,
        VerificationRow,
    )


def table(*columns: str, rows: Iterable[Sequence[object]], title: str | None = None) -> Table:
    """A plain table; every cell is text, never markup."""
    made = Table(*columns, box=None, title=title, title_justify="left", pad_edge=False)
    for row in rows:
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return made


def claims_table(claims: Sequence[Claim]) -> RenderableType:
    """The claims of one article, a line each."""
    if not claims:
        return "No numeric claim was found."
    rows = [
        (
            claim.n,
            figure(claim.value, claim.interval.low, claim.interval.high, claim.precision, claim.unit),
            counted(claim.measure, _name(claim.group)),
            (claim.window.since and f"since {claim.window.since}") or str(claim.window.kind),
            str(claim.stance) + (f", due {claim.due}" if claim.due else ""),
            " ← ".join(_name(source) or "" for source in claim.attribution) or "—",
            " ".join(claim.text.split()),
        )
        for claim in claims
    ]
    return table("n", "figure", "what", "window", "stance", "who says so", "words", rows=rows)


def crosscheck_table(name: str | None, result: "CrossCheck") -> RenderableType:
    """The comparable pairs with their reasons, and the tally."""
    from core.compare.because import render
    from core.compare.relations import Rel

    pairs = [
        (f"{row.a[0]}#{row.a[1]}", str(row.relation.kind), f"{row.b[0]}#{row.b[1]}", render(row.relation.because))
        for row in result.rows
        if row.relation.kind != Rel.INCOMPARABLE
    ]
    tally = [
        (row.measure, row.group or "", row.window, plain(row.low), plain(row.best), plain(row.high), row.origins)
        for row in result.tally
    ]
    return Group(
        table("a", "relation", "b", "because", rows=pairs, title=name),
        Text(),
        table("measure", "group", "window", "low", "best", "high", "origins", rows=tally),
    )


def verification_table(rows: "Sequence[VerificationRow]") -> RenderableType:
    """Runs, newest first."""
    lines = [
        (
            row.id,
            row.stage,
            f"{row.fetched}/{row.candidates}" + (f" ({row.unreached} not reached)" if row.unreached else ""),
            row.claims,
            row.findings,
            row.flags,
            (row.report_id or "")[:8],
            row.article.get("url") or " ".join(str(row.article.get("document", "")).split())[:60],
            row.reason,
        )
        for row in rows
    ]
    return table("id", "stage", "reports", "claims", "findings", "flags", "article", "what", "reason", rows=lines)


def flag_table(rows: "Sequence[FlagRow]") -> RenderableType:
    """Flags, most pressing first."""
    return table("id", "kind", "status", "what", rows=[(row.id[:8], row.kind, row.status, row.summary) for row in rows])


def source_table(rows: "Sequence[SourceRow]") -> RenderableType:
    """Sources and how they fared."""
    lines = [
        (row.id, row.kind, row.location, "paused" if row.paused_at else "", moment(row.asked_at), row.problem)
        for row in rows
    ]
    return table("id", "kind", "where", "state", "last asked", "problem", rows=lines)


def schedule_table(rows: "Sequence[ScheduleRow]") -> RenderableType:
    """Schedules and their next run."""
    lines = [
        (
            row.id,
            f"{row.subject_kind} {row.subject_id}",
            f"{row.rule} {row.spec}",
            row.state,
            moment(row.next_at),
            row.note,
        )
        for row in rows
    ]
    return table("id", "what", "rule", "state", "next", "note", rows=lines)


def history_table(rows: "Sequence[ScheduleRunRow]") -> RenderableType:
    """What a schedule's runs found."""
    lines = [(moment(row.due_at), row.outcome, row.verification_id, _changes(row.changes)) for row in rows]
    return table("due", "outcome", "verification", "changes", rows=lines)


def notice_table(rows: "Sequence[NoticeRuleRow]", latest: "Mapping[int, NoticeRow]") -> RenderableType:
    """Rules of notices with how the latest went."""
    return table(
        "id",
        "to",
        "flags",
        "state",
        "latest notice",
        rows=[
            (
                row.id,
                row.target,
                f"{', '.join(row.kinds) or 'all'}{f' from rank {row.least_rank:g}' if row.least_rank else ''}",
                "paused" if row.paused_at else "active",
                _notice(latest.get(row.id or 0)),
            )
            for row in rows
        ],
    )


def _notice(row: "NoticeRow | None") -> str:
    if row is None:
        return "none yet"
    return f"{row.status} {moment(row.sent_at or row.created_at)}" + (f": {row.reason}" if row.reason else "")


def dead_table(rows: "Sequence[DeadLetterRow]") -> RenderableType:
    """Tasks that gave up."""
    lines = [(row.id, row.task, row.subject, row.attempts, moment(row.died_at), row.reason) for row in rows]
    return table("id", "task", "subject", "tries", "when", "reason", rows=lines)


def moment(when: datetime | None) -> str:
    """A moment to the minute, UTC."""
    return "—" if when is None else f"{when:%Y-%m-%d %H:%M}"


def _changes(changes: Sequence[dict[str, Any]]) -> str:
    return "; ".join(str(change.get("en") or " ".join(map(str, change.values()))) for change in changes)


def _name(named: Any) -> str | None:
    return None if named is None else named.label or named.surface
