"""What an occurrence holds, told short first: a process that judged it before reads in full only what is new to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from core.claims import Claim
from core.claims.codec import claim_from_json
from core.numbers import Interval
from core.report import Report
from core.store.insert import BATCH
from core.store.tables import ClaimRow, OccurrenceReportRow, ReportRow, RevisionRow, core

CLAIM, REPORT = core(ClaimRow), core(ReportRow)
REVISION, MEMBER = core(RevisionRow), core(OccurrenceReportRow)


@dataclass(frozen=True, slots=True)
class Wording:
    """The newest wording of a report: the `number`-th."""

    report_id: str
    revision_id: str
    number: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim of the newest wording of a report, and the occurrence in which it stands."""

    report_id: str
    claim_id: str
    n: int
    occurrence_id: str | None


def wordings(session: Session, occurrences: Sequence[str]) -> dict[str, list[Wording]]:
    """The newest wordings of the reports of each of these occurrences, by report id."""
    columns = (MEMBER.c.occurrence_id, REPORT.c.id, REPORT.c.revision_id, REPORT.c.revisions, REPORT.c.url)
    query = (
        select(*columns)
        .join(MEMBER, MEMBER.c.report_id == REPORT.c.id)
        .where(MEMBER.c.occurrence_id.in_(occurrences), REPORT.c.revision_id.is_not(None))
    )
    found: dict[str, list[Wording]] = {occurrence: [] for occurrence in occurrences}
    for occurrence, *row in sorted(session.execute(query).all(), key=lambda row: row[1]):
        found[occurrence].append(Wording(*row))
    return found


def standing(session: Session, occurrences: Sequence[str]) -> dict[str, list[Standing]]:
    """The claims of the newest wordings of the reports of each of these occurrences, wherever they stand; by report and
    number."""
    query = (
        select(MEMBER.c.occurrence_id, CLAIM.c.report_id, CLAIM.c.id, CLAIM.c.n, CLAIM.c.occurrence_id)
        .join(REPORT, REPORT.c.revision_id == CLAIM.c.revision_id)
        .join(MEMBER, MEMBER.c.report_id == REPORT.c.id)
        .where(MEMBER.c.occurrence_id.in_(occurrences))
    )
    found: dict[str, list[Standing]] = {occurrence: [] for occurrence in occurrences}
    for occurrence, *row in sorted(session.execute(query).all(), key=lambda row: (row[1], row[3])):
        found[occurrence].append(Standing(*row))
    return found


def standing_of(session: Session, revisions: Sequence[str]) -> list[Standing]:
    """The claims of these wordings, wherever they stand; by report and number."""
    columns = [CLAIM.c.report_id, CLAIM.c.id, CLAIM.c.n, CLAIM.c.occurrence_id]
    rows = _in_batches(session, columns, CLAIM.c.revision_id, revisions)
    return [Standing(*row) for row in sorted(rows, key=lambda row: (row[0], row[2]))]


def documents(session: Session, revisions: Sequence[str]) -> dict[str, Report]:
    """These wordings in full, by revision id; without their addresses, which are the reports'."""
    columns = [REVISION.c[name] for name in ("id", "report_id", "document", "lang", "date", "publisher", "credit")]
    found: dict[str, Report] = {}
    for row in _in_batches(session, columns, REVISION.c.id, revisions):
        found[row.id] = Report(
            id=row.report_id,
            document=row.document,
            lang=row.lang,
            date=row.date,
            publisher=row.publisher,
            credit=row.credit,
        )
    return found


def claims(session: Session, revisions: Sequence[str]) -> dict[str, Claim]:
    """The claims of these wordings in full, by claim id, their numbers digit for digit."""
    columns = [CLAIM.c[name] for name in ("id", "value", "low", "high", "low_open", "high_open", "detail")]
    found: dict[str, Claim] = {}
    for row in _in_batches(session, columns, CLAIM.c.revision_id, revisions):
        found[row.id] = _claim(row)
    return found


def newest(session: Session, reports: Sequence[str]) -> dict[str, str]:
    """The newest wording of each of these reports, in their order: revision ids by report id."""
    rows = _in_batches(session, [REPORT.c.id, REPORT.c.revision_id], REPORT.c.id, reports)
    found = {row.id: row.revision_id for row in rows if row.revision_id is not None}
    return {report: found[report] for report in reports if report in found}


def claims_by_revision(session: Session, revisions: Sequence[str]) -> dict[str, list[Claim]]:
    """The claims of these wordings in full, in the order of the text, by revision id."""
    names = ("revision_id", "n", "value", "low", "high", "low_open", "high_open", "detail")
    rows = _in_batches(session, [CLAIM.c[name] for name in names], CLAIM.c.revision_id, revisions)
    found: dict[str, list[Claim]] = {}
    for row in sorted(rows, key=lambda row: (row.revision_id, row.n)):
        found.setdefault(row.revision_id, []).append(_claim(row))
    return found


def _claim(row: Any) -> Claim:
    interval = Interval(row.low, row.high, row.low_open, row.high_open)
    return replace(claim_from_json(row.detail), value=row.value, interval=interval)


def _in_batches(session: Session, columns: Sequence[Any], key: Any, wanted: Sequence[str]) -> list[Any]:
    rows: list[Any] = []
    for start in range(0, len(wanted), BATCH):
        rows += session.execute(select(*columns).where(key.in_(wanted[start : start + BATCH]))).all()
    return rows
