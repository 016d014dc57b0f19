"""Schedules with real beats: two of them start each due run once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from core.settings import Settings
from core.store import reading
from core.store.queries import schedules
from core.store.tables import ScheduleRunRow, VerificationRow
from tests.integration.crew import Crew, crew
from workers import heartbeat, schedule
from workers.app import make_app, publisher
from workers.outbox import unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.queueing import queue_article
from workers.timing import Rule

ARTICLES = 6


@pytest.fixture
def hired(settings: Settings, engine: Engine) -> Iterator[Crew]:
    with crew(settings, engine) as made:
        yield made


def test_two_beats_start_a_due_run_once(hired: Crew, settings: Settings) -> None:
    publish, engine = publisher(make_app(settings)), hired.engine
    earlier = utc_now() - timedelta(hours=2)
    articles = []
    with unit(engine, publish, earlier) as work:
        for n in range(ARTICLES):
            article = Article(document=f"Fire {n}\nThe fire killed {n + 2} people in the port, police said.", lang="en")
            queued = queue_article(work, article)
            assert queued.is_new
            articles.append(article.key)
    hired.worker(concurrency=2)
    hired.until(lambda: _count(engine, VerificationRow, "done") == ARTICLES)
    hired.beat()
    hired.beat()
    # Both beat before anything is due: else the first is done before the second has started.
    hired.until(lambda: heartbeat.living(settings.home, "beat", utc_now().timestamp()) == 2)
    with unit(engine, publish, earlier) as work:
        for key in articles:
            schedule.add(work, "article", key, Rule("every", "3600"))
    hired.until(lambda: _count(engine, ScheduleRunRow) == ARTICLES)
    hired.until(lambda: _count(engine, VerificationRow, "done") == 2 * ARTICLES)
    assert _count(engine, VerificationRow) == 2 * ARTICLES
    with reading(engine) as session:
        kept = schedules.list_schedules(session)
        assert all(row.next_at is not None and row.next_at > utc_now() for row in kept)
        runs = [schedules.history(session, row.id or 0) for row in kept]
    assert [len(one) for one in runs] == [1] * ARTICLES
    assert {run.outcome for one in runs for run in one} == {"done"}
    assert heartbeat.living(settings.home, "beat", utc_now().timestamp()) == 2
    assert heartbeat.living(settings.home, "worker", utc_now().timestamp()) == 1
    assert heartbeat.living(settings.home, "worker", utc_now().timestamp() + 3600) == 0


def _count(engine: Engine, table: type[VerificationRow] | type[ScheduleRunRow], stage: str | None = None) -> int:
    query = select(func.count()).select_from(table)
    if stage is not None:
        query = query.where(VerificationRow.stage == stage)  # type: ignore[arg-type]
    with reading(engine) as session:
        return int(session.execute(query).scalar_one())
