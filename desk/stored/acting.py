"""The ground of the stored desk: an engine, a way to send, and acts that leave a line in the log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Engine

from core.store.queries import audit
from desk.desk import Refused
from workers.fetch import Fetches
from workers.outbox import Clock, Publish, Unit, unit, utc_now

T = TypeVar("T")


class Acting:
    """Every read is one transaction, every act one unit of work. `fetcher` is made when a source is tried."""

    def __init__(
        self,
        engine: Engine,
        publish: Publish,
        check_broker: Callable[[], object] | None = None,
        clock: Clock = utc_now,
        fetcher: Callable[[], Fetches] | None = None,
    ) -> None:
        self._engine, self._publish, self._clock = engine, publish, clock
        self._check_broker, self._fetcher = check_broker, fetcher

    @contextmanager
    def _acting(self, who: str, act: str, subject: str = "", **detail: Any) -> Iterator[Unit]:
        """One unit of work with its line in the log of acts: both are kept, or neither."""
        with unit(self._engine, self._publish, self._clock()) as work:
            yield work
            audit.note(work.session, work.now, who, act, subject, **detail)


def number_of(text: str) -> int:
    """The number that an address names a row by. Raises Refused."""
    if not text.isascii() or not text.isdigit() or len(text) > 15 or int(text) >= 2**31:
        raise Refused("There is nothing of this number.")
    return int(text)


def there(found: T | None) -> T:
    """What was asked for. Raises Refused where it is gone."""
    if found is None:
        raise Refused("It isn't there any more: reload the page.")
    return found
