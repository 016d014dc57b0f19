"""Schedules with real beats: two of them start each due run once."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from core.settings import Settings
from core.store import make_engine, reading, writing
from core.store.queries import schedules
from core.store.tables import ScheduleRunRow, VerificationRow
from tests.integration.crew import Crew, crew
from tests.integration.ground import embedded
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


def _toll(killed: int, source: str, publisher: str) -> dict[str, str]:
    text = (
        f"Quake kills {killed} in Aden\n{killed} people were killed in the quake in Aden, {source} said.\n"
        "The quake shook the town at noon, and rescuers searched the ruins until the evening."
    )
    return {"id": publisher, "document": text, "lang": "en", "date": "2026-03-02", "publisher": publisher}


def test_three_rechecks_by_beat_and_worker_tell_what_changed(tmp_path: Path) -> None:
    file = tmp_path / "coverage.jsonl"
    told = [_toll(253, "the Health Ministry", "West")]
    with embedded() as ground:
        engine, publish = make_engine(ground.settings.database), publisher(make_app(ground.settings))
        with crew(ground.settings, engine) as hired:
            hired.worker(concurrency=1)
            hired.beat()
            _write(file, told)
            row = _toll(253, "the Health Ministry", "East")
            article = Article(**{name: value for name, value in row.items() if name != "id"})
            with unit(engine, publish, utc_now()) as work:
                against = [{"kind": "jsonl", "location": str(file)}]
                queued = queue_article(work, article, against=against)
            hired.over(queued.verification_id)
            with unit(engine, publish, utc_now()) as work:
                number = schedule.add(work, "article", article.key, Rule("every", "86400")).id or 0
            assert _next_run(hired, number, 1) == []
            later = {"date": "2026-03-03"}
            _write(file, [*told, *(_toll(257, s, f"{s} Post") | later for s in ("the Red Cross", "the governor"))])
            assert _next_run(hired, number, 2) == ["toll rose 253 → 257, two new origins"]
            assert _next_run(hired, number, 3) == []
        engine.dispose()


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def _next_run(hired: Crew, number: int, count: int) -> list[str]:
    """Makes the schedule due; the words of its run once that is over, as the `count`th."""
    with writing(hired.engine) as session:
        row = schedules.get_schedule(session, number)
        assert row is not None
        row.next_at = utc_now() - timedelta(seconds=1)
    found: list[ScheduleRunRow] = []

    def is_over() -> bool:
        with reading(hired.engine) as session:
            found[:] = schedules.history(session, number)
        return len(found) == count and found[0].finished_at is not None

    hired.until(is_over)
    assert found[0].outcome == "done"
    return [change["en"] for change in found[0].changes]


def _count(engine: Engine, table: type[VerificationRow] | type[ScheduleRunRow], stage: str | None = None) -> int:
    query = select(func.count()).select_from(table)
    if stage is not None:
        query = query.where(VerificationRow.stage == stage)  # type: ignore[arg-type]
    with reading(engine) as session:
        return int(session.execute(query).scalar_one())
