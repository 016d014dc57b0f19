"""Flags, the decisions on them, and the findings of claims."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select, update
from sqlmodel import Session

from core.compare.findings import FindingKind
from core.store.tables import (
    AssignmentRow,
    ClaimRow,
    DecisionRow,
    FigureClaimRow,
    FindingRow,
    FlagRow,
    ReportRow,
    SecondLookRow,
    core,
)

FLAG, DECISION, FINDING = core(FlagRow), core(DecisionRow), core(FindingRow)
CLAIM, REPORT = core(ClaimRow), core(ReportRow)
PRINTED, ASSIGNED, SECOND = core(FigureClaimRow), core(AssignmentRow), core(SecondLookRow)
_SIDES = (FLAG.c.report_id, FLAG.c.report_b)
OPEN = ("open", "reopened")
LEAVES_OPEN = ("follow_up", "undone")
_ORDER = [str(kind) for kind in FindingKind]


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """Which flags; None means all. A language or a publisher is that of either side."""

    statuses: Sequence[str] | None = OPEN
    kind: str | None = None
    occurrence_id: str | None = None
    report_id: str | None = None
    lang: str | None = None
    publisher: str | None = None
    measure: str | None = None
    text: str | None = None
    assignee: str | None = None
    opened_after: datetime | None = None
    second: bool = False


def list_flags(
    session: Session, wanted: FlagFilter | None = None, *, limit: int = 50, offset: int = 0
) -> list[FlagRow]:
    """Flags, the most pressing first."""
    query = _filtered(select(FlagRow), wanted or FlagFilter())
    return list(session.execute(query.order_by(FLAG.c.rank.desc(), FLAG.c.id).limit(limit).offset(offset)).scalars())


def newest_flags(session: Session, wanted: FlagFilter | None = None, *, limit: int = 50) -> list[FlagRow]:
    """Flags, those that changed last first."""
    query = _filtered(select(FlagRow), wanted or FlagFilter())
    return list(session.execute(query.order_by(FLAG.c.changed_at.desc(), FLAG.c.id).limit(limit)).scalars())


def counted(session: Session, filters: Sequence[FlagFilter], most: int) -> list[int]:
    """How many flags each of these filters holds, in one query, counted up to `most` each."""
    if not filters:
        return []
    parts = [_filtered(select(FLAG.c.id), one).limit(most).subquery() for one in filters]
    return list(session.execute(select(*[select(func.count()).select_from(p).scalar_subquery() for p in parts])).one())


def flag_counts(session: Session, wanted: FlagFilter | None = None) -> dict[str, int]:
    """How many flags there are of each kind."""
    query = _filtered(select(FLAG.c.kind, func.count()), wanted or FlagFilter()).group_by(FLAG.c.kind)
    return {row[0]: row[1] for row in session.execute(query).all()}


def _filtered(query: Any, wanted: FlagFilter) -> Any:
    if wanted.statuses is not None:
        query = query.where(FLAG.c.status.in_(wanted.statuses))
    for name in ("kind", "occurrence_id", "report_id", "measure"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(FLAG.c[name] == value)
    if wanted.lang is not None:
        told = (exists().where(REPORT.c.id == side, REPORT.c.lang == wanted.lang) for side in _SIDES)
        query = query.where(or_(*told))
    if wanted.publisher is not None:
        of = select(REPORT.c.id).where(REPORT.c.publisher == wanted.publisher)
        query = query.where(or_(*(side.in_(of) for side in _SIDES)))
    if wanted.assignee is not None:
        query = query.join(ASSIGNED, ASSIGNED.c.flag_id == FLAG.c.id).where(ASSIGNED.c.assignee == wanted.assignee)
    if wanted.second:
        query = query.join(SECOND, SECOND.c.flag_id == FLAG.c.id)
    if wanted.opened_after is not None:
        query = query.where(FLAG.c.opened_at >= wanted.opened_after)
    if wanted.text:
        query = query.where(FLAG.c.summary.icontains(wanted.text, autoescape=True))
    return query


def get_flag(session: Session, id_or_prefix: str) -> FlagRow | None:
    """A flag by its id or the beginning of it (4 or more characters), where that is one flag's alone."""
    row = session.get(FlagRow, id_or_prefix)
    if row is not None or len(id_or_prefix) < 4:
        return row
    match = FLAG.c.id.startswith(id_or_prefix, autoescape=True)
    found = session.execute(select(FlagRow).where(match).limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None


def add_decision(
    session: Session,
    flag: FlagRow,
    ruling: str,
    who: str,
    now: datetime,
    *,
    note: str = "",
    dimension: str | None = None,
) -> DecisionRow:
    """Adds a ruling on a flag with the evidence that it saw; an earlier one stays, revised."""
    earlier = session.execute(
        select(DECISION.c.id).where(DECISION.c.flag_id == flag.id).order_by(DECISION.c.id.desc()).limit(1)
    ).scalar()
    row = DecisionRow(
        flag_id=flag.id,
        ruling=ruling,
        dimension=dimension,
        note=note,
        who=who,
        decided_at=now,
        evidence=flag.evidence,
        revises=earlier,
    )
    session.add(row)
    flag.status, flag.changed_at, flag.news = ("open" if ruling in LEAVES_OPEN else "decided"), now, []
    session.flush()
    return row


def decisions_of(session: Session, flag_ids: Sequence[str]) -> dict[str, list[DecisionRow]]:
    """Every decision on these flags, oldest first, by flag."""
    found: dict[str, list[DecisionRow]] = {flag: [] for flag in flag_ids}
    query = select(DecisionRow).where(DECISION.c.flag_id.in_(flag_ids)).order_by(DECISION.c.id)
    for row in session.execute(query).scalars() if flag_ids else ():
        found[row.flag_id].append(row)
    return found


def findings_of(session: Session, claim_ids: Sequence[str]) -> dict[str, list[FindingRow]]:
    """The findings of these claims, the headline one first, by claim: their own and those of the figures they print."""
    found: dict[str, list[FindingRow]] = {claim: [] for claim in claim_ids}
    own = select(FINDING.c.claim_id, FindingRow).where(FINDING.c.claim_id.in_(claim_ids))
    shared = select(PRINTED.c.claim_id, FindingRow).join(PRINTED, PRINTED.c.figure_id == FINDING.c.figure_id)
    for query in (own, shared.where(PRINTED.c.claim_id.in_(claim_ids))):
        for claim, row in session.execute(query.order_by(FINDING.c.place, FINDING.c.id)).all():
            found[claim].append(row)
    return {claim: sorted(rows, key=lambda row: (_ORDER.index(row.kind), row.place)) for claim, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """A flag told short: enough to find it again, and to see by its seal whether it says the same."""

    id: str
    kind: str
    key: str
    status: str
    rank: float
    claim_a: str | None
    claim_b: str | None
    seal: str | None


def standing(session: Session, occurrence_ids: Sequence[str]) -> dict[str, list[Standing]]:
    """Every flag of each of these occurrences, whatever its status, told short; highest rank first."""
    columns = [FLAG.c.occurrence_id, *(FLAG.c[field.name] for field in fields(Standing))]
    query = select(*columns).where(FLAG.c.occurrence_id.in_(occurrence_ids)).order_by(FLAG.c.rank.desc(), FLAG.c.id)
    found: dict[str, list[Standing]] = {occurrence: [] for occurrence in occurrence_ids}
    for occurrence, *row in session.execute(query) if occurrence_ids else ():
        found[occurrence].append(Standing(*row))
    return found


def flags_of_occurrence(session: Session, occurrence_id: str) -> list[FlagRow]:
    """Every flag of an occurrence, whatever its status."""
    query = select(FlagRow).where(FLAG.c.occurrence_id == occurrence_id).order_by(FLAG.c.rank.desc(), FLAG.c.id)
    return list(session.execute(query).scalars())


def inside_reports(session: Session, occurrence_ids: Sequence[str]) -> list[FlagRow]:
    """What reports of these occurrences say against themselves, the most pressing first."""
    here = FLAG.c.occurrence_id.in_(occurrence_ids)
    query = select(FlagRow).where(here, FLAG.c.kind == "inconsistent", FLAG.c.status != "withdrawn")
    return list(session.execute(query.order_by(FLAG.c.rank.desc(), FLAG.c.id)).scalars())


def flags_by_id(session: Session, flag_ids: Sequence[str]) -> list[FlagRow]:
    """These flags, the most pressing first."""
    if not flag_ids:
        return []
    query = select(FlagRow).where(FLAG.c.id.in_(flag_ids)).order_by(FLAG.c.rank.desc(), FLAG.c.id)
    return list(session.execute(query).scalars())


def note_claims(session: Session, occurrence_ids: Sequence[str]) -> None:
    """Notes on the flags of these occurrences that are new what their claims are about and whose the second one is."""
    if not occurrence_ids:
        return
    of_a = select(CLAIM.c.measure).where(CLAIM.c.id == FLAG.c.claim_a).scalar_subquery()
    of_b = select(CLAIM.c.report_id).where(CLAIM.c.id == FLAG.c.claim_b).scalar_subquery()
    fresh = FLAG.c.occurrence_id.in_(occurrence_ids) & FLAG.c.measure.is_(None)
    session.execute(update(FLAG).where(fresh).values(measure=of_a, report_b=of_b))


def withdraw(session: Session, flag_ids: Sequence[str], now: datetime) -> None:
    """The evidence no longer shows these; what was decided on them stays."""
    if flag_ids:
        standing = FLAG.c.id.in_(flag_ids), FLAG.c.status.in_(OPEN)
        session.execute(update(FLAG).where(*standing).values(status="withdrawn", changed_at=now))
