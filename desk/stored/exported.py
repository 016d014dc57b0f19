"""Rows of files out of the store, in batches: each batch is one transaction."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from core.store import reading
from core.store.queries import claims, exports, flags, inbox, reports
from core.store.queries.claims import as_claim
from core.store.tables import ClaimRow, ReportRow
from desk.stored.discrepancy import told_by
from desk.stored.inbox import flag_page, wanted_of
from desk.stored.rulings import history_of
from desk.views import Discrepancy, FlagFilter, FlagRow, Name, Side
from desk.views.flag import PAGE

BATCH = 500

CLAIM_COLUMNS = (
    "claim_id", "occurrence_id", "article_id", "publisher", "published", "title", "url", "lang", "n", "text", "printed",
    "value", "low", "high", "precision", "unit", "measure", "group", "place", "window", "as_of", "due", "stance",
    "attribution", "finding",
)  # fmt: skip
FLAG_COLUMNS = (
    "flag_id", "kind", "state", "summary", "measure", "group", "place", "day", "left", "left_low", "left_high",
    "right", "right_low", "right_high", "left_names", "right_names", "left_origins", "right_origins", "raised_at",
    "decision",
)  # fmt: skip


def claim_lines(engine: Engine, occurrence_id: str | None) -> Iterator[dict[str, Any]]:
    """Every claim of the newest wordings, of one occurrence or of all."""
    after = ""
    while True:
        with reading(engine) as session:
            rows = exports.claims_after(session, after, limit=BATCH, occurrence_id=occurrence_id)
            found = flags.findings_of(session, [claim.id for claim, _ in rows])
        for claim, report in rows:
            kinds = found[claim.id]
            yield _claim(claim, report, kinds[0].kind if kinds else None)
        if len(rows) < BATCH:
            return
        after = rows[-1][0].id


def flag_lines(engine: Engine, chosen: FlagFilter) -> Iterator[dict[str, Any]]:
    """Every flag of a filter, ranked."""
    page, pages = 1, 1
    while page <= pages:
        with reading(engine) as session:
            found = flag_page(session, replace(chosen, page=page))
        yield from (_flag(row) for row in found.rows)
        page, pages = page + 1, found.pages


def ruled(session: Session, page: int) -> tuple[Discrepancy, ...]:
    """The decided flags of one page of the inbox with their rulings and both claims in their words, and no more of
    them: five queries, however many there are."""
    wanted = wanted_of(FlagFilter(state="decided"))
    rows, _ = inbox.ranked_flags(session, wanted, limit=PAGE, offset=PAGE * (page - 1))
    told = claims.claims_by_id(session, sorted({one for row in rows for one in (row.claim_a, row.claim_b) if one}))
    owners = sorted({row.report_id for row in told.values()})
    by_report, wordings = reports.reports_by_id(session, owners), reports.newest_revisions(session, owners)
    rulings = flags.decisions_of(session, [row.id for row in rows])

    def side(claim_id: str | None, kind: str) -> Side:
        row = told.get(claim_id or "")
        owner = row.report_id if row is not None else ""
        return told_by(row, by_report.get(owner), wordings.get(owner), kind)

    return tuple(
        Discrepancy(
            row.id, row.kind, None, row.measure or "other", side(row.claim_a, row.kind),
            side(row.claim_b, row.kind) if row.claim_b in told else None, history=history_of(rulings[row.id]),
            state=row.status,
        )
        for row in rows
    )  # fmt: skip


def _claim(row: ClaimRow, report: ReportRow, finding: str | None) -> dict[str, Any]:
    claim = as_claim(row)
    values = (
        row.id, row.occurrence_id, report.id, report.publisher, report.date, report.title, report.url, report.lang,
        row.n, row.text, claim.printed, row.value, row.low, row.high, row.precision, row.unit, row.measure,
        row.group_label, row.place_label, row.window_kind, row.as_of, row.due, row.stance,
        [one.label or one.surface for one in claim.attribution], finding,
    )  # fmt: skip
    return dict(zip(CLAIM_COLUMNS, values, strict=True))


def _flag(row: FlagRow) -> dict[str, Any]:
    right = row.right
    values = (
        row.id, row.kind, row.state, row.title, row.measure, _named(row.group), _named(row.place), row.day,
        row.left.value, row.left.low, row.left.high, right.value if right else None, right.low if right else None,
        right.high if right else None, [_named(n) for n in row.left_names], [_named(n) for n in row.right_names],
        row.left_origins, row.right_origins, row.raised_at, row.decision,
    )  # fmt: skip
    return dict(zip(FLAG_COLUMNS, values, strict=True))


def _named(name: Name | None) -> str | None:
    return None if name is None else name.label or name.surface
