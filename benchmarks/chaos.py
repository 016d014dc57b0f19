"""Everything goes wrong at once: `python -m benchmarks.chaos` (`make chaos`; ARTICLES=200 for a shorter one).

Articles are queued from several processes while a worker is killed every two seconds, the broker restarts five times,
PostgreSQL three times, two beats run and messages come twice at random; on SQLite with the embedded broker, and on
PostgreSQL with Redis. The exit status is 0 where in the end every article is done, none twice, nothing was given up,
and the findings are byte for byte those of a quiet run.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from core.settings import load_settings
from core.store import make_engine, upgrade
from tests.integration.chaos import Plan, account, found, quiet, storm
from tests.integration.crew import crew
from tests.integration.ground import Ground, embedded, servers

ARTICLES = 2_000
INSTALLATIONS: dict[str, Callable[[], AbstractContextManager[Ground]]] = {
    "SQLite, embedded broker": embedded,
    "PostgreSQL, Redis": servers,
}


def main() -> int:
    """Prints the account of each installation; 1 where one isn't what it should be."""
    articles = int(os.environ.get("ARTICLES", ARTICLES))
    # A worker that is killed every two seconds has to get something done in between.
    patience = 120.0 + articles * 1.5
    plan = Plan(articles, 4, 3, 0, 5, patience, database_restarts=3, kill_every=2.0)
    expected = _quiet(articles)
    held = [_stormy(name, installation, plan, expected) for name, installation in INSTALLATIONS.items()]
    return 0 if all(held) else 1


def _quiet(articles: int) -> str:
    with tempfile.TemporaryDirectory(prefix="tw") as folder:
        settings = load_settings(home=Path(folder))
        engine = make_engine(settings.database)
        upgrade(engine)
        started = time.monotonic()
        expected = quiet(settings, engine, articles)
        print(f"quiet: {articles} articles in {time.monotonic() - started:.0f} s, one after the other", flush=True)
        engine.dispose()
    return expected


def _stormy(name: str, installation: Callable[[], AbstractContextManager[Ground]], plan: Plan, expected: str) -> bool:
    with installation() as ground:
        engine = make_engine(ground.settings.database)
        started = time.monotonic()
        with crew(ground.settings, engine) as hired:
            storm(hired, plan, ground, random.Random(11))
            killed = len([p for p in hired.processes if "run_worker" in str(p.args)]) - plan.workers
        told, same = account(engine), found(engine) == expected
        engine.dispose()
    whole = told.get("done") == told["articles"] == told["revisions"] == plan.articles and not told.get("jobs dead")
    print(f"{name}: {time.monotonic() - started:.0f} s, {killed} workers killed, {told}")
    print(
        f"  every article once: {'yes' if whole else 'NO'}; findings as on a quiet day: {'yes' if same else 'NO'}",
        flush=True,
    )
    return whole and same


if __name__ == "__main__":
    sys.exit(main())
