"""Claims, to rows and back without losing a digit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlmodel import Session

from core.claims import Claim
from core.claims.codec import claim_from_json, claim_to_json
from core.coverage.campaign import campaigns
from core.numbers import Interval
from core.store.ids import derived
from core.store.insert import insert_new
from core.store.tables import ClaimRow, OccurrenceRow, ReportRow, RevisionRow, core

CLAIM, REPORT, REVISION = core(ClaimRow), core(ReportRow), core(RevisionRow)
OCCURRENCE = core(OccurrenceRow)


def claim_id(revision_id: str, claim: Claim, told: dict[str, Any] | None = None) -> str:
    """The id of a claim: the revision, where it stands and what it says (`told`, where that is worked out already)."""
    return derived("claim", revision_id, claim.start, claim.end, told or claim_to_json(claim))


def store_claims(session: Session, report_id: str, revision_id: str, claims: Sequence[Claim]) -> list[str]:
    """Stores the claims of a revision; those that are there stay. Returns their ids."""
    return store_all_claims(session, [(report_id, revision_id, claims)])


def store_all_claims(session: Session, given: Sequence[tuple[str, str, Sequence[Claim]]]) -> list[str]:
    """The same for several revisions, each with its report, in one statement a batch."""
    rows: list[dict[str, Any]] = []
    for report_id, revision_id, claims in given:
        since = campaigns(claims)
        rows += [{**_row(report_id, revision_id, claim), "campaign": since.get(claim.n)} for claim in claims]
    insert_new(session, ClaimRow, rows)
    return [row["id"] for row in rows]


def _row(report_id: str, revision_id: str, claim: Claim) -> dict[str, Any]:
    told = claim_to_json(claim)
    return {
        "id": claim_id(revision_id, claim, told),
        "revision_id": revision_id,
        "report_id": report_id,
        "n": claim.n,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "value": claim.value,
        "low": claim.interval.low,
        "high": claim.interval.high,
        "low_open": claim.interval.low_open,
        "high_open": claim.interval.high_open,
        "precision": str(claim.precision),
        "unit": claim.unit,
        "measure": claim.measure,
        "group_id": claim.group.id if claim.group else None,
        "group_label": (claim.group.label or claim.group.surface) if claim.group else None,
        "place_label": (claim.place.label or claim.place.surface) if claim.place else None,
        "window_kind": str(claim.window.kind),
        "as_of": claim.as_of,
        "due": claim.due,
        "stance": str(claim.stance),
        "detail": told,
    }


def as_claim(row: ClaimRow) -> Claim:
    """The value that was stored, its numbers digit for digit."""
    claim = claim_from_json(row.detail)
    return replace(claim, value=row.value, interval=Interval(row.low, row.high, row.low_open, row.high_open))


def claims_of_revision(session: Session, revision_id: str) -> list[ClaimRow]:
    """The claims of one wording, in the order of the text."""
    return list(
        session.execute(select(ClaimRow).where(CLAIM.c.revision_id == revision_id).order_by(CLAIM.c.n)).scalars()
    )


def counts_of_revisions(session: Session, revisions: Sequence[str]) -> dict[str, int]:
    """How many claims each of these wordings has; those without any are left out."""
    query = select(CLAIM.c.revision_id, func.count()).where(CLAIM.c.revision_id.in_(revisions))
    rows = session.execute(query.group_by(CLAIM.c.revision_id)) if revisions else ()
    return {row[0]: row[1] for row in rows}


def forecasts(session: Session, revisions: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """The claims of these wordings that fall due, each with its day, by revision."""
    query = select(CLAIM.c.revision_id, CLAIM.c.id, CLAIM.c.due).order_by(CLAIM.c.revision_id, CLAIM.c.n)
    found: dict[str, list[tuple[str, str]]] = {}
    for revision, claim, day in session.execute(
        query.where(CLAIM.c.revision_id.in_(revisions), CLAIM.c.due.is_not(None))
    ):
        found.setdefault(revision, []).append((claim, day))
    return found


def groups_and_places(session: Session, reports: Sequence[str]) -> tuple[list[str], list[str]]:
    """The groups (ids) that the newest wordings of these reports count and the places (labels) they name, sorted."""
    query = select(CLAIM.c.group_id, CLAIM.c.place_label).join(REPORT, REPORT.c.revision_id == CLAIM.c.revision_id)
    rows = session.execute(query.where(REPORT.c.id.in_(reports)).distinct()).all()
    return sorted({row[0] for row in rows if row[0]}), sorted({row[1] for row in rows if row[1]})


def newest_claims(session: Session, reports: Sequence[str]) -> dict[str, list[ClaimRow]]:
    """The claims of the newest wording of each of these reports, by report id."""
    found: dict[str, list[ClaimRow]] = {report: [] for report in reports}
    rows = session.execute(
        select(ClaimRow)
        .join(REPORT, REPORT.c.revision_id == CLAIM.c.revision_id)
        .where(REPORT.c.id.in_(reports))
        .order_by(CLAIM.c.report_id, CLAIM.c.n)
    ).scalars()
    for row in rows:
        found[row.report_id].append(row)
    return found


def claims_by_id(session: Session, ids: Sequence[str]) -> dict[str, ClaimRow]:
    """These claims, by id."""
    return {row.id: row for row in session.execute(select(ClaimRow).where(CLAIM.c.id.in_(ids))).scalars()}


def place_claims(session: Session, ids: Sequence[str], occurrence_id: str) -> None:
    """Puts claims into an occurrence."""
    session.execute(update(CLAIM).where(CLAIM.c.id.in_(ids)).values(occurrence_id=occurrence_id))


def claims_before(session: Session, revisions: Sequence[str], occurrence_id: str) -> dict[str, tuple[Claim, ...]]:
    """The claims of the wording before each of these, by report id: of this occurrence and of campaigns."""
    later, earlier = REVISION.alias("later"), REVISION.alias("earlier")
    query = (
        select(ClaimRow)
        .join(earlier, earlier.c.id == CLAIM.c.revision_id)
        .join(later, (later.c.report_id == earlier.c.report_id) & (later.c.number == earlier.c.number + 1))
        .outerjoin(OCCURRENCE, OCCURRENCE.c.id == CLAIM.c.occurrence_id)
        .where(later.c.id.in_(revisions), or_(OCCURRENCE.c.id == occurrence_id, OCCURRENCE.c.campaign.is_not(None)))
        .order_by(CLAIM.c.report_id, CLAIM.c.n)
    )
    found: dict[str, list[Claim]] = {}
    for row in session.execute(query).scalars() if revisions else ():
        found.setdefault(row.report_id, []).append(as_claim(row))
    return {report: tuple(claims) for report, claims in found.items()}
