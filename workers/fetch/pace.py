"""How often one host is asked: shared by all workers through Redis when there is one, else within this process."""

import time
from math import ceil

from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter


class Pace:
    """At most one request to a host in each `interval` seconds (several a second below one second; 0: no limit)."""

    def __init__(self, interval: float, redis_url: str | None = None) -> None:
        self._interval = interval
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_storage(redis_url)) if redis_url else None

    def wait(self, host: str, interval: float = 0.0) -> float:
        """Seconds until `host` may be asked again; 0.0 takes the turn. `interval` is what the host itself asks for."""
        interval = max(interval, self._interval)
        if interval <= 0:
            return 0.0
        if self._shared is not None:
            try:
                return _turn(self._shared, host, interval)
            except StorageError:
                # Redis is out of reach: politeness within this process is better than no fetch and than no pace.
                return _turn(self._own, host, interval)
        return _turn(self._own, host, interval)


def _turn(limiter: MovingWindowRateLimiter, host: str, interval: float) -> float:
    item = _item(interval)
    if limiter.hit(item, host):
        return 0.0
    return max(0.05, limiter.get_window_stats(item, host).reset_time - time.time())


def _item(interval: float) -> RateLimitItemPerSecond:
    """The library counts in whole seconds: intervals below one second become so many a second."""
    if interval < 1:
        return RateLimitItemPerSecond(max(1, int(1 / interval)), 1, namespace="tawatur")
    return RateLimitItemPerSecond(1, ceil(interval), namespace="tawatur")


def _storage(url: str) -> Storage:
    """A store of counters from the URL of a Redis as the broker spells it (`redis+socket://` is a unix socket)."""
    if url.startswith("redis+socket://"):
        url = "redis+unix://" + url.removeprefix("redis+socket://")
    storage = storage_from_string(url, wrap_exceptions=True, socket_connect_timeout=1, socket_timeout=1)
    assert isinstance(storage, Storage)  # noqa: S101 # the library also knows asynchronous ones
    return storage
