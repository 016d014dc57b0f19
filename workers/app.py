"""The Celery application: how tasks travel, and the worker process that runs them."""

import logging
import os
import socket
import threading
from collections.abc import Sequence
from typing import Any

from amqp.exceptions import ChannelError
from celery import Celery
from celery.signals import setup_logging, task_unknown, worker_process_init, worker_ready
from kombu.exceptions import DecodeError, KombuError

from core.settings import Settings
from core.store import StoreUnreachable
from core.store.queries.jobs import BEGINNING, Message
from workers import heartbeat, metrics, runtime
from workers.broker import BrokerUnreachable, ensure_broker
from workers.outbox import Publish
from workers.running import run
from workers.runtime import Runtime
from workers.sweep import LASTING, QUEUES, abandoned

# Priorities of kombu's Redis transport, where a smaller number goes first; with it, before a later queue.
_LATER = 3
_LONGEST_WAIT = 5.0
log = logging.getLogger(__name__)


def make_app(settings: Settings) -> Celery:
    """An application bound to the broker in force; starts the embedded one where it doesn't run."""
    app = Celery("tawatur", broker=ensure_broker(settings), set_as_current=False)
    app.conf.update(_configuration(settings))
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_ignore_result": True,
        "task_default_queue": "interactive",
        "task_soft_time_limit": settings.task_soft_limit,
        "task_time_limit": settings.task_hard_limit,
        "worker_prefetch_multiplier": 1,
        "worker_max_tasks_per_child": 5_000,
        "worker_hijack_root_logger": False,
        "worker_soft_shutdown_timeout": 10.0,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "broker_connection_retry_on_startup": True,
        # For as long as it takes: a worker that gave up after a hundred tries would need a person in the morning.
        "broker_connection_max_retries": None,
        "broker_connection_timeout": 3.0,
        "broker_transport_options": {
            # Above the longest task and what waits behind it; a message delivered twice all the same finds its job
            # taken or done. Shorter intervals only make the sweep of a killed worker's messages quicker.
            "visibility_timeout": 4 * settings.task_hard_limit,
            "unacked_restore_interval": 5,
            "socket_connect_timeout": 3.0,
            "unacked_restore_throttle": 1,
            # The queue named first is emptied first: a person waits for what is interactive.
            "queue_order_strategy": "priority",
        },
        "enable_utc": True,
        "timezone": "UTC",
    }


def publisher(app: Celery) -> Publish:
    """Hands messages to the broker. One that is away costs one short try, then the rest wait in the database."""

    def publish(messages: Sequence[Message]) -> Sequence[Message]:
        for place, message in enumerate(messages):
            try:
                app.send_task(
                    task_name(message.task),
                    args=(message.job_id,),
                    queue=message.queue,
                    priority=_priority(message),
                    retry=False,
                    ignore_result=True,
                )
            except (KombuError, OSError) as error:
                log.warning("The broker is away (%s): %d messages wait.", error, len(messages) - place)
                return messages[place:]
        return ()

    return publish


def _priority(message: Message) -> int:
    # What has begun is brought to its end first: of many re-checks, many would else be half done for hours.
    return _LATER if message.queue == LASTING and message.task == BEGINNING else 0


def task_name(task: str) -> str:
    """A step's name among all tasks of a broker."""
    return f"tawatur.{task}"


def check_broker(settings: Settings) -> str:
    """The broker's URL if it answers; raises BrokerUnreachable with one sentence."""
    url = ensure_broker(settings)
    with Celery(broker=url, set_as_current=False).connection_for_write(connect_timeout=3.0) as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0.1, timeout=3.0)
        except (KombuError, OSError) as error:
            raise BrokerUnreachable(
                f"The broker {connection.as_uri()} doesn't answer ({error}): start it or set TAWATUR_BROKER_URL."
            ) from None
    return url


def await_broker(settings: Settings, stop: threading.Event) -> None:
    """Waits until the broker answers or `stop` is set, and says so. Raises BrokerUnreachable where the embedded one
    cannot be started: that doesn't mend itself."""
    ensure_broker(settings)
    wait = 1.0
    while not stop.is_set():
        try:
            check_broker(settings)
            return
        except BrokerUnreachable as error:
            log.warning("%s Waiting for it.", error)
            stop.wait(wait)
            wait = min(2 * wait, _LONGEST_WAIT)


def queue_depth(app: Celery, queue: str) -> int | None:
    """How many messages wait in the broker; None where it doesn't say."""
    try:
        with app.connection_for_read(connect_timeout=3.0) as connection:
            return int(connection.default_channel.queue_declare(queue=queue, passive=True).message_count)
    except ChannelError:  # the queue isn't there: on Redis that is how an empty one looks
        return 0
    except (KombuError, OSError):
        return None


def run_worker(settings: Settings, queues: Sequence[str] = QUEUES, concurrency: int | None = None) -> int:
    """Runs worker processes until they are told to stop (TERM: finish what runs, then go). Returns the exit code."""
    # Imported late: who only sends work needs none of what does it.
    from workers import indexing, logs, pumping, tasks
    from workers.preload import preload

    logs.set_up(settings)
    await_broker(settings, threading.Event())
    app = make_app(settings)
    tasks.register(app)
    runtime.install(Runtime(settings, publisher(app)))
    preload()
    beat_file = heartbeat.path(settings.home, "worker")
    app.steps["worker"].add(heartbeat.step(beat_file))
    app.steps["worker"].add(pumping.step())
    app.steps["worker"].add(indexing.step(settings))
    worker = app.Worker(
        queues=list(queues),
        concurrency=concurrency or os.cpu_count() or 1,
        hostname=f"{'+'.join(queues)}-{os.getpid()}@{socket.gethostname()}",
        pool="prefork",
        optimization="fair",
        without_gossip=True,
        without_mingle=True,
        loglevel=settings.log_level.upper(),
        quiet=True,
    )
    with heartbeat.removed(beat_file), metrics.shown(settings):
        worker.start()
    return int(worker.exitcode or 0)


@setup_logging.connect  # type: ignore[untyped-decorator]
def _keep_logging(**_: object) -> None:
    # That somebody listens keeps Celery from setting up logging of its own beside ours.
    return None


@worker_ready.connect  # type: ignore[untyped-decorator]
def _on_ready(**_: object) -> None:
    # Before the first message: what a killed predecessor on this host left half done is sent again at once.
    here = runtime.current()
    try:
        abandoned(here.engine, here.publish, here.settings, here.clock())
    except StoreUnreachable as error:
        log.warning("%s Waiting for it.", error)
    finally:
        here.close()
    log.info("Ready.")


@task_unknown.connect  # type: ignore[untyped-decorator]
def _on_unknown(name: str = "", message: Any = None, **_: object) -> None:
    # A message of another release: Celery drops it, so its job is put back here, and given up when its tries are over.
    from workers import tasks

    here = runtime.current()
    try:
        arguments, *_rest = message.decode()
        run(here, int(arguments[0]), tasks.STEPS)
    except StoreUnreachable as error:
        log.warning("%s The message of %s is sent again later.", error, name)
    except (DecodeError, LookupError, TypeError, ValueError):
        log.warning("A message for %s names no job: it is dropped.", name)
    finally:
        here.close()


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _on_child(**_: object) -> None:
    # A connection of the parent's must not be shared by its children.
    runtime.current().forget()
