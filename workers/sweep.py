"""Finds work that fell through: jobs of dead processes, and messages that the broker lost."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from core.settings import Settings
from core.store import reading, writing
from core.store.queries import jobs
from core.store.queries.jobs import Message
from workers import process
from workers.failing import give_up, tries
from workers.outbox import Publish, Unit, deliver, pump

Depth = Callable[[str], int | None]
"""How many messages wait in a queue of the broker; None where it doesn't say."""

GRACE = timedelta(seconds=30)
"""A message may be this long on its way before it can count as lost."""

LASTING = "recheck"
QUEUES = ("interactive", "fetch", LASTING)
log = logging.getLogger(__name__)


def sweep(engine: Engine, publish: Publish, depth: Depth, settings: Settings, now: datetime) -> int:
    """Both sweeps; returns how many jobs were sent again. Harmless where several processes do it at once."""
    return abandoned(engine, publish, settings, now) + _lost(engine, publish, depth, now)


def abandoned(engine: Engine, publish: Publish, settings: Settings, now: datetime) -> int:
    """Sends again the jobs of dead processes, or buries those that killed their process each time."""
    with reading(engine) as session:
        # A lease that ends later than any can was given by a clock that has been set back since.
        latest = now + timedelta(seconds=settings.task_hard_limit + 30) + jobs.AHEAD
        running = jobs.running(session)
    orphans = [job for job, worker, until in running if not now <= until <= latest or process.is_gone(worker)]
    for job in orphans:
        log.warning("Job %d (%s): its process died; it is tried again.", job.id, job.task)
        with writing(engine) as session:
            work = Unit(session, now)
            if tries(job) >= settings.max_attempts:
                give_up(work, job, "Its process died each time it was tried.")
            else:
                jobs.postpone(session, job, now, now, "its process died", outcome="lost")
        deliver(engine, publish, work.messages, now)
    if orphans:
        pump(engine, publish, now)
    return len(orphans)


def _lost(engine: Engine, publish: Publish, depth: Depth, now: datetime) -> int:
    found: list[Message] = []
    for queue in QUEUES:
        waiting = depth(queue)
        for beginning in (True, False) if queue == LASTING else (None,):
            horizon = _horizon(engine, queue, waiting, now, beginning)
            if horizon is not None:
                with writing(engine) as session:
                    found += jobs.lost_messages(session, queue, horizon, now, beginning=beginning)
    return deliver(engine, publish, found, now)


def _horizon(engine: Engine, queue: str, waiting: int | None, now: datetime, beginning: bool | None) -> datetime | None:
    # Queues are first in, first out: what was sent before something that has already started should have started too.
    # Re-checks are two such queues in one: first steps wait for all others.
    if waiting == 0:
        return now - GRACE
    with reading(engine) as session:
        newest = jobs.newest_started(session, queue, now - timedelta(minutes=10), beginning=beginning)
    return None if newest is None else min(newest, now) - GRACE
