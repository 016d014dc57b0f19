"""How the parts of a run come together again, and what becomes of it when a part is given up."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise

from core.store.queries import notices, schedules, sources, verifications
from core.store.queries.jobs import Job
from core.store.tables import CandidateRow, VerificationRow
from workers import schedule
from workers.metrics import STAGE_SECONDS, VERIFICATIONS
from workers.notices.announcing import TASK as TELLING
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
    run.reason = reason
    end_runs(work, [run], stage)


def end_runs(work: Unit, runs: Sequence[VerificationRow], stage: str) -> None:
    """The same for several runs, each with its reason."""
    for run in runs:
        verifications.move(run, stage, work.now)
        work.counted.append(partial(_count, dict(run.times), stage))
    work.session.flush()
    awaited = schedules.awaited(work.session, [run.id or 0 for run in runs])
    for run in runs:
        if run.id in awaited:
            schedule.conclude(work, run)


def _count(times: dict[str, str], outcome: str) -> None:
    VERIFICATIONS.labels(outcome).inc()
    for (stage, began), (_, left) in pairwise(times.items()):
        seconds = (datetime.fromisoformat(left) - datetime.fromisoformat(began)).total_seconds()
        STAGE_SECONDS.labels(stage).observe(max(0.0, seconds))


def cancel(work: Unit, run: VerificationRow, who: str) -> bool:
    """Stops a run before its next step; False where it is over."""
    if run.stage in verifications.OVER:
        return False
    end_run(work, run, "cancelled", f"Cancelled by {who}.")
    return True


def on_unreached(work: Unit, job: Job, reason: str) -> None:
    """The outside world never answered: a candidate counts as unreached, an article that can't be had ends its run."""
    _tell_failed(work, job, reason)
    _end_poll(work, job, "failed", reason)
    _without(work, job, "unreached", reason, "failed")


def on_dead(work: Unit, job: Job, reason: str) -> None:
    """The job was given up: a run goes on without a candidate, and ends where its own step died."""
    _tell_failed(work, job, reason)
    _end_poll(work, job, "dead", reason)
    _without(work, job, "dead", reason, "dead")


def _end_poll(work: Unit, job: Job, outcome: str, reason: str) -> None:
    if job.task == "poll":
        schedules.end_run(work.session, batch_of(job), outcome, [], work.now)
        schedule.polled(work, batch_of(job), news=False)
        sources.note_visit(work.session, int(job.subject.partition(":")[0]), work.now, reason)


def _tell_failed(work: Unit, job: Job, reason: str) -> None:
    if job.task == TELLING:
        notices.close_notice(work.session, int(job.subject), "failed", reason, work.now)


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
    """The second part of a job's subject: <verification>:<batch> of a look, <source>:<schedule run> of a poll."""
    return int(job.subject.partition(":")[2])
