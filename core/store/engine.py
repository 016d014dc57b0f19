"""Engines and sessions: SQLite that several processes can write to, and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError, ProgrammingError
from sqlmodel import Session, create_engine

from core.store.write_ahead import write_ahead

BUSY_TIMEOUT_MS = 30_000
CACHE_KB = 16_000
"""Pages of SQLite that each connection keeps, taken as they are needed: its own 2 MB halve the speed of the inbox."""
_READS = "tawatur_reads"
# PostgreSQL gave up one of two transactions that were in each other's way: the database is well.
_TRY_AGAIN = ("40001", "40P01")


class StoreUnreachable(Exception):
    """The database cannot be used; the message says why and what to do in one sentence."""


def make_engine(url: str) -> Engine:
    """An engine for `url`. SQLite gets WAL, a busy timeout and BEGIN IMMEDIATE: without them writers lose updates."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url, parsed.database)
    plain = parsed.set(drivername="postgresql+psycopg")
    try:
        return create_engine(
            plain, pool_pre_ping=True, pool_size=5, max_overflow=10, connect_args={"connect_timeout": 10}
        )
    except (NoSuchModuleError, ModuleNotFoundError):
        raise StoreUnreachable("PostgreSQL needs its driver: install tawatur[postgres].") from None


def _sqlite(url: str, database: str | None) -> Engine:
    if database and database != ":memory:":
        try:
            Path(database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnreachable(f"The folder of the database {database} cannot be made: {error.strerror}.") from None
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver must not begin transactions by itself: its deferred BEGIN fails or loses updates among writers.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    write_ahead(connection, BUSY_TIMEOUT_MS / 1000)
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction that may write: committed at the end, rolled back on an exception."""
    with _told(engine), Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One transaction that only reads; on SQLite it takes no write lock."""
    reader = engine.execution_options(**{_READS: True})
    with _told(engine), Session(reader, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) in _TRY_AGAIN:
            raise
        raise StoreUnreachable(explain(engine, error)) from error
    except ProgrammingError as error:
        if "does not exist" not in str(error.orig):
            raise
        raise StoreUnreachable(explain(engine, error)) from error


def explain(engine: Engine, error: DBAPIError) -> str:
    """One sentence on why the database failed, without its password."""
    where = engine.url.render_as_string(hide_password=True)
    why = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    if "no such table" in why or "does not exist" in why:
        return f"The database {where} has not been set up: run `tawatur migrate`."
    if "is full" in why or "No space left" in why:
        return f"The disk of the database {where} is full: make room on it, and what waits goes on by itself."
    return f"The database {where} cannot be used ({why}): check TAWATUR_DATABASE_URL, then run `tawatur doctor`."


def ping(engine: Engine) -> None:
    """Raises StoreUnreachable where the database doesn't answer."""
    with reading(engine) as session:
        session.connection().execute(text("SELECT 1"))
