"""What a worker counts for Prometheus, right under prefork: every child counts in a file, the parent shows the sum."""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server, values
from prometheus_client.multiprocess import MultiProcessCollector

from core.settings import Settings
from workers import process

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200)

# All have labels: the library makes their counters where they are first used, after the fork.
JOBS = Counter("tawatur_jobs", "Tries of jobs that ended, by how.", ("task", "outcome"))
JOB_SECONDS = Histogram("tawatur_job_seconds", "How long one try of a job took.", ("task",), buckets=_SECONDS)
STAGE_SECONDS = Histogram(
    "tawatur_stage_seconds", "How long verifications stayed at a stage.", ("stage",), buckets=_SECONDS
)
VERIFICATIONS = Counter("tawatur_verifications", "Verifications that ended, by how.", ("outcome",))
FETCHES = Counter("tawatur_fetches", "Fetches by their status.", ("status",))
FINDINGS = Counter("tawatur_findings", "Findings that judging stored, by kind.", ("kind",))
FLAGS = Counter("tawatur_flags", "Flags by kind, and whether they opened or reopened.", ("kind", "change"))
DEAD = Counter("tawatur_dead_letters", "Jobs that were given up, by task.", ("task",))

log = logging.getLogger(__name__)


@contextmanager
def shown(settings: Settings) -> Iterator[None]:
    """Counts in files, and shows the sum of this worker and its children at the settings' port, while inside.

    Without a port nothing is shown. A port that is taken is told and left alone: work matters more.
    """
    if settings.metrics_port is None:
        yield
        return
    folder = _count_in_files(settings.home / "run")
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    try:
        server, thread = start_http_server(settings.metrics_port, settings.metrics_host, registry)
    except OSError as error:
        log.warning("No metrics are shown: port %d can't be had (%s).", settings.metrics_port, error)
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        thread.join(5)
        shutil.rmtree(folder, ignore_errors=True)


def _count_in_files(run: Path) -> Path:
    """A folder of this worker's own; those of dead workers go."""
    mine = run / f"metrics-{os.getpid()}"
    for old in run.glob("metrics-*"):
        pid = old.name.removeprefix("metrics-")
        if old == mine or not (pid.isdecimal() and process.lives(int(pid))):
            shutil.rmtree(old, ignore_errors=True)
    mine.mkdir(parents=True, exist_ok=True)
    # The library reads the folder from the environment, and has looked for it when it was imported.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(mine)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
    return mine
