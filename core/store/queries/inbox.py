"""What the desk asks beside single rows: places in the ranked inbox, counts for lists, progress of runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, cast, func, literal, null, or_, select, union_all
from sqlmodel import Session

from core.store.queries.flags import OPEN, FlagFilter, _filtered
from core.store.tables import (
    AttemptRow,
    ClaimRow,
    DeadLetterRow,
    FigureRow,
    FindingRow,
    FlagRow,
    JobRow,
    OccurrenceReportRow,
    OccurrenceRow,
    RelationRow,
    ReportRow,
    ScheduleRunRow,
    core,
)

FLAG, CLAIM, REPORT, FIGURE = core(FlagRow), core(ClaimRow), core(ReportRow), core(FigureRow)
FINDING, RUN, OCCURRENCE = core(FindingRow), core(ScheduleRunRow), core(OccurrenceRow)
RELATION = core(RelationRow)
MEMBER, JOB, ATTEMPT, DEAD = core(OccurrenceReportRow), core(JobRow), core(AttemptRow), core(DeadLetterRow)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a flag stands among the filtered ones: `position` from 1, its neighbours by rank (None at an end)."""

    position: int
    total: int
    previous_id: str | None
    next_id: str | None


def standing(session: Session, flag: FlagRow, wanted: FlagFilter) -> Standing:
    """Where `flag` stands, whether or not the filter still holds it (it counts itself in). The filter is run once."""
    held = _filtered(select(FLAG.c.id, FLAG.c.rank), wanted).where(FLAG.c.id != flag.id).cte("held").c
    above = or_(held.rank > flag.rank, and_(held.rank == flag.rank, held.id < flag.id))
    before = select(held.id).where(above).order_by(held.rank, held.id.desc()).limit(1)
    after = select(held.id).where(~above).order_by(held.rank.desc(), held.id).limit(1)
    tallied = select(func.count(), func.sum(cast(above, Integer)), before.scalar_subquery(), after.scalar_subquery())
    others, ahead, previous_id, next_id = session.execute(tallied.select_from(held.id.table)).one()
    return Standing(int(ahead or 0) + 1, int(others) + 1, previous_id, next_id)


def open_flags(session: Session) -> int:
    """How many flags wait for a person."""
    return int(session.execute(select(func.count()).select_from(FLAG).where(FLAG.c.status.in_(OPEN))).scalar_one())


def ranked_flags(
    session: Session, wanted: FlagFilter, *, limit: int, offset: int
) -> tuple[list[FlagRow], dict[str, int]]:
    """One page of flags, the most pressing first, and how many the filter holds of each kind, whichever kind it wants.
    The filter is run once, over what the order needs: a sort that carries reasons and evidence along takes four times
    as long over ten thousand flags."""
    held = _filtered(select(FLAG.c.id, FLAG.c.kind, FLAG.c.rank), replace(wanted, kind=None)).cte("held").c
    tallied = select(held.kind, func.count(), null()).group_by(held.kind)
    page = select(held.kind, literal(0), held.id).order_by(held.rank.desc(), held.id).limit(limit).offset(offset)
    if wanted.kind is not None:
        page = page.where(held.kind == wanted.kind)
    rows = session.execute(union_all(tallied, select(page.subquery()))).all()
    found = [flag for _, _, flag in rows if flag is not None]
    order = (FLAG.c.rank.desc(), FLAG.c.id)
    flags = list(session.execute(select(FlagRow).where(FLAG.c.id.in_(found)).order_by(*order)).scalars())
    return flags, {kind: count for kind, count, flag in rows if flag is None}


def flags_of_claims(session: Session, claim_ids: Sequence[str]) -> dict[str, str]:
    """The most pressing flag (not withdrawn) that each of these claims stands in, by claim id."""
    query = select(FLAG.c.claim_a, FLAG.c.claim_b, FLAG.c.id).where(
        FLAG.c.status != "withdrawn", or_(FLAG.c.claim_a.in_(claim_ids), FLAG.c.claim_b.in_(claim_ids))
    )
    found: dict[str, str] = {}
    for a, b, flag in session.execute(query.order_by(FLAG.c.rank.desc(), FLAG.c.id)).all():
        for claim in (a, b):
            if claim is not None:
                found.setdefault(claim, flag)
    return found


def figures_by_id(session: Session, ids: Sequence[str]) -> dict[str, FigureRow]:
    """These figures, by id."""
    return {row.id: row for row in session.execute(select(FigureRow).where(FIGURE.c.id.in_(ids))).scalars()}


@dataclass(frozen=True, slots=True)
class Size:
    """How large an occurrence is."""

    reports: int = 0
    origins: int = 0
    flags: int = 0
    updated_at: datetime | None = None


def sizes(session: Session, occurrences: Sequence[str]) -> dict[str, Size]:
    """Reports, independent known origins, open flags and the last arrival of each of these occurrences."""
    latest = func.max(MEMBER.c.placed_at)
    reports = _by_occurrence(session, MEMBER, select(MEMBER.c.occurrence_id, func.count(), latest), occurrences)
    origins = _by_occurrence(
        session, FIGURE, select(FIGURE.c.occurrence_id, func.count(FIGURE.c.origin.distinct())), occurrences
    )
    open_ones = select(FLAG.c.occurrence_id, func.count()).where(FLAG.c.status.in_(OPEN))
    flags = _by_occurrence(session, FLAG, open_ones, occurrences)
    return {
        one: Size(
            reports[one][1] if one in reports else 0,
            origins[one][1] if one in origins else 0,
            flags[one][1] if one in flags else 0,
            reports[one][2] if one in reports else None,
        )
        for one in occurrences
    }


def _by_occurrence(session: Session, table: Any, query: Any, occurrences: Sequence[str]) -> dict[str, Any]:
    column = table.c.occurrence_id
    return {row[0]: row for row in session.execute(query.where(column.in_(occurrences)).group_by(column)).all()}


@dataclass(frozen=True, slots=True)
class Progress:
    """How the jobs of a run fare: the most tries of one job, when the next one falls due, the words of the last
    failure, and the dead letters that wait for a person."""

    attempts: int = 0
    next_try: datetime | None = None
    error: str | None = None
    dead: tuple[int, ...] = ()


def progress(session: Session, verifications: Sequence[int]) -> dict[int, Progress]:
    """The progress of each of these runs."""
    waiting = (
        select(JOB.c.verification_id, func.min(JOB.c.due_at))
        .where(JOB.c.verification_id.in_(verifications), JOB.c.state == "waiting", JOB.c.attempts > 0)
        .group_by(JOB.c.verification_id)
    )
    due = {row[0]: row[1] for row in session.execute(waiting).all()}
    most = (
        select(JOB.c.verification_id, func.max(JOB.c.attempts))
        .where(JOB.c.verification_id.in_(verifications))
        .group_by(JOB.c.verification_id)
    )
    tries = {row[0]: row[1] for row in session.execute(most).all()}
    errors = _last_errors(session, verifications)
    dead: dict[int, list[int]] = {}
    letters = select(DEAD.c.verification_id, DEAD.c.id).where(
        DEAD.c.verification_id.in_(verifications), DEAD.c.resolved_at.is_(None)
    )
    for run, letter in session.execute(letters.order_by(DEAD.c.id)).all():
        dead.setdefault(run, []).append(letter)
    return {
        run: Progress(
            tries.get(run, 0),
            due.get(run),
            errors.get(run),
            tuple(dead.get(run, ())),
        )
        for run in verifications
    }


def _last_errors(session: Session, verifications: Sequence[int]) -> dict[int, str]:
    """The words of the last failed try of a job that is still to be done."""
    query = (
        select(JOB.c.verification_id, ATTEMPT.c.error)
        .join(ATTEMPT, ATTEMPT.c.job_id == JOB.c.id)
        .where(JOB.c.verification_id.in_(verifications), ATTEMPT.c.error.is_not(None), JOB.c.state != "done")
        .order_by(ATTEMPT.c.started_at)
    )
    return {row[0]: row[1] for row in session.execute(query).all() if row[1]}


def findings_of_figures(session: Session, figure_ids: Sequence[str]) -> dict[str, list[FindingRow]]:
    """The findings of distinct figures, the headline one first, by figure id."""
    found: dict[str, list[FindingRow]] = {figure: [] for figure in figure_ids}
    query = select(FindingRow).where(FINDING.c.figure_id.in_(figure_ids)).order_by(FINDING.c.place, FINDING.c.id)
    for row in session.execute(query).scalars():
        if row.figure_id is not None:
            found[row.figure_id].append(row)
    return found


def latest_reports(session: Session, *, limit: int, offset: int) -> list[ReportRow]:
    """Reports, the last seen first."""
    query = select(ReportRow).order_by(REPORT.c.last_seen_at.desc(), REPORT.c.id).limit(limit).offset(offset)
    return list(session.execute(query).scalars())


def parts_by_place(session: Session, occurrence_id: str) -> set[str]:
    """The ids of the figures of an occurrence that count a part of it by place."""
    query = select(RELATION.c.a).where(
        RELATION.c.occurrence_id == occurrence_id,
        RELATION.c.relation == "part_of",
        RELATION.c.because["dimension"].as_string() == "place",
    )
    return set(session.execute(query).scalars())


def inside(session: Session, report_id: str) -> list[tuple[dict[str, Any], tuple[int, ...]]]:
    """What a report contradicts itself in: the reason, and the numbers of its claims."""
    query = select(FLAG.c.because, FLAG.c.claim_a, FLAG.c.claim_b).where(
        FLAG.c.report_id == report_id, FLAG.c.kind == "inconsistent", FLAG.c.status != "withdrawn"
    )
    found = session.execute(query.order_by(FLAG.c.rank.desc(), FLAG.c.id)).all()
    ids = {one for _, a, b in found for one in (a, b) if one is not None}
    numbers: dict[str, int] = dict(session.execute(select(CLAIM.c.id, CLAIM.c.n).where(CLAIM.c.id.in_(ids))).all())
    return [(because, tuple(sorted({numbers[one] for one in (a, b) if one in numbers}))) for because, a, b in found]


def reports_of_claims(session: Session, claim_ids: Sequence[str]) -> dict[str, str]:
    """The report of each of these claims, by claim id: the two ids alone, since an occurrence has thousands."""
    rows = session.execute(select(CLAIM.c.id, CLAIM.c.report_id).where(CLAIM.c.id.in_(claim_ids))).all()
    return {row[0]: row[1] for row in rows}


def last_runs(session: Session, schedule_ids: Sequence[int]) -> dict[int, str]:
    """The outcome of the newest run of each of these schedules."""
    newest = select(func.max(RUN.c.id)).where(RUN.c.schedule_id.in_(schedule_ids)).group_by(RUN.c.schedule_id)
    rows = session.execute(select(ScheduleRunRow).where(RUN.c.id.in_(newest))).scalars()
    return {row.schedule_id: "changed" if row.changes else row.outcome for row in rows}


def titles_of_keys(session: Session, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The id and title of the reports with these keys, by key."""
    rows = session.execute(select(REPORT.c.key, REPORT.c.id, REPORT.c.title).where(REPORT.c.key.in_(keys))).all()
    return {key: (report, title) for key, report, title in rows}


def named_occurrences(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """The title of each of these occurrences, and the campaign that it holds, by id."""
    query = select(OCCURRENCE.c.id, OCCURRENCE.c.title, OCCURRENCE.c.campaign).where(OCCURRENCE.c.id.in_(ids))
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def groups_of_occurrence(session: Session, occurrence_id: str) -> list[tuple[str | None, str | None, str | None]]:
    """The distinct (group id, group label, place label) of the claims of an occurrence."""
    query = select(CLAIM.c.group_id, CLAIM.c.group_label, CLAIM.c.place_label)
    rows = session.execute(query.where(CLAIM.c.occurrence_id == occurrence_id).distinct()).all()
    return [(row[0], row[1], row[2]) for row in rows]
