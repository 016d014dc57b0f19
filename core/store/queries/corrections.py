"""What people said of numbers beside the machine's reading; rows are only ever added."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session

from core.store.tables import CorrectionRow, core

CORRECTION = core(CorrectionRow)
UNDONE = "undone"
Spot = tuple[str, int | None, int | None]
"""The wording (its hash) and where the number stands in it."""


def corrections_of(session: Session, report_id: str) -> list[CorrectionRow]:
    """Every correction of a report, oldest first."""
    query = select(CorrectionRow).where(CORRECTION.c.report_id == report_id)
    return list(session.execute(query.order_by(CORRECTION.c.id)).scalars())


def corrections_of_all(session: Session, report_ids: Sequence[str]) -> dict[str, list[CorrectionRow]]:
    """Every correction of these reports, oldest first, by report."""
    found: dict[str, list[CorrectionRow]] = {report: [] for report in report_ids}
    query = select(CorrectionRow).where(CORRECTION.c.report_id.in_(report_ids)).order_by(CORRECTION.c.id)
    for row in session.execute(query).scalars():
        found[row.report_id].append(row)
    return found


def corrected_reports(session: Session, after: str, limit: int) -> list[str]:
    """The ids of reports that somebody corrected, in order, behind `after`."""
    query = select(CORRECTION.c.report_id).where(CORRECTION.c.report_id > after).distinct()
    return list(session.execute(query.order_by(CORRECTION.c.report_id).limit(limit)).scalars())


def in_force(rows: Sequence[CorrectionRow]) -> dict[Spot, CorrectionRow]:
    """The latest correction of each number that nobody took back; `rows` are one report's, oldest first."""
    gone = {row.revises for row in rows if row.act == UNDONE}
    held: dict[Spot, CorrectionRow] = {}
    for row in rows:
        if row.act != UNDONE and row.id not in gone:
            held[row.document_hash, row.start, row.end] = row
    return held
