"""Workers that are told to stop, and servers that are away when they start."""

import os
import signal

import pytest
from sqlalchemy import select

from core.settings import Settings
from core.store import make_engine, reading
from core.store.tables import AttemptRow, JobRow, core
from tests.integration.crew import Crew, crew
from tests.integration.ground import Servers, servers
from tests.integration.queued import article, queue
from tests.integration.site import serving
from workers.app import make_app, publisher
from workers.pipeline.article import Article

JOB = core(JobRow)


def test_a_worker_that_is_told_to_stop_finishes_what_it_runs(lone_crew: Crew, lone: Settings) -> None:
    body = "At least 12 people were killed in the harbour fire, the city said. The fire began at night.\n" * 3
    with serving() as site:
        url = site.article("/slow", "Harbour fire kills 12", body, "2026-03-02", "East Post", delay=1.0)
        worker = lone_crew.worker(concurrency=1)
        queued = queue(lone_crew.engine, publisher(make_app(lone)), Article(url=url))
        lone_crew.until(lambda: site.asked.get("/slow", 0) == 1)
        behind = queue(lone_crew.engine, publisher(make_app(lone)), article(7))
        os.kill(worker.pid, signal.SIGTERM)
        assert worker.wait(30) == 0
    assert lone_crew.run(queued.verification_id).stage == "done"
    assert lone_crew.run(behind.verification_id).stage == "queued", "it waits for the next worker"
    with reading(lone_crew.engine) as session:
        tries = session.execute(select(AttemptRow.outcome, JOB.c.task).join(JOB, JOB.c.id == AttemptRow.job_id)).all()
        assert [tuple(row) for row in tries] == [("done", "read")]


@pytest.mark.postgres
def test_broker_and_database_that_are_away_at_the_start_are_waited_for() -> None:
    with servers() as ground:
        engine = make_engine(ground.settings.database)
        queued = queue(engine, lambda messages: messages, article(41))
        _stop(ground, "broker", "database")
        with crew(ground.settings, engine) as hired:
            hired.worker(concurrency=1)
            hired.beat()
            hired.until(lambda: hired.log().count("doesn't answer") >= 2)
            ground.start("broker")
            hired.until(lambda: hired.log().count("cannot be used") >= 1)
            assert all(process.poll() is None for process in hired.processes)
            ground.start("database")
            assert hired.over(queued.verification_id).stage == "done"
        engine.dispose()


def _stop(ground: Servers, *parts: str) -> None:
    for part in parts:
        ground.stop(part)
