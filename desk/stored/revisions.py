"""The wordings of one article out of the store, two of them against each other."""

from sqlmodel import Session

from core.store.queries import reports
from desk.views import Revisions, Wording
from desk.views.revision import pieces


def revisions(session: Session, article_id: str, before: int | None, after: int | None) -> Revisions | None:
    """The history of a report; the newest wording against the one before it where no numbers are given, or where there
    are no such wordings. None where there is no such report."""
    report = reports.get_report(session, article_id)
    rows = reports.revisions_of(session, report.id) if report is not None else []
    if report is None or not rows:
        return None
    by_number = {row.number: row for row in rows}
    new = by_number.get(after or 0) or rows[-1]
    earlier = [row for row in rows if row.number < new.number]
    old = by_number.get(before or 0) or (earlier[-1] if earlier else new)
    return Revisions(
        report.id,
        report.title or report.url or report.id,
        new.lang or "en",
        tuple(Wording(row.number, row.seen_at, row.modified or row.date) for row in rows),
        old.number,
        new.number,
        pieces(old.document, new.document, new.lang or "en"),
    )
