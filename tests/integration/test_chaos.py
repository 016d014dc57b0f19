"""The short form of `make chaos`: workers killed, broker and database restarted, two beats, messages twice."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from core.settings import load_settings
from core.store import make_engine, upgrade
from tests.integration.chaos import Plan, account, found, quiet, storm
from tests.integration.crew import crew
from tests.integration.ground import Ground, embedded, servers

PLAN = Plan(articles=18, queuers=2, workers=1, kills=2, broker_restarts=1, patience=90.0, database_restarts=1)


@pytest.mark.parametrize("installation", [embedded, pytest.param(servers, marks=pytest.mark.postgres)])
def test_chaos_finds_what_a_quiet_day_finds(
    home: Path, installation: Callable[[], AbstractContextManager[Ground]]
) -> None:
    calm = load_settings(home=home, database_url=f"sqlite:///{home / 'quiet.db'}")
    upgrade(make_engine(calm.database))
    expected = quiet(calm, make_engine(calm.database), PLAN.articles)
    with installation() as ground:
        engine = make_engine(ground.settings.database)
        with crew(ground.settings, engine) as hired:
            storm(hired, PLAN, ground, random.Random(7))
        assert account(engine) | {"jobs done": 0} == {
            "done": PLAN.articles,
            "articles": PLAN.articles,
            "revisions": PLAN.articles,
            "jobs done": 0,
        }
        assert "disagrees" in expected
        assert found(engine) == expected
        engine.dispose()
