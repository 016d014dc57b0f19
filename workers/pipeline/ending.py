"""How the parts of a run come together again, and what becomes of it when a part is given up."""

from core.store.queries import verifications
from core.store.queries.jobs import Job
from core.store.tables import CandidateRow, VerificationRow
from workers import schedule
from workers.outbox import Unit
from workers.pipeline.queueing import send_step


def close(work: Unit, run: VerificationRow, outcomes: list[tuple[int, str, str | None, str | None]]) -> None:
    """Notes what came of candidates (id, status, reason, report) and goes on to compare after the last one.

    Counted in the database: each candidate closes once, and the one who closes the last sends the next step.
    """
    reached = unreached = 0
    for candidate_id, status, reason, report_id in outcomes:
        if verifications.close_candidate(work.session, candidate_id, status, reason, report_id):
            reached, unreached = (reached + 1, unreached) if report_id is not None else (reached, unreached + 1)
    if reached + unreached and verifications.count_down(work.session, run.id or 0, reached, unreached) == 0:
        work.session.refresh(run)
        start_comparing(work, run)


def start_comparing(work: Unit, run: VerificationRow) -> None:
    """The next step once every candidate was looked at."""
    if run.stage not in verifications.OVER:
        verifications.enter(work.session, run, "comparing", work.now)
        send_step(work, run, "compare")


def end_run(work: Unit, run: VerificationRow, stage: str, reason: str | None = None) -> None:
    """Ends a run as done, failed, dead or cancelled, and with it the schedule's run that waited for it."""
    verifications.end(work.session, run, stage, reason, work.now)
    schedule.conclude(work, run)


def cancel(work: Unit, run: VerificationRow, who: str) -> bool:
    """Stops a run before its next step; False where it is over."""
    if run.stage in verifications.OVER:
        return False
    end_run(work, run, "cancelled", f"Cancelled by {who}.")
    return True


def on_unreached(work: Unit, job: Job, reason: str) -> None:
    """The outside world never answered: a candidate counts as unreached, an article that can't be had ends its run."""
    _without(work, job, "unreached", reason, "failed")


def on_dead(work: Unit, job: Job, reason: str) -> None:
    """The job was given up: a run goes on without a candidate, and ends where its own step died."""
    _without(work, job, "dead", reason, "dead")


def _without(work: Unit, job: Job, status: str, reason: str, stage: str) -> None:
    run = None if job.verification_id is None else verifications.get_verification(work.session, job.verification_id)
    if run is None:
        return
    if job.task == "look":
        lost = verifications.waiting_candidates(work.session, run.id or 0, batch_of(job))
        verifications.add_problems(work.session, run, [_problem(row, reason) for row in lost])
        close(work, run, [(row.id or 0, status, reason, None) for row in lost])
    else:
        end_run(work, run, stage, reason)


def _problem(row: CandidateRow, reason: str) -> dict[str, str]:
    return {"where": row.url or row.title, "reason": reason}


def batch_of(job: Job) -> int:
    """Which batch of candidates a look is about: its subject is <verification>:<batch>."""
    return int(job.subject.partition(":")[2])
