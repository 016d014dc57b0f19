"""A file that a living worker touches, so that a container's health can be told without asking the broker."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery import bootsteps

from core.settings import load_settings

EVERY = 5.0
STALE = 60.0


def path(home: Path, role: str) -> Path:
    """The heartbeat file of this process; `role` is worker or beat."""
    return home / "run" / f"{role}-{os.getpid()}.alive"


def touch(file: Path) -> None:
    """Says that the process lives now."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


@contextmanager
def removed(file: Path) -> Iterator[None]:
    """Takes the file away when the process ends in an orderly way."""
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def living(home: Path, role: str, now: float) -> int:
    """How many processes of `role` on this host touched their file within the last minute."""
    files = (home / "run").glob(f"{role}-*.alive")
    return sum(now - _touched(file) < STALE for file in files)


def _touched(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def step(file: Path) -> type[bootsteps.StartStopStep]:
    """A Celery boot step that touches `file` from the worker's own loop: a loop that hangs goes stale."""

    class Heartbeat(bootsteps.StartStopStep):  # type: ignore[misc]
        requires = ("celery.worker.components:Timer",)

        def start(self, worker: Any) -> None:
            touch(file)
            worker.timer.call_repeatedly(EVERY, touch, (file,), priority=10)

    return Heartbeat


def main() -> int:
    """For healthchecks: `python -m workers.heartbeat worker`. Exits 0 where a process of that role lives."""
    role = sys.argv[1] if len(sys.argv) > 1 else "worker"
    return 0 if living(load_settings().home, role, time.time()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
