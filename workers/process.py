"""Which process holds a job, and whether it still lives."""

import functools
import os
import socket
from pathlib import Path


def me() -> str:
    """This process: host, process id, and the moment it began, since process ids are used again."""
    pid = os.getpid()
    return f"{_host()}:{pid}:{_started(pid)}"


def is_gone(worker: str) -> bool:
    """True only where it is certain: the process was on this host and is no more."""
    host, pid, started = worker.rsplit(":", 2)
    if host != _host():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        return False
    return started != _started(int(pid)) or _is_zombie(int(pid))


def lives(pid: int) -> bool:
    """Whether a process of this number runs on this host."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


@functools.cache
def _host() -> str:
    return socket.gethostname()


def _started(pid: int) -> str:
    fields = _stat(pid)
    return fields[19] if len(fields) > 19 else "0"


def _is_zombie(pid: int) -> bool:
    fields = _stat(pid)
    return bool(fields) and fields[0] == "Z"


def _stat(pid: int) -> list[str]:
    # After the command name in brackets, which may itself hold spaces and brackets. Elsewhere than Linux: nothing.
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
