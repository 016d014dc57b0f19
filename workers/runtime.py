"""What a process needs to run jobs: settings, an engine of its own, a fetcher, a way to send. One per process."""

import functools
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from core.settings import Settings
from core.store import make_engine
from workers.outbox import Clock, Publish, utc_now

if TYPE_CHECKING:
    from workers.archive import Archive
    from workers.fetch import Fetcher
    from workers.pipeline.nearby import Nearby
    from workers.pipeline.remembering import Remembered


class Runtime:
    """Made once by whoever starts the process, handed on by fork; engine and fetcher are made where first used."""

    def __init__(self, settings: Settings, publish: Publish, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.publish = publish
        self.clock = clock
        self.cut_off = False
        """Whether jobs of this process may be left as running, since the database went away (workers.running)."""

    @functools.cached_property
    def engine(self) -> Engine:
        """This process's own connections."""
        return make_engine(self.settings.database)

    @functools.cached_property
    def fetcher(self) -> "Fetcher":
        """This process's own fetcher."""
        from workers.pipeline.fetching import make_fetcher  # imported late: a beat never fetches

        return make_fetcher(self.settings)

    @functools.cached_property
    def archive(self) -> "Archive":
        """The archive as this process asks it; what is new is indexed by a process of its own (workers.indexing)."""
        from workers.archive import open_archive  # imported late, as above

        return open_archive(self.settings.home, self.settings.database)

    @functools.cached_property
    def judged(self) -> "Remembered":
        """What this process judged last."""
        from workers.pipeline.remembering import Remembered  # imported late: a beat never judges

        return Remembered()

    @functools.cached_property
    def nearby(self) -> "Nearby":
        """What this process has worked out of reports among which others are placed."""
        from workers.pipeline.nearby import Nearby  # imported late, as above

        return Nearby()

    @property
    def lease(self) -> timedelta:
        """How long a job is a process's own: until Celery would have killed it, and a little more."""
        return timedelta(seconds=self.settings.task_hard_limit + 30)

    def forget(self) -> None:
        """After a fork: drops the parent's connections without closing them under the parent."""
        engine = self.__dict__.pop("engine", None)
        if engine is not None:
            engine.dispose(close=False)
        self.__dict__.pop("fetcher", None)
        self.__dict__.pop("archive", None)

    def close(self) -> None:
        """Closes this process's connections."""
        engine = self.__dict__.pop("engine", None)
        if engine is not None:
            engine.dispose()
        archive = self.__dict__.pop("archive", None)
        if archive is not None:
            archive.close()


_current: Runtime | None = None


def install(runtime: Runtime) -> None:
    """Makes `runtime` the one that this process's tasks use."""
    global _current
    _current = runtime


def current() -> Runtime:
    """The runtime of this process."""
    if _current is None:
        raise RuntimeError("no runtime was installed in this process")
    return _current
