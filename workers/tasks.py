"""The Celery tasks: each takes the id of a job and hands it on. What they do stands in workers.pipeline."""

import time
from collections.abc import Mapping

from celery import Celery, Task
from celery.exceptions import Reject

from core.store import StoreUnreachable
from workers import runtime
from workers.app import task_name
from workers.batch import Together
from workers.notices import sending
from workers.pipeline import polling, steps
from workers.running import Step, run

STEPS: Mapping[str, Step] = {
    "read": Together(steps.read),
    "search": steps.search,
    "look": steps.look,
    "compare": Together(steps.compare),
    "judge": steps.judge,
    "poll": polling.poll,
    "notify": sending.notify,
}
_PAUSE = 2.0


def register(app: Celery) -> None:
    """Gives `app` one task per step."""
    for task in STEPS:
        app.task(name=task_name(task), bind=True)(_work)


def _work(self: Task, job_id: int) -> None:
    try:
        run(runtime.current(), job_id, STEPS)
    except StoreUnreachable as error:
        # The database is away: the message goes back, and is tried again after a moment.
        time.sleep(_PAUSE)
        raise Reject(str(error), requeue=True) from error
