"""Real workers and beats in processes of their own, on one installation."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from core.settings import Settings
from core.store import reading
from core.store.queries import verifications
from core.store.tables import VerificationRow
from tests.conftest import REPOSITORY

WORKER = (
    "import sys; from core.settings import load_settings; from workers.app import run_worker; {before}; "
    "sys.exit(run_worker(load_settings(), {queues!r}, {concurrency}))"
)
BEAT = (
    "import sys; from core.settings import load_settings; from workers.beat import run_beat; "
    "sys.exit(run_beat(load_settings()))"
)


@dataclass
class Crew:
    """The processes that a test started, and how to wait for what they do."""

    settings: Settings
    engine: Engine
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def worker(
        self,
        queues: Sequence[str] = ("interactive", "fetch", "recheck"),
        concurrency: int = 2,
        before: str = "pass",
    ) -> "subprocess.Popen[bytes]":
        """Starts a worker; `before` is a statement that it runs first."""
        return self._start(WORKER.format(queues=list(queues), concurrency=concurrency, before=before), "worker")

    def beat(self) -> "subprocess.Popen[bytes]":
        """Starts a beat."""
        return self._start(BEAT, "beat")

    def log(self) -> str:
        """All that the processes wrote."""
        return "\n".join(file.read_text("utf-8", "replace") for file in sorted(self.settings.home.glob("*.log")))

    def until(self, true: Callable[[], bool], seconds: float = 60.0) -> None:
        """Waits until something is true."""
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"not within {seconds} s; the processes said:\n{self.log()[-6000:]}"
            time.sleep(0.05)

    def over(self, verification_id: int, seconds: float = 60.0) -> VerificationRow:
        """Waits until a verification is over."""
        self.until(lambda: self.run(verification_id).stage in verifications.OVER, seconds)
        return self.run(verification_id)

    def run(self, verification_id: int) -> VerificationRow:
        """A verification as it stands."""
        with reading(self.engine) as session:
            found = verifications.get_verification(session, verification_id)
        assert found is not None
        return found

    def _start(self, script: str, role: str) -> "subprocess.Popen[bytes]":
        with Path(self.settings.home, f"{role}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", script],
                env={**os.environ, **environment(self.settings)},
                cwd=REPOSITORY,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process


def environment(settings: Settings) -> dict[str, str]:
    """The settings as the environment of another process."""
    return {
        f"TAWATUR_{name.upper()}": ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in settings.model_dump(exclude_unset=True).items()
        if value is not None
    }


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kills a process and its children, as a machine that loses power would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


@contextmanager
def crew(settings: Settings, engine: Engine) -> Iterator[Crew]:
    """A crew whose processes are gone afterwards."""
    hired = Crew(settings, engine)
    try:
        yield hired
    finally:
        for process in hired.processes:
            kill_group(process)
