"""The page of one article out of the store."""

from collections.abc import Sequence

from sqlmodel import Session

from core.store.queries import claims, flags, inbox, occurrences, reports
from core.store.queries.claims import as_claim
from core.store.tables import ClaimRow as Kept
from core.store.tables import FindingRow, RevisionRow
from desk.web.stored.figures import figure_of_claim
from desk.web.stored.names import name_of
from desk.web.stored.passages import marks_of
from desk.web.stored.sentences import sentences
from desk.web.views import ArticleView, ClaimRow, FindingView, Mark, Segment, marked, paragraphs


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
        url=report.url,
        publisher=report.publisher,
        credit=revision.credit,
        published=revision.date or report.date,
        read_at=revision.read_at,
        occurrence_id=next(iter(occurrences.occurrences_of(session, [report.id])[report.id]), None),
        revision=revision.number,
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
