"""The page of one article out of the store."""

from collections.abc import Sequence

from sqlmodel import Session

from core.store.queries import claims, flags, inbox, occurrences, reports, schedules
from core.store.queries.claims import as_claim
from core.store.tables import ClaimRow as Kept
from core.store.tables import FindingRow, RevisionRow
from desk.stored import corrections, timetable
from desk.stored.figures import figure_of_claim
from desk.stored.names import name_of
from desk.stored.passages import marks_of
from desk.stored.sentences import sentences
from desk.views import ArticleView, ClaimRow, FindingView, Inconsistency, Mark, Segment, marked, paragraphs
from desk.views import ReportRow as ReportView
from desk.views.flag import PAGE


def article_rows(session: Session, page: int = 1) -> tuple[ReportView, ...]:
    """One page of all reports, the last seen first."""
    rows = inbox.latest_reports(session, limit=PAGE, offset=PAGE * (page - 1))
    return tuple(
        ReportView(row.id, row.title or (row.url or row.id), row.publisher, row.date, row.lang or "en", row.url)
        for row in rows
    )


def article(session: Session, article_id: str) -> ArticleView | None:
    """The newest wording of a report with its claims and findings; None where there is no such report."""
    report = reports.get_report(session, article_id)
    revision = reports.newest_revision(session, report.id) if report is not None else None
    if report is None or revision is None:
        return None
    rows = claims.claims_of_revision(session, revision.id)
    ids = [row.id for row in rows]
    found = flags.findings_of(session, ids)
    flagged = inbox.flags_of_claims(session, ids)
    headline = {claim: findings[0].kind for claim, findings in found.items() if findings}
    title, body = _text(revision, marks_of(rows, headline))
    return ArticleView(
        id=report.id,
        title=title,
        paragraphs=paragraphs(body),
        lang=revision.lang or "en",
        claims=tuple(_claim(row, found[row.id], flagged.get(row.id)) for row in rows),
        inconsistencies=tuple(
            Inconsistency(str(because.get("rule", "")), numbers, sentences(because))
            for because, numbers in inbox.inside(session, report.id)
        ),
        url=report.url,
        publisher=report.publisher,
        credit=revision.credit,
        published=revision.date or report.date,
        read_at=revision.read_at,
        occurrence_id=next(iter(occurrences.occurrences_of(session, [report.id], of_campaigns=False)[report.id]), None),
        revision=revision.number,
        corrections=corrections.shown(session, report.id, revision, rows),
        revisions=report.revisions,
        schedules=timetable.shown(session, schedules.list_schedules(session, subject=("article", report.key))),
    )


def _text(revision: RevisionRow, marks: Sequence[Mark]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Headline and body; a text of one line is its own headline."""
    document = revision.document
    end = document.find("\n")
    if end < 0:
        return marked(document, marks), ()
    return marked(document, marks, 0, end), marked(document, marks, end + 1)


def _claim(row: Kept, findings: Sequence[FindingRow], flag_id: str | None) -> ClaimRow:
    claim = as_claim(row)
    return ClaimRow(
        n=claim.n,
        figure=figure_of_claim(row),
        measure=claim.measure,
        text=claim.text,
        group=name_of(claim.group),
        place=name_of(claim.place),
        actor=name_of(claim.actor),
        window=str(claim.window.kind),
        window_text=claim.window.text,
        as_of=claim.as_of,
        due=claim.due,
        stance=str(claim.stance),
        attribution=tuple(name for name in map(name_of, claim.attribution) if name is not None),
        part_of=claim.part_of,
        in_headline=claim.in_headline,
        findings=tuple(FindingView(finding.kind, sentences(finding.because)) for finding in findings),
        rules=claim.because,
        flag_id=flag_id,
    )
