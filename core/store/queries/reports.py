"""Reports and their revisions: a changed article is a new revision, an unchanged one is only seen again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
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


@dataclass(frozen=True, slots=True)
class Given:
    """A report to be stored under its key, with the page that it was read from, when its claims are stored too."""

    key: str
    report: Report
    modified: str | None = None
    page_id: str | None = None
    is_read: bool = False


def store_report(session: Session, key: str, report: Report, now: datetime) -> Stored:
    """Stores the wording of a report as its newest revision, unless it is the newest already."""
    return store_reports(session, [Given(key, report)], now)[0]


def store_reports(session: Session, given: Sequence[Given], now: datetime) -> list[Stored]:
    """The same for several reports under keys of their own, in their order."""
    rows = _report_rows(session, given, now)
    known = _numbers(session, [row.revision_id for row in rows.values() if row.revision_id is not None])
    stored = [_store(session, one, rows[one.key], known, now) for one in given]
    session.flush()
    archive_orders.note(session, [(one.report_id, one.revision_id) for one in stored if one.is_new], now)
    return stored


def _store(session: Session, one: Given, row: ReportRow, known: Mapping[str, tuple[int, str]], now: datetime) -> Stored:
    wording = text_hash(one.report.document)
    number, newest = known.get(row.revision_id or "", (0, None))
    if newest == wording and row.revision_id is not None:
        row.last_seen_at = max(row.last_seen_at, now)
        return Stored(row.id, row.revision_id, number, False)
    revision = _revision(one, row, wording, now)
    session.add(revision)
    report = one.report
    row.revision_id, row.revisions, row.last_seen_at = revision.id, revision.number, now
    row.title, row.lang = title_of(report.document), report.lang
    row.date, row.publisher, row.url = report.date or row.date, report.publisher or row.publisher, report.url or row.url
    return Stored(row.id, revision.id, revision.number, True)


def _revision(one: Given, row: ReportRow, wording: str, now: datetime) -> RevisionRow:
    number, report = row.revisions + 1, one.report
    return RevisionRow(
        id=derived("revision", row.id, number, wording),
        report_id=row.id,
        number=number,
        document=report.document,
        document_hash=wording,
        lang=report.lang,
        date=report.date,
        modified=one.modified,
        publisher=report.publisher,
        credit=report.credit,
        page_id=one.page_id,
        seen_at=now,
        read_at=now if one.is_read else None,
    )


def _numbers(session: Session, revisions: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Number and hash of these wordings."""
    query = select(REVISION.c.id, REVISION.c.number, REVISION.c.document_hash).where(REVISION.c.id.in_(revisions))
    return {row.id: (row.number, row.document_hash) for row in session.execute(query)} if revisions else {}


def title_of(document: str) -> str:
    """The headline, or the first words of a text that has none."""
    return document.partition("\n")[0].strip()[:300]


def _report_rows(session: Session, given: Sequence[Given], now: datetime) -> dict[str, ReportRow]:
    """The rows of these reports by key, made where there were none; nobody else changes them meanwhile."""
    fresh = [
        {
            "id": report_id(one.key),
            "key": one.key,
            "url": one.report.url,
            "publisher": one.report.publisher,
            "title": "",
            "lang": one.report.lang,
            "date": one.report.date,
            "revisions": 0,
            "first_seen_at": now,
            "last_seen_at": now,
        }
        for one in given
    ]
    # In one order for all processes: two that wait for each other's rows would wait for good.
    insert_new(session, ReportRow, sorted(fresh, key=lambda row: str(row["id"])))
    here = REPORT.c.key.in_([one.key for one in given])
    query = select(ReportRow).where(here).order_by(REPORT.c.id).with_for_update()
    return {row.key: row for row in session.execute(query).scalars()}


def newest_wordings(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """The hash of the newest wording of each of the reports with these keys, by key."""
    query = select(REPORT.c.key, REVISION.c.document_hash).join(REVISION, REVISION.c.id == REPORT.c.revision_id)
    return {row[0]: row[1] for row in session.execute(query.where(REPORT.c.key.in_(keys)))} if keys else {}


def newest_hashes(session: Session, reports: Sequence[str]) -> dict[str, tuple[str, int, str]]:
    """Id, number and hash of the newest wording of each of these reports, by report id."""
    names = [REVISION.c[name] for name in ("report_id", "id", "number", "document_hash")]
    query = select(*names).join(REPORT, REPORT.c.revision_id == REVISION.c.id).where(REPORT.c.id.in_(reports))
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)} if reports else {}


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
