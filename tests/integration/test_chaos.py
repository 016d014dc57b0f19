"""The short form of `make chaos`: killed workers, a restarted broker, two beats, messages that come twice."""

import random
from pathlib import Path

from core.settings import load_settings
from core.store import make_engine, upgrade
from tests.integration.chaos import Plan, account, found, quiet, storm
from tests.integration.crew import crew

PLAN = Plan(articles=18, queuers=2, workers=1, kills=2, broker_restarts=1, patience=60.0)


def test_chaos_finds_what_a_quiet_day_finds(home: Path) -> None:
    calm = load_settings(home=home, database_url=f"sqlite:///{home / 'quiet.db'}")
    upgrade(make_engine(calm.database))
    expected = quiet(calm, make_engine(calm.database), PLAN.articles)
    settings = load_settings(home=home, retry_base=0.2, tick=0.5)
    engine = make_engine(settings.database)
    upgrade(engine)
    with crew(settings, engine) as hired:
        storm(hired, PLAN, random.Random(7))
    assert account(engine) | {"jobs done": 0} == {
        "done": PLAN.articles,
        "articles": PLAN.articles,
        "revisions": PLAN.articles,
        "jobs done": 0,
    }
    assert "disagrees" in expected
    assert found(engine) == expected
