"""Runs one job: take it, do its step, and write its result once, whatever is killed meanwhile."""

import logging
import random
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from billiard.exceptions import SoftTimeLimitExceeded

from core.store import StoreUnreachable, reading, writing
from core.store.queries import jobs
from core.store.queries.jobs import Job
from workers import logs, process
from workers.batch import Together, room
from workers.failing import backoff, give_up, pause, tries
from workers.metrics import JOB_SECONDS, JOBS
from workers.outbox import unit
from workers.pipeline.ending import on_unreached
from workers.runtime import Runtime
from workers.trouble import Superseded, TryAgain

Step = Callable[[Runtime, Job], None]
"""Does a job's work outside of any transaction, and ends the job in the one that writes its result."""

_STORE_PAUSE, _LONGEST_STORE_PAUSE = 2.0, 120.0
log = logging.getLogger(__name__)
_chance = random.Random()


def run(runtime: Runtime, job_id: int, steps: Mapping[str, Step]) -> bool:
    """Runs the job unless another process has it or it is over, and with it others that wait for the same step, where
    that does many together (workers.batch). Returns whether it was run."""
    try:
        if runtime.cut_off:
            _put_back(runtime)
        taken = _take(runtime, job_id, steps)
        if len(taken) > 1:
            _together(runtime, taken, steps)
            return True
        return bool(taken) and _alone(runtime, taken[0], steps)
    except StoreUnreachable:
        # What this process has begun is still leased to it; it puts it back as soon as the database is there again.
        runtime.cut_off = True
        raise


def _alone(runtime: Runtime, job: Job, steps: Mapping[str, Step]) -> bool:
    with logs.about_job(job):
        return _attempt(runtime, job, steps)


def _together(runtime: Runtime, batch: Sequence[Job], steps: Mapping[str, Step]) -> None:
    """Does jobs together. What stood in the way of one is its own; where all failed, each is tried by itself."""
    step, started = steps[batch[0].task], time.monotonic()
    assert isinstance(step, Together)  # noqa: S101 - else no others had been taken along
    try:
        troubles = step.do(runtime, batch)
    except (SoftTimeLimitExceeded, StoreUnreachable) as error:
        troubles = {job.id: error for job in batch}
    except Exception:
        log.exception("%d jobs (%s) failed together: each is tried by itself.", len(batch), batch[0].task)
        for job in batch:
            _alone(runtime, job, steps)
        return
    for job in batch:
        with logs.about_job(job):
            outcome = _outcome(runtime, job, partial(_raise, troubles.get(job.id)))
        JOB_SECONDS.labels(job.task).observe((time.monotonic() - started) / len(batch))
        JOBS.labels(job.task, outcome).inc()


def _raise(trouble: Exception | None) -> None:
    if trouble is not None:
        raise trouble


def _attempt(runtime: Runtime, job: Job, steps: Mapping[str, Step]) -> bool:
    if tries(job) > runtime.settings.max_attempts:
        _bury(runtime, job, "Its process died each time it was tried.")
        return False
    if job.task not in steps:
        # Newer workers may be on their way; where none comes, a person sees a dead letter.
        log.warning("Job %d: this release knows no step %r.", job.id, job.task)
        _failed(runtime, job, f"This release knows no step {job.task!r}: another release queued it.")
        return False
    with JOB_SECONDS.labels(job.task).time():
        outcome = _outcome(runtime, job, partial(steps[job.task], runtime, job))
    JOBS.labels(job.task, outcome).inc()
    return True


def _outcome(runtime: Runtime, job: Job, do: Callable[[], None]) -> str:
    """Does the step; whatever it raises, the job ends in a retry or in a dead letter. Returns how it went."""
    try:
        do()
    except Superseded:
        log.info("Job %d (%s) was taken over by another process.", job.id, job.task)
        return "superseded"
    except TryAgain as trouble:
        _try_again(runtime, job, trouble)
        return "postponed"
    except StoreUnreachable as error:
        # No fault of the job's. Where not even this can be noted, the message goes back to the broker.
        log.warning("%s Job %d (%s) is tried again.", error, job.id, job.task)
        wait = min(_STORE_PAUSE * 2.0 ** min(job.excused, 10), _LONGEST_STORE_PAUSE)
        _postpone(runtime, job, str(error), wait, excused=True)
        return "postponed"
    except SoftTimeLimitExceeded:
        _failed(runtime, job, f"It took longer than {runtime.settings.task_soft_limit} s.")
        return "too_long"
    except Exception as error:
        log.error("Job %d (%s) failed.", job.id, job.task, exc_info=error)
        _failed(runtime, job, _reason(error))
        return "failed"
    return "done"


def _take(runtime: Runtime, job_id: int, steps: Mapping[str, Step]) -> list[Job]:
    """The job, and others that are done with it; nothing where another process has it or it is over."""
    with reading(runtime.engine) as session:
        if jobs.is_over(session, job_id):  # done with others before its own message came
            return []
    me, now = process.me(), runtime.clock()
    with writing(runtime.engine) as session:
        job = jobs.take(session, job_id, me, now, runtime.lease)
        if job is not None:
            more = room(job) if isinstance(steps.get(job.task), Together) else 0
            return [job, *(jobs.take_more(session, job, more, me, now, runtime.lease) if more else ())]
        held = jobs.holder(session, job_id)
        if held is None:
            return []
        worker, attempt, until = held
        # A process runs one batch at a time: a try of its own that still counts as running was cut off.
        if until >= now and worker != me and not process.is_gone(worker):
            return []
        again = jobs.take_over(session, job_id, attempt, me, now, runtime.lease)
        return [] if again is None else [again]


def _put_back(runtime: Runtime) -> None:
    """Puts back what this process had begun when the database went away: its messages may have gone elsewhere."""
    me, now = process.me(), runtime.clock()
    with writing(runtime.engine) as session:
        for job, worker, _ in jobs.running(session):
            if worker == me:
                jobs.postpone(session, job, now, now, "the database was away", excused=True)
    runtime.cut_off = False


def _try_again(runtime: Runtime, job: Job, trouble: TryAgain) -> None:
    tried = tries(job)
    if tried >= runtime.settings.max_attempts and not trouble.excused:
        with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
            on_unreached(work, job, trouble.reason)
            jobs.finish(work.session, job, work.now, "unreached", trouble.reason)
        return
    _postpone(runtime, job, trouble.reason, trouble.after, excused=trouble.excused)


def _failed(runtime: Runtime, job: Job, reason: str) -> None:
    if tries(job) >= runtime.settings.max_attempts:
        _bury(runtime, job, reason)
    else:
        _postpone(runtime, job, reason, None)


def _postpone(runtime: Runtime, job: Job, reason: str, after: float | None, *, excused: bool = False) -> None:
    now = runtime.clock()
    wait = pause(after, _chance) if excused else backoff(runtime.settings, max(tries(job), 1), after, _chance)
    with writing(runtime.engine) as session:
        jobs.postpone(session, job, now, now + min(wait, jobs.LONGEST_WAIT / 2), reason, excused=excused)


def _bury(runtime: Runtime, job: Job, reason: str) -> None:
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        give_up(work, job, reason)


def _reason(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({last.name}, line {last.lineno})"
