"""Reports and their revisions: a changed article is a new revision, an unchanged one is only seen again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session

from core.report import Report
from core.store.ids import derived, text_hash
from core.store.insert import insert_new
from core.store.queries import archive_orders
from core.store.tables import ReportRow, RevisionRow, core

REPORT, REVISION = core(ReportRow), core(RevisionRow)


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a report was put: `is_new` where this wording is a revision that was not there before."""

    report_id: str
    revision_id: str
    number: int
    is_new: bool


def report_id(key: str) -> str:
    """The id of the report with this key."""
    return derived("report", key)


def store_report(
    session: Session,
    key: str,
    report: Report,
    now: datetime,
    *,
    modified: str | None = None,
    page_id: str | None = None,
) -> Stored:
    """Stores the wording of a report as its newest revision, unless it is the newest already."""
    row = _report_row(session, key, report, now)
    wording = text_hash(report.document)
    newest = None if row.revision_id is None else session.get(RevisionRow, row.revision_id)
    if newest is not None and newest.document_hash == wording:
        row.last_seen_at = max(row.last_seen_at, now)
        session.flush()
        return Stored(row.id, newest.id, newest.number, False)
    number = row.revisions + 1
    revision = RevisionRow(
        id=derived("revision", row.id, number, wording),
        report_id=row.id,
        number=number,
        document=report.document,
        document_hash=wording,
        lang=report.lang,
        date=report.date,
        modified=modified,
        publisher=report.publisher,
        credit=report.credit,
        page_id=page_id,
        seen_at=now,
    )
    session.add(revision)
    row.revision_id, row.revisions, row.last_seen_at = revision.id, number, now
    row.title, row.lang = title_of(report.document), report.lang
    row.date, row.publisher, row.url = report.date or row.date, report.publisher or row.publisher, report.url or row.url
    session.flush()
    archive_orders.note(session, row.id, revision.id, now)
    return Stored(row.id, revision.id, number, True)


def title_of(document: str) -> str:
    """The headline, or the first words of a text that has none."""
    return document.partition("\n")[0].strip()[:300]


def _report_row(session: Session, key: str, report: Report, now: datetime) -> ReportRow:
    fresh = {
        "id": report_id(key),
        "key": key,
        "url": report.url,
        "publisher": report.publisher,
        "title": "",
        "lang": report.lang,
        "date": report.date,
        "revisions": 0,
        "first_seen_at": now,
        "last_seen_at": now,
    }
    insert_new(session, ReportRow, [fresh])
    query = select(ReportRow).where(REPORT.c.key == key).with_for_update()
    found: ReportRow = session.execute(query).scalar_one()
    return found


def newest_wording(session: Session, key: str) -> str | None:
    """The hash of the newest wording of the report with this key; None where there is no such report."""
    return session.execute(
        select(REVISION.c.document_hash).join(REPORT, REPORT.c.revision_id == REVISION.c.id).where(REPORT.c.key == key)
    ).scalar()


def mark_read(session: Session, revision_id: str, lang: str | None, now: datetime) -> None:
    """Notes that the claims of a revision are stored."""
    values: dict[str, Any] = {"read_at": now}
    if lang is not None:
        values["lang"] = lang
    session.execute(update(REVISION).where(REVISION.c.id == revision_id).values(**values))


def lang_of(session: Session, report: str | None) -> str | None:
    """The language of a report."""
    row = session.get(ReportRow, report) if report else None
    return None if row is None else row.lang


def get_report(session: Session, id_or_prefix: str) -> ReportRow | None:
    """A report by its id, by the beginning of it (8 or more characters), or by its URL."""
    row = session.get(ReportRow, id_or_prefix)
    if row is not None:
        return row
    match = REPORT.c.key == id_or_prefix
    if len(id_or_prefix) >= 8 and "%" not in id_or_prefix:
        match = match | REPORT.c.id.startswith(id_or_prefix, autoescape=True)
    found = session.execute(select(ReportRow).where(match).limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None


def newest_revision(session: Session, report: str) -> RevisionRow | None:
    """The newest wording of a report."""
    return session.execute(
        select(RevisionRow).join(REPORT, REPORT.c.revision_id == REVISION.c.id).where(REPORT.c.id == report)
    ).scalar_one_or_none()


def revisions_of(session: Session, report: str) -> list[RevisionRow]:
    """Every wording of a report, oldest first."""
    return list(
        session.execute(select(RevisionRow).where(REVISION.c.report_id == report).order_by(REVISION.c.number)).scalars()
    )


def newest_revisions(session: Session, reports: Sequence[str]) -> dict[str, RevisionRow]:
    """The newest wording of each of these reports, by report id."""
    rows = session.execute(
        select(RevisionRow).join(REPORT, REPORT.c.revision_id == REVISION.c.id).where(REPORT.c.id.in_(reports))
    ).scalars()
    return {row.report_id: row for row in rows}


def reports_by_id(session: Session, ids: Sequence[str]) -> dict[str, ReportRow]:
    """These reports, by id."""
    return {row.id: row for row in session.execute(select(ReportRow).where(REPORT.c.id.in_(ids))).scalars()}


def credited(session: Session, ids: Sequence[str]) -> dict[str, tuple[ReportRow, str | None]]:
    """These reports, by id, each with the agency that its newest wording credits, if any."""
    query = select(ReportRow, REVISION.c.credit).outerjoin(REVISION, REPORT.c.revision_id == REVISION.c.id)
    return {row.id: (row, credit) for row, credit in session.execute(query.where(REPORT.c.id.in_(ids))).all()}


def how_many(session: Session) -> int:
    """How many reports have a wording."""
    return int(session.execute(select(func.count()).where(REPORT.c.revision_id.is_not(None))).scalar_one())


def ids_by_date(session: Session) -> list[str]:
    """The ids of all reports that have a wording, in the order of their dates, those without one first."""
    query = select(REPORT.c.id).where(REPORT.c.revision_id.is_not(None))
    return list(session.execute(query.order_by(func.coalesce(REPORT.c.date, ""), REPORT.c.id)).scalars())


def as_report(revision: RevisionRow, url: str | None = None) -> Report:
    """The value that reading and comparing take; its id is the report's."""
    return Report(
        id=revision.report_id,
        document=revision.document,
        lang=revision.lang,
        url=url,
        date=revision.date,
        publisher=revision.publisher,
        credit=revision.credit,
    )


def publishers(session: Session, limit: int = 300) -> list[str]:
    """The outlets at hand, by name: one step in the index an outlet, however many reports each has."""
    first = select(func.min(REPORT.c.publisher).label("name")).cte("outlet", recursive=True)
    after = select(func.min(REPORT.c.publisher)).where(REPORT.c.publisher > first.c.name).scalar_subquery()
    outlets = first.union_all(select(after).where(first.c.name.is_not(None)))
    query = select(outlets.c.name).where(outlets.c.name.is_not(None))
    return [name for name in session.execute(query.limit(limit)).scalars() if name]
