"""Verifications: one run at a time for an article, its stage with counts and times, its candidates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session

from core.store.insert import BATCH, insert_many, insert_new, insert_one
from core.store.tables import CandidateRow, VerificationRow, core

VERIFICATION, CANDIDATE = core(VerificationRow), core(CandidateRow)
STAGES = ("queued", "reading", "searching", "fetching", "comparing", "done")
OVER = ("done", "failed", "cancelled", "dead")


def new_run(
    key: str, article: dict[str, Any], now: datetime, *, against: Sequence[dict[str, Any]], kind: str, who: str
) -> dict[str, Any]:
    """The columns of a run that is queued."""
    counts = dict.fromkeys(("candidates", "fetched", "unreached", "claims", "findings", "flags"), 0)
    return {
        "key": key,
        "active_key": key,
        "kind": kind,
        "article": article,
        "against": list(against),
        "stage": "queued",
        "times": {"queued": now.isoformat()},
        "changes": [],
        "problems": [],
        "who": who,
        "created_at": now,
        **counts,
    }


def open_verifications(session: Session, rows: Sequence[dict[str, Any]]) -> tuple[dict[str, int], set[str]]:
    """For rows of `new_run`: by key the run that goes on or was opened, and the keys of those opened."""
    opened = {key: new_id for new_id, key in insert_many(session, VerificationRow, rows, ("id", "key"))}
    others = [row["key"] for row in rows if row["key"] not in opened]
    running: dict[str, int] = {}
    for start in range(0, len(others), BATCH):
        among = VERIFICATION.c.active_key.in_(others[start : start + BATCH])
        query = select(VERIFICATION.c.active_key, VERIFICATION.c.id).where(among)
        running |= {row.active_key: row.id for row in session.execute(query)}
    return opened | running, set(opened)


def latest_verifications(session: Session, keys: Sequence[str]) -> dict[str, VerificationRow]:
    """The newest run for each of these articles, by key."""
    newest = select(func.max(VERIFICATION.c.id)).where(VERIFICATION.c.key.in_(keys)).group_by(VERIFICATION.c.key)
    found = session.execute(select(VerificationRow).where(VERIFICATION.c.id.in_(newest))).scalars()
    return {row.key: row for row in found}


def open_verification(
    session: Session,
    key: str,
    article: dict[str, Any],
    now: datetime,
    *,
    against: Sequence[dict[str, Any]] = (),
    kind: str = "first",
    who: str = "",
) -> tuple[VerificationRow, bool]:
    """The run that goes on for this article, or a new one; the flag says whether it is new. Safe for many callers."""
    row = new_run(key, article, now, against=against, kind=kind, who=who)
    new_id = insert_one(session, VerificationRow, row)
    if new_id is not None:
        found = session.get(VerificationRow, new_id)
    else:
        found = session.execute(select(VerificationRow).where(VERIFICATION.c.active_key == key)).scalar_one()
    assert found is not None  # noqa: S101 - just inserted, or held by the unique rule
    return found, new_id is not None


def latest_verification(session: Session, key: str) -> VerificationRow | None:
    """The newest run for this article."""
    return session.execute(
        select(VerificationRow).where(VERIFICATION.c.key == key).order_by(VERIFICATION.c.id.desc()).limit(1)
    ).scalar_one_or_none()


def done_before(session: Session, runs: Sequence[VerificationRow]) -> dict[str, datetime | None]:
    """When the last run of the same article that is done ended, by key; these runs themselves are not done yet."""
    earlier = VERIFICATION.c.key.in_([run.key for run in runs]) & (VERIFICATION.c.stage == "done")
    last = select(func.max(VERIFICATION.c.id)).where(earlier).group_by(VERIFICATION.c.key)
    query = select(VERIFICATION.c.key, VERIFICATION.c.finished_at).where(VERIFICATION.c.id.in_(last))
    return {row.key: row.finished_at for row in session.execute(query)}


def latest_of_reports(session: Session, reports: Sequence[str]) -> list[VerificationRow]:
    """The newest run that verified each of these reports, newest first."""
    newest = select(func.max(VERIFICATION.c.id)).where(VERIFICATION.c.report_id.in_(reports))
    query = select(VerificationRow).where(VERIFICATION.c.id.in_(newest.group_by(VERIFICATION.c.report_id)))
    return list(session.execute(query.order_by(VERIFICATION.c.id.desc())).scalars())


def get_verification(session: Session, verification_id: int) -> VerificationRow | None:
    """One run."""
    return session.get(VerificationRow, verification_id)


def recent_verifications(
    session: Session, *, stages: Sequence[str] | None = None, limit: int = 50, before: int | None = None
) -> list[VerificationRow]:
    """Runs, newest first; `before` is the id from which to page on."""
    query = select(VerificationRow).order_by(VERIFICATION.c.id.desc()).limit(limit)
    if stages is not None:
        query = query.where(VERIFICATION.c.stage.in_(stages))
    if before is not None:
        query = query.where(VERIFICATION.c.id < before)
    return list(session.execute(query).scalars())


def stage_counts(session: Session) -> dict[str, int]:
    """How many runs are at each stage."""
    rows = session.execute(select(VERIFICATION.c.stage, func.count()).group_by(VERIFICATION.c.stage)).all()
    return {row[0]: row[1] for row in rows}


def enter(session: Session, row: VerificationRow, stage: str, now: datetime) -> None:
    """Moves a run to a stage and notes when. A stage once left isn't entered again."""
    move(row, stage, now)
    session.flush()


def move(row: VerificationRow, stage: str, now: datetime) -> None:
    """The same, written with whatever else its transaction changes."""
    if row.stage in OVER or (stage in STAGES and STAGES.index(stage) < STAGES.index(row.stage)):
        return
    if stage != row.stage:
        row.stage = stage
        row.times = {**row.times, stage: now.isoformat()}
    if stage in OVER:
        row.active_key, row.finished_at = None, now


def move_through(row: VerificationRow, stages: Sequence[str], now: datetime) -> None:
    """Notes that a run came to the last of these stages through the others, none of which took any time."""
    row.stage, row.times = stages[-1], {**row.times, **dict.fromkeys(stages, now.isoformat())}


def reopen(session: Session, row: VerificationRow, now: datetime) -> bool:
    """Lets a run that was given up go on at the stage that it had reached; False where the article has another run."""
    if session.execute(select(VERIFICATION.c.id).where(VERIFICATION.c.active_key == row.key)).first() is not None:
        return False
    reached = [stage for stage in STAGES if stage in row.times]
    row.stage, row.active_key, row.reason, row.finished_at = reached[-1], row.key, None, None
    session.flush()
    return True


def add_problems(session: Session, row: VerificationRow, problems: Sequence[dict[str, Any]]) -> None:
    """Notes what could not be read or reached; the run goes on."""
    note_problems(row, problems)
    session.flush()


def note_problems(row: VerificationRow, problems: Sequence[dict[str, Any]]) -> None:
    """The same, written with whatever else its transaction changes."""
    if problems:
        row.problems = [*row.problems, *problems][:500]


def add_candidates(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Adds the reports that a run has to look at, each once."""
    insert_new(session, CandidateRow, rows)


def candidate_count(session: Session, verification_id: int) -> int:
    """How many candidates a run has."""
    return int(
        session.execute(
            select(func.count()).select_from(CANDIDATE).where(CANDIDATE.c.verification_id == verification_id)
        ).scalar_one()
    )


def batches(session: Session, verification_id: int) -> list[int]:
    """The numbers of the batches in which a run's candidates are looked at."""
    return list(
        session.execute(
            select(CANDIDATE.c.batch)
            .where(CANDIDATE.c.verification_id == verification_id, CANDIDATE.c.status == "waiting")
            .distinct()
            .order_by(CANDIDATE.c.batch)
        ).scalars()
    )


def waiting_candidates(session: Session, verification_id: int, batch: int) -> list[CandidateRow]:
    """The candidates of one batch that nobody has looked at yet."""
    return list(
        session.execute(
            select(CandidateRow)
            .where(
                CANDIDATE.c.verification_id == verification_id,
                CANDIDATE.c.batch == batch,
                CANDIDATE.c.status == "waiting",
            )
            .order_by(CANDIDATE.c.id)
        ).scalars()
    )


def candidates_of(session: Session, verification_id: int) -> list[CandidateRow]:
    """Every candidate of a run with what came of it."""
    return list(
        session.execute(
            select(CandidateRow).where(CANDIDATE.c.verification_id == verification_id).order_by(CANDIDATE.c.id)
        ).scalars()
    )


def close_candidate(
    session: Session, candidate_id: int, status: str, reason: str | None = None, report_id: str | None = None
) -> bool:
    """Notes what came of a candidate, once; False where that was noted before."""
    closed = session.execute(
        update(CANDIDATE)
        .where(CANDIDATE.c.id == candidate_id, CANDIDATE.c.status == "waiting")
        .values(status=status, reason=reason, report_id=report_id)
    )
    return bool(closed.rowcount == 1)  # type: ignore[attr-defined]  # a write counts its rows


def count_down(session: Session, verification_id: int, reached: int, unreached: int) -> int:
    """Counts candidates as looked at; returns how many are left. The one caller who gets 0 goes on to compare."""
    left = session.execute(
        update(VERIFICATION)
        .where(VERIFICATION.c.id == verification_id)
        .values(fetched=VERIFICATION.c.fetched + reached, unreached=VERIFICATION.c.unreached + unreached)
        .returning(VERIFICATION.c.candidates - VERIFICATION.c.fetched - VERIFICATION.c.unreached)
    ).scalar_one()
    return int(left)


def found_by(session: Session, runs: Sequence[int]) -> dict[int, list[str]]:
    """The reports that each of these runs found, in the order of its candidates, by run."""
    found: dict[int, list[str]] = {run: [] for run in runs}
    query = select(CANDIDATE.c.verification_id, CANDIDATE.c.report_id).order_by(CANDIDATE.c.id)
    here = CANDIDATE.c.verification_id.in_(runs), CANDIDATE.c.report_id.is_not(None)
    for run, report in session.execute(query.where(*here)):
        found[run].append(report)
    return found


def runs_by_id(session: Session, ids: Sequence[int]) -> dict[int, VerificationRow]:
    """These runs, by id."""
    rows = session.execute(select(VerificationRow).where(VERIFICATION.c.id.in_(ids))).scalars()
    return {row.id: row for row in rows if row.id is not None}
