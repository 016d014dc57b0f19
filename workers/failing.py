"""What becomes of a job that failed: another try after a growing wait, or a dead letter that a person sees."""

import random
from datetime import timedelta

from core.settings import Settings
from core.store.queries import jobs
from core.store.queries.jobs import Job
from workers.metrics import DEAD
from workers.outbox import Unit
from workers.pipeline.ending import on_dead

# A host that keeps asking for patience is asked for this many times in vain before the job counts as failed.
EXCUSES = 200


def tries(job: Job) -> int:
    """The tries that count against the job, this one included."""
    return job.attempt - min(job.excused, EXCUSES)


def backoff(settings: Settings, tried: int, asked: float | None, chance: random.Random) -> timedelta:
    """The wait before the next try: doubled each time, with up to a quarter of jitter, never below what was asked."""
    wait = min(settings.retry_base * 2.0 ** (tried - 1), settings.retry_limit) * (1 + chance.random() / 4)
    return timedelta(seconds=max(wait, min(asked or 0.0, settings.retry_limit)))


def pause(asked: float | None, chance: random.Random) -> timedelta:
    """The wait for a host's turn: what it asked for and up to half of that more, so that not all come back at once."""
    return timedelta(seconds=max(asked or 0.0, 0.5) * (1 + chance.random() / 2))


def give_up(work: Unit, job: Job, reason: str) -> None:
    """A dead letter; the verification that waits for the job goes on without it, or ends with the reason."""
    jobs.bury(work.session, job, work.now, reason)
    work.counted.append(DEAD.labels(job.task).inc)
    on_dead(work, job, reason)
