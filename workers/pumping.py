"""The worker's own pump: second tries whose wait is over leave even where no beat runs."""

import logging
from typing import Any

from celery import bootsteps
from sqlalchemy.exc import SQLAlchemyError

from core.store import StoreUnreachable, reading
from core.store.queries import jobs
from workers import runtime
from workers.outbox import pump
from workers.runtime import Runtime

EVERY = 2.0
log = logging.getLogger(__name__)


def step() -> type[bootsteps.StartStopStep]:
    """A Celery boot step that pumps from the worker's main loop, which is also the one that forks."""

    class Pump(bootsteps.StartStopStep):  # type: ignore[misc]
        requires = ("celery.worker.components:Timer",)

        def start(self, worker: Any) -> None:
            worker.timer.call_repeatedly(EVERY, once, (runtime.current(),), priority=10)

    return Pump


def once(here: Runtime) -> int:
    """Sends what is due; returns how many messages left. What is away is waited for: the next round comes soon."""
    try:
        now = here.clock()
        with reading(here.engine) as session:
            due = jobs.is_any_due(session, now)
        # A look takes no lock: only where something waits does the pump write.
        return pump(here.engine, here.publish, now) if due else 0
    except StoreUnreachable as error:
        log.warning("%s Trying again.", error)
    except SQLAlchemyError:  # such as two pumps in each other's way
        log.exception("This round of the pump failed.")
    finally:
        here.close()  # no connection may be open when the next child is forked
    return 0
