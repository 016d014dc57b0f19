"""Occurrences, their reports, and how two of them become one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CTE, or_, select, text, union_all, update
from sqlmodel import Session

from core.store.ids import derived
from core.store.insert import insert_new
from core.store.queries import regroupings
from core.store.queries.storing import clear_judgement
from core.store.tables import ArchiveOrderRow, ClaimRow, FlagRow, OccurrenceReportRow, OccurrenceRow, ReportRow, core

OCCURRENCE, MEMBER = core(OccurrenceRow), core(OccurrenceReportRow)
CLAIM, FLAG, REPORT, ORDER = core(ClaimRow), core(FlagRow), core(ReportRow), core(ArchiveOrderRow)
_LOCK = 7_243_002


def lock_placing(session: Session) -> None:
    """One transaction at a time puts reports into occurrences: two at once would make two of one happening.

    On SQLite every writing transaction is alone already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def get_occurrence(session: Session, id_or_prefix: str) -> OccurrenceRow | None:
    """An occurrence by id or by the beginning of it (8 or more characters); a merged one gives its successor."""
    row = session.get(OccurrenceRow, id_or_prefix)
    if row is None and len(id_or_prefix) >= 8:
        match = OCCURRENCE.c.id.startswith(id_or_prefix, autoescape=True)
        found = session.execute(select(OccurrenceRow).where(match).limit(2)).scalars().all()
        row = found[0] if len(found) == 1 else None
    while row is not None and row.merged_into is not None:
        row = session.get(OccurrenceRow, row.merged_into)
    return row


def by_id(session: Session, ids: Sequence[str]) -> dict[str, OccurrenceRow]:
    """These occurrences, by the ids given; merged ones give their successors."""
    query = select(OccurrenceRow).where(OCCURRENCE.c.id.in_(ids))
    rows = {row.id: row for row in session.execute(query).scalars()} if ids else {}
    found = {name: rows[name] if rows[name].merged_into is None else get_occurrence(session, name) for name in rows}
    return {name: row for name in ids if (row := found.get(name)) is not None}


def locked_occurrences(session: Session, ids: Sequence[str]) -> dict[str, OccurrenceRow]:
    """These occurrences, which nobody else changes until this transaction ends; by id, always in one order."""
    query = select(OccurrenceRow).where(OCCURRENCE.c.id.in_(ids)).order_by(OCCURRENCE.c.id).with_for_update()
    return {row.id: row for row in session.execute(query).scalars()} if ids else {}


def list_occurrences(session: Session, *, limit: int = 50, offset: int = 0) -> list[OccurrenceRow]:
    """Occurrences, those with the newest reports first."""
    query = select(OccurrenceRow).where(OCCURRENCE.c.merged_into.is_(None))
    query = query.order_by(OCCURRENCE.c.last_date.desc(), OCCURRENCE.c.id).limit(limit).offset(offset)
    return list(session.execute(query).scalars())


def members(session: Session, occurrence_id: str) -> list[str]:
    """The ids of an occurrence's reports, sorted."""
    query = select(MEMBER.c.report_id).where(MEMBER.c.occurrence_id == occurrence_id).order_by(MEMBER.c.report_id)
    return list(session.execute(query).scalars())


def members_of(session: Session, occurrence_ids: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the reports of each of these occurrences, sorted, by occurrence id."""
    found: dict[str, list[str]] = {occurrence: [] for occurrence in occurrence_ids}
    query = select(MEMBER.c.occurrence_id, MEMBER.c.report_id).where(MEMBER.c.occurrence_id.in_(occurrence_ids))
    for occurrence, report in session.execute(query.order_by(MEMBER.c.report_id)).all() if occurrence_ids else ():
        found[occurrence].append(report)
    return found


def occurrences_of(session: Session, reports: Sequence[str], *, of_campaigns: bool = True) -> dict[str, list[str]]:
    """The occurrences of each of these reports by report id, the one that it is mainly about first, then sorted;
    without those of campaigns on demand."""
    found: dict[str, list[str]] = {report: [] for report in reports}
    query = select(MEMBER.c.report_id, MEMBER.c.occurrence_id).where(MEMBER.c.report_id.in_(reports))
    if not of_campaigns:
        query = query.join(OCCURRENCE, OCCURRENCE.c.id == MEMBER.c.occurrence_id).where(OCCURRENCE.c.campaign.is_(None))
    for report, occurrence in session.execute(query.order_by(MEMBER.c.beside, MEMBER.c.occurrence_id)).all():
        found[report].append(occurrence)
    return found


def memberships(session: Session, reports: Sequence[str]) -> dict[str, dict[str, bool]]:
    """The occurrences of each of these reports, campaigns left out, and whether it tells of each beside its own."""
    found: dict[str, dict[str, bool]] = {report: {} for report in reports}
    query = select(MEMBER.c.report_id, MEMBER.c.occurrence_id, MEMBER.c.beside).where(MEMBER.c.report_id.in_(reports))
    query = query.join(OCCURRENCE, OCCURRENCE.c.id == MEMBER.c.occurrence_id).where(OCCURRENCE.c.campaign.is_(None))
    for report, occurrence, beside in session.execute(query.order_by(MEMBER.c.occurrence_id)).all():
        found[report][occurrence] = beside
    return found


def near_reports(
    session: Session,
    groups: Sequence[str],
    places: Sequence[str],
    since: str | None,
    until: str | None,
    limit: int,
    *,
    only_new: bool,
) -> list[str]:
    """Reports whose newest claims count one of these groups or name one of these places, around these days: of all, or
    (`only_new`) of those alone that the archive's index has not taken up, or only now."""
    if not groups and not places:
        return []
    shared = or_(CLAIM.c.group_id.in_(groups), CLAIM.c.place_label.in_(places))
    query = select(REPORT.c.id).order_by(REPORT.c.first_seen_at.desc(), REPORT.c.id).limit(limit)
    if only_new:
        # From the few new reports to their claims: who asks first for all claims of a group reads half an archive.
        mine = select(CLAIM.c.id).where(CLAIM.c.revision_id == REPORT.c.revision_id, shared)
        new = _new_to_the_archive()
        query = query.join(new, new.c.report_id == REPORT.c.id).where(mine.exists())
    else:
        query = query.join(CLAIM, CLAIM.c.revision_id == REPORT.c.revision_id).where(shared)
        query = query.group_by(REPORT.c.id, REPORT.c.first_seen_at)
    if since is not None and until is not None:
        query = query.where(or_(REPORT.c.date.is_(None), REPORT.c.date.between(since, until)))
    return list(session.execute(query).scalars())


_NEW = 2_000


def _new_to_the_archive() -> CTE:
    """The newest reports that the archive's index has not taken up, and those that it took up last."""
    order = select(ORDER.c.report_id).limit(_NEW)
    waiting = order.where(ORDER.c.indexed_at.is_(None)).order_by(ORDER.c.noted_at.desc()).subquery()
    taken = order.where(ORDER.c.indexed_at.is_not(None)).order_by(ORDER.c.indexed_at.desc()).subquery()
    return union_all(select(waiting.c.report_id), select(taken.c.report_id)).cte("new")


def new_occurrence(session: Session, reports: Sequence[str], now: datetime, *why: object) -> str:
    """A new occurrence; its id derives from its first reports, so that the same order gives the same id, and from
    `why` it is made where these reports had one before."""
    occurrence_id = derived("occurrence", sorted(reports), *why)
    row = {"id": occurrence_id, "title": "", "changed": 0, "judged": 0, "created_at": now}
    insert_new(session, OccurrenceRow, [row])
    return occurrence_id


def add_members(
    session: Session, occurrence_id: str, reports: Sequence[str], by: str, now: datetime, *, beside: bool = False
) -> None:
    """Puts reports into an occurrence; their claims follow with `adopt_claims`, or where it is `beside` their own
    happening, one by one."""
    row = {"occurrence_id": occurrence_id, "placed_by": by, "placed_at": now, "beside": beside}
    insert_new(session, OccurrenceReportRow, [row | {"report_id": report} for report in reports])


def adopt_claims(session: Session, occurrence_id: str, reports: Sequence[str]) -> None:
    """Claims of these reports that are in no occurrence yet come into this one."""
    session.execute(
        update(CLAIM)
        .where(CLAIM.c.report_id.in_(reports), CLAIM.c.occurrence_id.is_(None))
        .values(occurrence_id=occurrence_id)
    )


def note_change(session: Session, occurrence_id: str) -> None:
    """Notes that the occurrence is to be judged anew."""
    session.execute(update(OCCURRENCE).where(OCCURRENCE.c.id == occurrence_id).values(changed=OCCURRENCE.c.changed + 1))


def touch(session: Session, occurrence_id: str) -> None:
    """Notes that something came in, and keeps title and days in step with the reports."""
    query = (
        select(REPORT.c.date, REPORT.c.title, MEMBER.c.beside)
        .join(MEMBER, MEMBER.c.report_id == REPORT.c.id)
        .where(MEMBER.c.occurrence_id == occurrence_id)
        .order_by(MEMBER.c.beside, REPORT.c.date, REPORT.c.id)
    )
    rows = session.execute(query).all()
    dates = sorted(date[:10] for date, _, _ in rows if date)
    title = next((title for date, title, _ in rows if date and title), rows[0][1] if rows else "")
    values = {
        "changed": OCCURRENCE.c.changed + 1,
        "title": (_told_there(session, occurrence_id) or title) if rows and rows[0][2] else title,
        "first_date": dates[0] if dates else None,
        "last_date": dates[-1] if dates else None,
    }
    session.execute(update(OCCURRENCE).where(OCCURRENCE.c.id == occurrence_id).values(**values))


def _told_there(session: Session, occurrence_id: str) -> str | None:
    """What reports tell of an occurrence beside their own, whose headlines are about something else: the place and
    the first figure."""
    query = select(CLAIM.c.place_label, CLAIM.c.text).where(CLAIM.c.occurrence_id == occurrence_id)
    row = session.execute(query.order_by(CLAIM.c.report_id, CLAIM.c.n).limit(1)).first()
    return None if row is None else ": ".join(part for part in row if part)


def merge(session: Session, winner: str, others: Sequence[str], by: str, now: datetime) -> None:
    """Two occurrences turn out to be one: reports, claims and flags with their decisions move to the winner."""
    for loser in others:
        aside = _beside(session, loser)
        mine = [report for report in members(session, loser) if report not in aside]
        add_members(session, winner, mine, by, now)
        add_members(session, winner, sorted(aside), by, now, beside=True)
        both = (MEMBER.c.occurrence_id == winner) & MEMBER.c.report_id.in_(mine)
        session.execute(update(OccurrenceReportRow).where(both).values(beside=False))
        session.execute(update(CLAIM).where(CLAIM.c.occurrence_id == loser).values(occurrence_id=winner))
        session.execute(update(FLAG).where(FLAG.c.occurrence_id == loser).values(occurrence_id=winner))
        session.execute(MEMBER.delete().where(MEMBER.c.occurrence_id == loser))
        session.execute(update(OCCURRENCE).where(OCCURRENCE.c.id == loser).values(merged_into=winner))
        regroupings.take_over(session, winner, loser)
        clear_judgement(session, loser)


def _beside(session: Session, occurrence_id: str) -> set[str]:
    """The reports that tell of an occurrence beside their own."""
    query = select(MEMBER.c.report_id).where(MEMBER.c.occurrence_id == occurrence_id, MEMBER.c.beside)
    return set(session.execute(query).scalars())


def move(
    session: Session, old: str, new: str, reports: Sequence[str], claims: Sequence[str], by: str, now: datetime
) -> None:
    """Reports with their claims, and single claims of reports that stay, go over to another occurrence, and with them
    the flags that are only about them."""
    sharing = session.execute(select(CLAIM.c.report_id).where(CLAIM.c.id.in_(claims)).distinct()).scalars()
    aside = _beside(session, old)
    add_members(session, new, [report for report in reports if report not in aside], by, now)
    add_members(session, new, [*(report for report in reports if report in aside), *sharing], by, now, beside=True)
    session.execute(MEMBER.delete().where(MEMBER.c.occurrence_id == old, MEMBER.c.report_id.in_(reports)))
    moved = or_(CLAIM.c.report_id.in_(reports), CLAIM.c.id.in_(claims))
    session.execute(update(CLAIM).where(CLAIM.c.occurrence_id == old, moved).values(occurrence_id=new))
    inside = select(CLAIM.c.id).where(CLAIM.c.occurrence_id == new)
    session.execute(
        update(FLAG)
        .where(FLAG.c.occurrence_id == old, FLAG.c.claim_a.in_(inside))
        .where(or_(FLAG.c.claim_b.is_(None), FLAG.c.claim_b.in_(inside)))
        .values(occurrence_id=new)
    )
