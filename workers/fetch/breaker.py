"""Leaving a host alone that fails every time: a dead site must not cost each of its pages a whole deadline."""

import time
from collections import OrderedDict

from workers.fetch.fetched import Fetched, FetchStatus

# How often a host may fail in a row, and for how long it is then left alone; each further failure doubles that.
_PATIENCE = 4
_FIRST_REST, _LONGEST_REST = 30.0, 900.0
_MOST_HOSTS = 2_000
_FAILURES = frozenset({FetchStatus.TIMEOUT, FetchStatus.DNS, FetchStatus.REFUSED, FetchStatus.BROKEN})


class Breaker:
    """Failures in a row by host (name and port), within this process."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def rest(self, host: str) -> float:
        """Seconds for which `host` is still to be left alone; 0.0 when it may be asked."""
        _, until = self._held.get(host, (0, 0.0))
        return max(0.0, until - time.monotonic())

    def note(self, host: str, outcome: Fetched) -> None:
        """Take in how a request to `host` ended; any answer at all makes up for the failures before it."""
        if outcome.http_status is not None:
            self._held.pop(host, None)
        if outcome.http_status is not None or outcome.status not in _FAILURES:
            return
        failures = self._held.get(host, (0, 0.0))[0] + 1
        rest = min(_FIRST_REST * 2.0 ** min(failures - _PATIENCE, 10), _LONGEST_REST) if failures >= _PATIENCE else 0.0
        self._held[host] = (failures, time.monotonic() + rest)
        self._held.move_to_end(host)
        while len(self._held) > _MOST_HOSTS:
            self._held.popitem(last=False)
