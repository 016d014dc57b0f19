"""The beat: sends what waits, starts what is due, finds what fell through. Several beats do no harm."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from core.settings import Settings
from core.store import StoreUnreachable, reading
from core.store.queries import schedules
from workers import heartbeat, logs
from workers.app import await_broker, make_app, publisher, queue_depth
from workers.broker import BrokerUnreachable, ensure_broker
from workers.outbox import pump, unit
from workers.runtime import Runtime
from workers.schedule import dispatch_due, set_back
from workers.sweep import sweep

PUMP_EVERY = 1.0
_DUE_AT_ONCE = 100
_DRIFT = timedelta(seconds=2)
log = logging.getLogger(__name__)


def run_beat(settings: Settings, stop: threading.Event | None = None) -> int:
    """Beats until TERM or INT (or `stop`). A broker or database that is away is waited for. Returns the exit code."""
    stop = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, _stopper(stop))
    logs.set_up(settings)
    await_broker(settings, stop)
    beat = Beat(settings)
    file = heartbeat.path(settings.home, "beat")
    with heartbeat.removed(file):
        while not stop.is_set():
            beat.once(time.monotonic())
            heartbeat.touch(file)
            stop.wait(PUMP_EVERY)
    beat.runtime.close()
    return 0


class Beat:
    """One beat's state: when it last looked at the schedules."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.app = make_app(settings)
        self.runtime = Runtime(settings, publisher(self.app))
        self._ticked = float("-inf")
        self._latest: datetime | None = None

    def once(self, moment: float) -> None:
        """One round at `moment` (monotonic seconds): pump always, tick when it is time."""
        try:
            if moment - self._ticked >= self.settings.tick:
                ensure_broker(self.settings)  # an embedded broker that was killed is started again
                self.tick()
                self._ticked = moment
            pump(self.runtime.engine, self.runtime.publish, self.runtime.clock())
        except (StoreUnreachable, BrokerUnreachable) as error:
            log.warning("%s Trying again.", error)
        except SQLAlchemyError:  # one bad round, such as a deadlock; the next comes in a second
            log.exception("This round of the beat failed.")

    def tick(self) -> int:
        """Starts what is due and sends again what was lost; returns how many schedules were started."""
        here = self.runtime
        self._watch_the_clock(here.clock())
        started = 0
        while True:
            with unit(here.engine, here.publish, here.clock()) as work:
                now_started = dispatch_due(work, _DUE_AT_ONCE)
            started += now_started
            if now_started < _DUE_AT_ONCE:
                break
        sweep(here.engine, here.publish, self._depth, self.settings, here.clock())
        return started

    def _watch_the_clock(self, now: datetime) -> None:
        """At the first tick, and after one at which the clock stood later than now."""
        if self._latest is None or now < self._latest - _DRIFT:
            while self._is_any_ahead(now):
                with unit(self.runtime.engine, self.runtime.publish, now) as work:
                    log.warning("The clock was ahead: %d schedules are set right.", set_back(work))
        self._latest = now

    def _is_any_ahead(self, now: datetime) -> bool:
        # Read without a lock: of a million schedules it takes a while.
        with reading(self.runtime.engine) as session:
            return bool(schedules.ran_ahead(session, now, 1))

    def _depth(self, queue: str) -> int | None:
        return queue_depth(self.app, queue)


def _stopper(stop: threading.Event) -> Callable[[int, FrameType | None], None]:
    def handle(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    return handle
