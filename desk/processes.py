"""Tawatur's own processes (worker, beat, web) as children of a command: started, watched, stopped together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.settings import Settings
from desk.console import Exit, Trouble

_STOP_SECONDS = 15.0


class Processes:
    """Children that live no longer than the command that started them."""

    def __init__(self, settings: Settings, environment: Mapping[str, str] | None = None) -> None:
        self._log = settings.home / "run" / "processes.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._environment = {**os.environ, **(environment or {})}
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: Sequence[str], *, quiet: bool = True) -> None:
        """Starts `tawatur ARGUMENTS`; a quiet one writes to the home folder's run/processes.log."""
        with self._log.open("ab") as log:
            self._children[name] = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
                [sys.executable, "-m", "desk.cli", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log if quiet else None,
                stderr=log if quiet else None,
                env=self._environment,
                start_new_session=True,  # Ctrl-C reaches the parent alone, which stops them in order
            )

    def fallen(self) -> str | None:
        """The name of a child that ended by itself, None while all live."""
        return next((name for name, child in self._children.items() if child.poll() is not None), None)

    def check(self) -> None:
        """Raises `Trouble` with the last words of a child that ended by itself."""
        name = self.fallen()
        if name is not None:
            raise Trouble(
                Exit.BACKEND, f"the {name} ended by itself ({_last_line(self._log)}); its log is {self._log}."
            )

    def stop(self) -> None:
        """TERM to all (they finish what runs), KILL to those that don't end in time."""
        for child in self._children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


@contextmanager
def processes(settings: Settings, environment: Mapping[str, str] | None = None) -> Iterator[Processes]:
    """Children for the time of a block."""
    children = Processes(settings, environment)
    try:
        yield children
    finally:
        children.stop()


@contextmanager
def workers_for(settings: Settings, environment: Mapping[str, str] | None = None) -> Iterator[Processes]:
    """Makes sure that somebody works: nothing is started where a worker lives on this host already."""
    from workers import heartbeat

    with processes(settings, environment) as children:
        if not heartbeat.living(settings.home, "worker", time.time()):
            children.start("worker", ["worker", "--concurrency", str(min(4, os.cpu_count() or 1))])
        if not heartbeat.living(settings.home, "beat", time.time()):
            children.start("beat", ["beat"])  # sends second tries when their wait is over
        yield children


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "it said nothing"
