"""The occurrences of campaigns, to which running totals belong whatever report gives them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from core.store.ids import derived
from core.store.insert import insert_new
from core.store.tables import ClaimRow, OccurrenceReportRow, OccurrenceRow, ReportRow, core

CLAIM, REPORT = core(ClaimRow), core(ReportRow)
OCCURRENCE, MEMBER = core(OccurrenceRow), core(OccurrenceReportRow)
FEW = 50
"""Earlier claims of a campaign that are gathered when it gets an occurrence of its own."""


@dataclass(frozen=True, slots=True)
class Total:
    """A running total, where it is now, and the first day of that occurrence."""

    claim_id: str
    report_id: str
    campaign: str
    occurrence_id: str
    first_date: str | None


def homes(session: Session, campaigns: Iterable[str]) -> dict[str, str]:
    """The occurrences of these campaigns, as far as they have one."""
    query = select(OCCURRENCE.c.campaign, OCCURRENCE.c.id).where(OCCURRENCE.c.campaign.in_(list(campaigns)))
    return {row[0]: row[1] for row in session.execute(query)}


def among(session: Session, occurrences: Iterable[str | None]) -> set[str]:
    """Those of these occurrences that are campaigns."""
    ids = [occurrence for occurrence in occurrences if occurrence is not None]
    query = select(OCCURRENCE.c.id).where(OCCURRENCE.c.id.in_(ids), OCCURRENCE.c.campaign.is_not(None))
    return set(session.execute(query).scalars())


def totals_of_reports(session: Session, reports: Sequence[str]) -> list[Total]:
    """The totals of the newest revisions of these reports that stand in the occurrence of a happening."""
    return _totals(session, CLAIM.c.report_id.in_(reports))


def totals_of_campaign(session: Session, campaign: str) -> list[Total]:
    """The same of all reports, for one campaign; no more than FEW."""
    return _totals(session, CLAIM.c.campaign == campaign)[:FEW]


def _totals(session: Session, which: ColumnElement[bool]) -> list[Total]:
    """What a person placed stays where it is."""
    query = (
        select(CLAIM.c.id, CLAIM.c.report_id, CLAIM.c.campaign, CLAIM.c.occurrence_id, OCCURRENCE.c.first_date)
        .join(REPORT, REPORT.c.revision_id == CLAIM.c.revision_id)
        .join(OCCURRENCE, OCCURRENCE.c.id == CLAIM.c.occurrence_id)
        .join(MEMBER, (MEMBER.c.occurrence_id == CLAIM.c.occurrence_id) & (MEMBER.c.report_id == CLAIM.c.report_id))
        .where(which, CLAIM.c.campaign.is_not(None), OCCURRENCE.c.campaign.is_(None))
        .where(MEMBER.c.placed_by == "machine")
        .order_by(CLAIM.c.report_id, CLAIM.c.n)
        .limit(FEW * 20)
    )
    return [Total(*row) for row in session.execute(query)]


def new_home(session: Session, campaign: str, now: datetime) -> str:
    """The occurrence of a campaign, made where there is none."""
    made = derived("campaign", campaign)
    row = {"id": made, "title": "", "changed": 0, "judged": 0, "created_at": now, "campaign": campaign}
    insert_new(session, OccurrenceRow, [row])
    return made
