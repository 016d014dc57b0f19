"""What a command that works with stored reports needs: settings, database and a way to send work, or one clear word."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from core.settings import Settings, SettingsError, load_settings
from desk.console import Exit, Trouble

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Engine
    from sqlmodel import Session

    from workers.outbox import Publish, Unit


def settings(**overrides: object) -> Settings:
    """The settings in force; a wrong one is a `Trouble`."""
    try:
        return load_settings(**overrides)
    except SettingsError as error:
        raise Trouble(Exit.USAGE, str(error)) from None


def whoami() -> str:
    """Who queues and decides on the command line: the user of the operating system."""
    return getpass.getuser()


@dataclass(frozen=True)
class Backend:
    """Database and broker of one command; the broker is touched only when work is sent."""

    settings: Settings

    @cached_property
    def engine(self) -> "Engine":
        """The database, its tables up to date. An embedded database is brought up to date without asking."""
        from core.store import make_engine, pending, upgrade

        engine = make_engine(self.settings.database)
        if engine.dialect.name == "sqlite":
            upgrade(engine)
        elif missing := pending(engine):
            raise Trouble(
                Exit.BACKEND, f"the database lacks {len(missing)} migration(s): run `tawatur migrate`, then this again."
            )
        return engine

    @cached_property
    def publish(self) -> "Publish":
        """Hands messages to the broker."""
        from workers.app import make_app, publisher

        return publisher(make_app(self.settings))

    def unit(self) -> "AbstractContextManager[Unit]":
        """One transaction whose messages leave when it is committed."""
        from workers.outbox import unit, utc_now

        return unit(self.engine, self.publish, utc_now())

    def reading(self) -> "AbstractContextManager[Session]":
        """One transaction that only reads."""
        from core.store import reading

        return reading(self.engine)


@contextmanager
def backend(**overrides: object) -> Iterator[Backend]:
    """The backend of one command. A database or broker out of reach becomes a `Trouble` with exit code 5."""
    with told():
        yield Backend(settings(**overrides))


@contextmanager
def told() -> Iterator[None]:
    """Turns what database and broker raise when they are away into a `Trouble`."""
    from core.store import StoreUnreachable
    from workers.broker import BrokerUnreachable

    try:
        yield
    except (StoreUnreachable, BrokerUnreachable) as error:
        raise Trouble(Exit.BACKEND, str(error)) from error


def run_told(action: Callable[[], int | None]) -> None:
    """Runs a service in the foreground; its exit code, if it gives one, is the command's."""
    with told():
        code = action()
    if code:
        raise SystemExit(code)
