"""Leaving a host alone that fails every time: a dead site must not cost each of its pages a whole deadline."""

import time
from collections import OrderedDict

import redis

from workers.fetch.fetched import Fetched, FetchStatus

# How often a host may fail in a row, and for how long it is then left alone; each further failure doubles that.
_PATIENCE = 4
_FIRST_REST, _LONGEST_REST = 30.0, 900.0
_MOST_HOSTS = 2_000
_FORGOTTEN_AFTER = 3_600
_PREFIX = "tawatur:failing:"
_FAILURES = frozenset({FetchStatus.TIMEOUT, FetchStatus.DNS, FetchStatus.REFUSED, FetchStatus.BROKEN})


class Breaker:
    """Failures in a row by host (name and port): shared by all workers through Redis, else within this process."""

    def __init__(self, redis_url: str | None = None) -> None:
        self._held: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._shared = _client(redis_url) if redis_url else None

    def rest(self, host: str) -> float:
        """Seconds for which `host` is still to be left alone; 0.0 when it may be asked."""
        _, until = self._held.get(host, (0, 0.0))
        own = max(0.0, until - time.monotonic())
        if self._shared is None:
            return own
        try:
            left = self._shared.pttl(f"{_PREFIX}{host}:rest")
        except redis.RedisError:  # out of reach: what this process saw by itself still holds
            return own
        # An answer that another worker had ends the rest for all of them.
        return max(0.0, int(left) / 1000)

    def note(self, host: str, outcome: Fetched) -> None:
        """Take in how a request to `host` ended; any answer at all makes up for the failures before it."""
        if outcome.http_status is not None:
            self._held.pop(host, None)
            self._forget(host)
            return
        if outcome.status not in _FAILURES:
            return
        failures = self._counted(host)
        rest = min(_FIRST_REST * 2.0 ** min(failures - _PATIENCE, 10), _LONGEST_REST) if failures >= _PATIENCE else 0.0
        self._held[host] = (failures, time.monotonic() + rest)
        self._held.move_to_end(host)
        while len(self._held) > _MOST_HOSTS:
            self._held.popitem(last=False)
        self._share(host, rest)

    def _counted(self, host: str) -> int:
        own = self._held.get(host, (0, 0.0))[0] + 1
        if self._shared is None:
            return own
        try:
            with self._shared.pipeline() as together:
                together.incr(f"{_PREFIX}{host}")
                together.expire(f"{_PREFIX}{host}", _FORGOTTEN_AFTER)
                return int(together.execute()[0])
        except redis.RedisError:
            return own

    def _share(self, host: str, rest: float) -> None:
        if self._shared is None or rest <= 0:
            return
        try:
            self._shared.set(f"{_PREFIX}{host}:rest", 1, px=int(rest * 1000))
        except redis.RedisError:
            return

    def _forget(self, host: str) -> None:
        if self._shared is None:
            return
        try:
            self._shared.delete(f"{_PREFIX}{host}", f"{_PREFIX}{host}:rest")
        except redis.RedisError:
            return


def _client(url: str) -> "redis.Redis":
    """A connection from a URL as the broker or the `limits` library spells it; made when first used."""
    for prefix in ("redis+socket://", "redis+unix://"):
        if url.startswith(prefix):
            url = "unix://" + url.removeprefix(prefix)
    return redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
