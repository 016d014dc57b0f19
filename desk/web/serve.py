"""From settings to a serving desk."""

import getpass
from collections.abc import Sequence
from functools import cache

import uvicorn
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from core.settings import Settings
from core.store import make_engine
from core.store.queries.jobs import Message
from desk.signing import People
from desk.stored import StoredDesk
from desk.web.app import build_app
from desk.web.signed import LOOPBACK, in_container
from workers.app import check_broker, make_app, publisher
from workers.broker import BrokerUnreachable
from workers.outbox import Publish
from workers.pipeline.fetching import make_fetcher

PATIENCE = 10.0
"""Seconds that a person waits for one trial of a source."""


class Sender:
    """Connects to the broker at the first message, not at start-up: pages are served while the broker is away, and
    what could not leave waits in the database until the beat sends it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._publish: Publish | None = None

    def __call__(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Hands messages over; gives back what didn't leave."""
        try:
            self._publish = self._publish or publisher(make_app(self._settings))
        except BrokerUnreachable:
            return messages
        return self._publish(messages)


def create_app(settings: Settings, *, hosts: frozenset[str] = frozenset(), who: str | None = None) -> FastAPI:
    """The application over the database and broker of `settings`.

    `hosts` are names besides loopback by which browsers may call it; `who` is whose rulings these are (default: the
    user of the operating system).
    """
    engine = make_engine(settings.database)
    quick = settings.model_copy(update={"fetch_deadline": min(settings.fetch_deadline, PATIENCE)})
    desk = StoredDesk(
        engine, Sender(settings), lambda: check_broker(settings), fetcher=cache(lambda: make_fetcher(quick))
    )
    named = LOOPBACK | hosts | frozenset(settings.desk_hosts)
    app = build_app(desk, who or user(), named, People(engine), in_container())
    if settings.trusted_proxies:  # outermost: whatever looks at scheme or address sees what the proxy says
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    return app


def user() -> str:
    """The user of the operating system; "desk" where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "desk"


def run(settings: Settings, host: str = "127.0.0.1", port: int = 8000, hosts: frozenset[str] = frozenset()) -> None:
    """Serves the desk until it is told to stop. `hosts` are further names by which browsers may call it."""
    named = frozenset({host}) if host not in ("0.0.0.0", "::") else frozenset()  # noqa: S104 - compared, not bound
    app = create_app(settings, hosts=named | hosts)
    uvicorn.run(app, host=host, port=port, log_level=settings.log_level, server_header=False, proxy_headers=False)
