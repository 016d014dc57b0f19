"""A wall-clock limit on one fetch, kept by closing the connection when it has passed.

A socket's own timeout starts anew with every byte, so a host that drips one byte a second is never cut off by it,
neither in the headers nor in the body.
"""

import socket
import threading
import time
from contextvars import ContextVar
from types import TracebackType
from typing import Self

_current: ContextVar["Deadline | None"] = ContextVar("deadline", default=None)


class Deadline:
    """Use as a context manager around one fetch; connections opened inside are shut down when it passes."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._close)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._token = _current.set(self)
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        _current.reset(self._token)
        with self._lock:
            for held in self._sockets:
                held.close()
            self._sockets.clear()

    @property
    def left(self) -> float:
        """Seconds that remain; 0 when it has passed."""
        return max(0.0, self._ends - time.monotonic())

    @property
    def passed(self) -> bool:
        """Whether the time is over."""
        return self.left == 0.0

    def watch(self, connection: socket.socket) -> None:
        """Shut `connection` down when the time is over."""
        # A duplicate descriptor: TLS takes over the original object, while shutting down acts on the connection.
        with self._lock:
            self._sockets.append(connection.dup())
        if self.passed:
            self._close()

    def _close(self) -> None:
        with self._lock:
            for held in self._sockets:
                try:
                    held.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the other side was faster


def current() -> Deadline | None:
    """The deadline of the fetch that this thread is in, if any."""
    return _current.get()
