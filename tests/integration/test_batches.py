"""Jobs of one step that wait together are done together, and what is wrong with one of them stays its own."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from core.settings import load_settings
from core.store import StoreUnreachable, make_engine, reading, upgrade, writing
from core.store.queries import jobs, verifications
from core.store.queries.jobs import Job
from core.store.tables import AttemptRow, JobRow, core
from tests.integration.chaos import article, found, quiet
from tests.integration.test_pipeline import Bench, bench  # noqa: F401 - a fixture
from workers import batch
from workers.batch import Together, Troubles
from workers.outbox import unit, utc_now
from workers.pipeline import looking
from workers.pipeline.article import Article
from workers.pipeline.queueing import queue_article
from workers.running import run
from workers.runtime import Runtime
from workers.tasks import STEPS

JOB, ATTEMPT = core(JobRow), core(AttemptRow)
ARTICLES = 30


def _queue(bench: Bench, numbers: Sequence[int]) -> list[int]:  # noqa: F811
    with unit(bench.engine, bench._publish, bench.now) as work:
        return [queue_article(work, article(number)).verification_id for number in numbers]


def _stages(bench: Bench, runs: Sequence[int]) -> list[str]:  # noqa: F811
    return [bench.run(one).stage for one in runs]


def test_a_message_takes_half_of_what_waits_along_and_the_others_find_it_done(bench: Bench) -> None:  # noqa: F811
    runs = _queue(bench, range(9))
    messages = [message.job_id for message in bench.mail]
    assert run(bench.runtime, messages[0], STEPS)
    assert _stages(bench, runs) == ["done"] * 5 + ["queued"] * 4
    assert not run(bench.runtime, messages[1], STEPS)
    bench.work()
    assert _stages(bench, runs) == ["done"] * 9
    with reading(bench.engine) as session:
        tries = session.execute(select(ATTEMPT.c.number, ATTEMPT.c.outcome)).all()
    assert [tuple(one) for one in tries] == [(1, "done")] * 9


def test_together_finds_what_one_by_one_finds(bench: Bench, home: Path) -> None:  # noqa: F811
    calm = load_settings(home=home, database_url=f"sqlite:///{home / 'quiet.db'}")
    upgrade(make_engine(calm.database))
    expected = quiet(calm, make_engine(calm.database), ARTICLES)
    bench.now = utc_now()  # flags have ranks of the day
    order = list(range(ARTICLES))
    random.Random(0).shuffle(order)
    _queue(bench, order)
    bench.work()
    assert "disagrees" in expected
    assert found(bench.engine) == expected


def test_what_cannot_be_read_is_the_trouble_of_its_own_job(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    poison = article(4).key
    look = looking.look

    def fail(one: Article, *rest: object) -> object:
        if one.key == poison:
            raise RuntimeError("poison")
        return look(one, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(looking, "look", fail)
    runs = _queue(bench, range(9))
    bench.work()
    assert [stage for stage in _stages(bench, runs) if stage != "done"] == [bench.run(runs[4]).stage]
    for _ in range(60):
        bench.now += timedelta(minutes=30)
        bench.work()
    assert _stages(bench, runs) == ["done"] * 4 + ["dead"] + ["done"] * 4
    with reading(bench.engine) as session:
        (letter,) = jobs.dead_letters(session)
    assert "poison" in letter.reason


def test_where_all_fail_together_each_is_tried_by_itself(bench: Bench) -> None:  # noqa: F811
    step = STEPS["read"]
    assert isinstance(step, Together)
    sizes: list[int] = []

    def fragile(runtime: Runtime, given: Sequence[Job]) -> Troubles:
        sizes.append(len(given))
        if len(given) > 1:
            raise RuntimeError("two of these don't go together")
        return step.do(runtime, given)

    runs = _queue(bench, range(6))
    assert run(bench.runtime, bench.mail[0].job_id, {**STEPS, "read": Together(fragile)})
    assert sizes == [4, 1, 1, 1, 1]
    assert _stages(bench, runs) == ["done"] * 4 + ["queued"] * 2


def test_what_was_tried_before_is_tried_alone(bench: Bench) -> None:  # noqa: F811
    runs = _queue(bench, range(4))
    with writing(bench.engine) as session:  # the process that had these two died
        session.execute(update(JOB).where(JOB.c.verification_id.in_(runs[:2])).values(attempts=1))
    messages = [message.job_id for message in bench.mail]
    run(bench.runtime, messages[0], STEPS)
    assert _stages(bench, runs) == ["done", "queued", "queued", "queued"]
    run(bench.runtime, messages[2], STEPS)
    assert _stages(bench, runs) == ["done", "queued", "done", "done"]


def test_a_batch_of_rechecks_is_short(bench: Bench) -> None:  # noqa: F811
    job = Job(1, "read", "1", 1, 1, queue="recheck")
    assert 0 < batch.room(job) < batch.room(Job(1, "read", "1", 1, 1, queue="interactive"))
    assert batch.room(Job(1, "read", "1", 1, 2, queue="interactive")) == 0


def test_what_was_begun_when_the_database_went_away_is_put_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    def away(*_: object) -> Troubles:
        monkeypatch.setattr("workers.running._postpone", gone)
        raise StoreUnreachable("away")

    def gone(*_: object, **__: object) -> None:
        raise StoreUnreachable("away")

    runs = _queue(bench, range(6))
    with monkeypatch.context() as patch:
        patch.setattr(bench.runtime, "clock", lambda: bench.now)
        with pytest.raises(StoreUnreachable):
            run(bench.runtime, bench.mail[0].job_id, {**STEPS, "read": Together(away)})
    monkeypatch.undo()
    with reading(bench.engine) as session:
        assert len(jobs.running(session)) == 4
    bench.work()
    assert _stages(bench, runs) == ["done"] * 6
    with reading(bench.engine) as session:
        assert verifications.stage_counts(session) == {"done": 6}
