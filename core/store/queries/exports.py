"""Claims in batches, for files that may hold all of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session

from core.store.tables import ClaimRow, ReportRow, core

CLAIM, REPORT = core(ClaimRow), core(ReportRow)


def claims_after(
    session: Session, after: str, *, limit: int, occurrence_id: str | None = None
) -> Sequence[tuple[ClaimRow, ReportRow]]:
    """Claims of the newest wordings with their reports, by id, beginning behind the id `after`."""
    query = select(ClaimRow, ReportRow).join(REPORT, REPORT.c.revision_id == CLAIM.c.revision_id)
    if occurrence_id is not None:
        query = query.where(CLAIM.c.occurrence_id == occurrence_id)
    found = session.execute(query.where(CLAIM.c.id > after).order_by(CLAIM.c.id).limit(limit)).all()
    return [(row[0], row[1]) for row in found]
