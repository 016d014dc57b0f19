"""The process that keeps the archive's index up to date: one beside each worker, of which one at a time indexes.

It is forked by the worker's parent, so that both share what was loaded, and ends with it, however that ends.
"""

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from celery import bootsteps
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from core.settings import Settings
from core.store import StoreUnreachable, make_engine
from workers.archive import Archive, ArchiveBroken, open_archive
from workers.archive.catching_up import catch_up
from workers.archive.indexer import Lock
from workers.outbox import Clock, utc_now

EVERY = 0.5
LOOK_AFTER = 2.0
_WAIT_LONGER = 10.0
log = logging.getLogger(__name__)


class Indexing:
    """The indexing process of one worker, started again where it died."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: multiprocessing.process.BaseProcess | None = None

    def keep_alive(self) -> None:
        """Starts the process where none lives."""
        if self._process is None or not self._process.is_alive():
            context = multiprocessing.get_context("fork")
            self._process = context.Process(
                target=run, args=(self._settings, os.getpid()), name="indexing", daemon=True
            )
            self._process.start()

    def stop(self) -> None:
        """TERM: what it does at the moment is finished, what is left stays ordered."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(_WAIT_LONGER)
            if self._process.is_alive():
                self._process.kill()


def step(settings: Settings) -> type[bootsteps.StartStopStep]:
    """A Celery boot step that has an indexing process beside the worker, and sees to it that it lives."""

    class Beside(bootsteps.StartStopStep):  # type: ignore[misc]
        requires = ("celery.worker.components:Timer",)

        def start(self, worker: Any) -> None:
            self.indexing = Indexing(settings)
            self.indexing.keep_alive()
            worker.timer.call_repeatedly(LOOK_AFTER, self.indexing.keep_alive, priority=10)

        def stop(self, worker: Any) -> None:
            self.indexing.stop()

    return Beside


def run(settings: Settings, parent: int, clock: Clock = utc_now) -> None:
    """Indexes what is ordered until TERM comes or the parent is gone; waits where another process of this host does."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lock = _lock(settings)
    pause = 0.0
    with _opened(settings) as (engine, archive):
        while not stopped and os.getppid() == parent:
            time.sleep(pause)
            pause = EVERY
            if not lock.take():
                continue
            try:
                catch_up(engine, archive, clock())
            except (StoreUnreachable, ArchiveBroken, TimeoutError) as error:
                log.warning("The archive's index waits: %s", error)
                pause = _WAIT_LONGER
            except SQLAlchemyError:
                log.exception("This round of indexing failed.")
                pause = _WAIT_LONGER


def _lock(settings: Settings) -> Lock:
    folder = settings.home / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    return Lock(folder / "indexing.lock")


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Engine, Archive]]:
    engine = make_engine(settings.database)
    archive = open_archive(settings.home, settings.database)
    try:
        yield engine, archive
    finally:
        archive.close()
        engine.dispose()
