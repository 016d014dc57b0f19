"""Fixtures of several files: an installation on SQLite alone, and a crew for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import Settings, load_settings
from core.store import make_engine, upgrade
from tests.integration.crew import Crew, crew


@pytest.fixture
def lone(home: Path) -> Settings:
    """An installation on SQLite alone, for what doesn't depend on the database."""
    made = load_settings(home=home, allow_loopback_fetch=True, host_interval=0.0, retry_base=0.2, tick=0.5)
    upgrade(make_engine(made.database))
    return made


@pytest.fixture
def lone_crew(lone: Settings) -> Iterator[Crew]:
    """A crew without workers yet, on that installation."""
    engine = make_engine(lone.database)
    with crew(lone, engine) as made:
        yield made
    engine.dispose()
