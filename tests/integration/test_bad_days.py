"""What goes wrong outside: clocks that jump, disks that fill up, messages of other releases, far too much at once."""

import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from core.settings import Settings, load_settings
from core.store import make_engine, reading, upgrade, writing
from core.store.queries import jobs, schedules, verifications
from core.store.queries.jobs import Message
from core.store.tables import AttemptRow, JobRow, VerificationRow, core
from desk.console import Exit
from tests.integration.crew import Crew, crew
from tests.integration.ground import Servers, embedded, servers
from tests.integration.inside import inside
from tests.integration.site import serving
from workers import schedule
from workers.app import make_app, publisher
from workers.beat import Beat
from workers.outbox import Publish, pump, unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.queueing import MANY, Queued, queue_all, queue_article, recheck_all
from workers.sweep import abandoned, sweep
from workers.timing import Rule

EAST = "Flood kills 41 in the valley\nAt least 41 people were killed and 16 injured in the valley, the ministry said."
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
JOB, RUN = core(JobRow), core(VerificationRow)


@pytest.fixture
def lone(home: Path) -> Settings:
    """An installation on SQLite alone, for what doesn't depend on the database."""
    made = load_settings(home=home, allow_loopback_fetch=True, host_interval=0.0, retry_base=0.2, tick=0.5)
    upgrade(make_engine(made.database))
    return made


@pytest.fixture
def hired(lone: Settings) -> Iterator[Crew]:
    engine = make_engine(lone.database)
    with crew(lone, engine) as made:
        yield made
    engine.dispose()


def _article(killed: int) -> Article:
    return Article(document=EAST.replace("41", str(killed)), lang="en")


def _queue(engine: Engine, publish: Publish, article: Article) -> Queued:
    with unit(engine, publish, utc_now()) as work:
        return queue_article(work, article)


class Mail(list[Message]):
    """A broker that keeps what it is given."""

    def __call__(self, messages: Sequence[Message]) -> Sequence[Message]:
        self.extend(messages)
        return ()


def test_a_clock_that_was_far_ahead_holds_nothing_up(engine: Engine, settings: Settings) -> None:
    mail, ahead = Mail(), NOW + timedelta(days=400)
    with unit(engine, mail, ahead) as work:
        first, second, third = (queue_article(work, _article(n)).verification_id for n in (1, 2, 3))
    taken, held, _lost = sorted(message.job_id for message in mail)
    with writing(engine) as session:
        job = jobs.take(session, taken, "elsewhere:1:1", ahead, timedelta(minutes=3))
        assert job is not None
        jobs.postpone(session, job, ahead, ahead + timedelta(minutes=1), "500")
        assert jobs.take(session, held, "elsewhere:1:1", ahead, timedelta(minutes=3)) is not None
    mail.clear()
    # Back in time: the first waits for its second try, the second is run by a process that died, the third was lost.
    assert pump(engine, mail, NOW) == 1
    assert abandoned(engine, mail, settings, NOW) == 1
    with reading(engine) as session:
        assert not jobs.is_any_due(session, NOW)
    assert sweep(engine, mail, lambda _: 0, settings, NOW) == 1
    assert sweep(engine, mail, lambda _: 0, settings, NOW) == 0
    assert sorted(message.job_id for message in mail) == sorted([taken, held, _lost])
    assert {first, second, third} == {1, 2, 3}


def test_schedules_go_on_after_a_clock_that_was_ahead(lone: Settings) -> None:
    clock = [NOW]
    beat = Beat(lone)
    beat.runtime.clock = lambda: clock[0]
    engine, mail = beat.runtime.engine, Mail()
    with unit(engine, mail, NOW) as work:
        article = _article(41)
        queue_article(work, article)
        for rule in (Rule("every", "3600"), Rule("cron", "0 6 * * *", "Asia/Beirut"), Rule("once", "2026-03-05")):
            schedule.add(work, "article", article.key, rule)
    clock[0] = NOW + timedelta(days=700)
    assert beat.tick() == 3
    clock[0] = NOW + timedelta(minutes=1)
    assert beat.tick() == 0
    with reading(engine) as session:
        due = {row.rule: row.next_at for row in schedules.list_schedules(session, states=["active"])}
    assert due == {"every": NOW + timedelta(minutes=61), "cron": datetime(2026, 3, 3, 4, tzinfo=UTC)}
    # A jump forward is what was missed: caught up once.
    clock[0] = NOW + timedelta(days=3)
    assert (beat.tick(), beat.tick()) == (2, 0)
    beat.runtime.close()


_SMALL_DISK = (
    "from pathlib import Path; from core.store import engine as stored; "
    "full = Path({flag!r}); begin = stored._begin_sqlite; "
    "stored._begin_sqlite = lambda c: (c.exec_driver_sql('PRAGMA max_page_count = %d' % "
    "(1 if full.exists() else 1 << 30)).fetchall(), begin(c))"
)


# A step that overstays: the first try is told to stop, the second doesn't listen. Its limits alone are short.
_DEAF = """
import time
from workers import tasks

def deaf(_runtime, job):
    try:
        time.sleep(30)
    except Exception:
        if job.attempt == 1:
            raise
        time.sleep(30)

def register(app, register=tasks.register):
    register(app)
    app.tasks["tawatur.deaf"].soft_time_limit, app.tasks["tawatur.deaf"].time_limit = 1, 2

tasks.STEPS = {**tasks.STEPS, "deaf": deaf}
tasks.register = register
"""


@pytest.fixture(scope="module")
def busy() -> Iterator[Crew]:
    """A crew with one worker of one process, whom tests share; its database is full while a file "full" is there."""
    with embedded() as ground:
        settings = ground.settings.model_copy(update={"max_attempts": 2})
        engine = make_engine(settings.database)
        with crew(settings, engine) as made:
            disk = _SMALL_DISK.format(flag=str(settings.home / "full"))
            made.worker(concurrency=1, before=f"exec({disk + chr(10) + _DEAF!r})")
            yield made
        engine.dispose()


def test_a_full_disk_is_said_and_what_waits_goes_on_when_there_is_room(busy: Crew) -> None:
    # The database itself says that it is full, in every process of the worker, until the flag goes.
    flag, publish = busy.settings.home / "full", publisher(make_app(busy.settings))
    document = EAST + "".join(f"\n{n} houses stood in street {n}." for n in range(20, 90))
    flag.touch()
    queued = _queue(busy.engine, publish, Article(document=document, lang="en"))
    busy.until(lambda: "is full: make room on it" in busy.log())
    assert busy.run(queued.verification_id).stage != "done"
    flag.unlink()
    assert busy.over(queued.verification_id).stage == "done"
    with reading(busy.engine) as session:
        assert [letter for letter in jobs.dead_letters(session) if letter.task in ("read", "search", "compare")] == []


def test_a_task_that_overstays_is_told_to_stop_then_killed_and_given_up(busy: Crew) -> None:
    publish = publisher(make_app(busy.settings))
    with unit(busy.engine, publish, utc_now()) as work:
        work.send("deaf", "1", "interactive")

    def is_given_up() -> bool:
        abandoned(busy.engine, publish, busy.settings, utc_now())  # as a beat does at every tick
        return bool(_letters(busy.engine, "deaf"))

    busy.until(is_given_up)
    (letter,) = _letters(busy.engine, "deaf")
    with reading(busy.engine) as session:
        tried = select(AttemptRow.outcome, AttemptRow.error).where(core(AttemptRow).c.job_id == letter.job_id)
        first, second, *_ = session.execute(tried.order_by(core(AttemptRow).c.number)).all()
    assert (first.outcome, "It took longer than" in first.error) == ("retried", True)
    assert second.outcome == "dead"
    assert letter.reason == "Its process died each time it was tried."
    # A person sees it, and closes it.
    home, number = busy.settings.home, str(letter.id)
    assert letter.id in {row["id"] for row in json.loads(inside(home, "dead", "list", "--json").out)}
    assert "is discarded" in inside(home, "dead", "discard", number).out
    again = inside(home, "dead", "retry", number)
    assert (again.code, "no open dead letter" in again.err) == (Exit.NOT_FOUND, True)
    assert _letters(busy.engine, "deaf") == []


def test_messages_of_other_releases_end_as_dead_letters_or_run(busy: Crew) -> None:
    app, engine = make_app(busy.settings), busy.engine
    publish = publisher(app)
    # A step that this release doesn't know, under a task that it doesn't know either; a message in another shape.
    with unit(engine, publish, utc_now()) as work:
        run = queue_article(work, _article(42))
        work.send("translate", str(run.verification_id), "interactive", verification_id=run.verification_id)
    app.send_task("tawatur.read", args=("nonsense", 7), kwargs={"deep": True}, queue="interactive")
    app.send_task("tawatur.gone", args=(), queue="interactive")
    busy.until(lambda: bool(_letters(engine, "translate")))
    (letter,) = _letters(engine, "translate")
    assert letter.attempts == 2
    assert "This release knows no step 'translate'" in letter.reason
    assert "is tried again" in inside(busy.settings.home, "dead", "retry", str(letter.id)).out
    later = _queue(engine, publish, _article(43)).verification_id
    followed = json.loads(inside(busy.settings.home, "status", str(later), "--follow", "--json").out)
    assert (followed[0]["stage"], list(followed[0]["times"])[-1]) == ("done", "done")


def _letters(engine: Engine, task: str) -> list[jobs.DeadLetterRow]:
    with reading(engine) as session:
        return [letter for letter in jobs.dead_letters(session) if letter.task == task]


def test_ten_thousand_addresses_at_once_are_queued_behind_what_people_ask_for(lone: Settings) -> None:
    urls = [f"http://127.0.0.1:9/news/2026/03/02/a-story-with-a-rather-long-address-{n}.html" for n in range(10_000)]
    began = time.monotonic()
    ran = inside(lone.home, "add", *urls, urls[0], "--json")
    assert ran.code == Exit.DONE, ran.err
    assert time.monotonic() - began < 30
    rows = json.loads(ran.out)
    assert (len(rows), len({row["id"] for row in rows})) == (10_001, 10_000)
    with reading(make_engine(lone.database)) as session:
        counts = jobs.counts(session)
        assert sum(counts.values()) == session.execute(select(func.count()).select_from(RUN)).scalar() == 10_000
    assert {queue for queue, _ in counts} == {"recheck"}
    assert {row["new"] for row in json.loads(inside(lone.home, "add", *urls[:200], "--json").out)} == {False}


def test_a_few_at_once_count_as_asked_for(engine: Engine) -> None:
    mail = Mail()
    with unit(engine, mail, NOW) as work:
        few = queue_all(work, [_article(n) for n in range(1, MANY + 1)], who="me")
        again = queue_all(work, [_article(1), _article(500)])
    assert {message.queue for message in mail} == {"interactive"}
    assert [one.is_new for one in again] == [False, True]
    assert (again[0].stage, again[0].verification_id) == ("queued", few[0].verification_id)
    with unit(engine, mail, NOW) as work:
        run = verifications.get_verification(work.session, few[0].verification_id)
        assert run is not None
        verifications.enter(work.session, run, "done", NOW)
        assert queue_all(work, [_article(1)])[0].is_new is False
        assert queue_all(work, [_article(1)], again=True)[0].is_new is True
        assert queue_all(work, []) == []


def test_who_asks_for_what_waits_among_rechecks_does_not_wait(engine: Engine) -> None:
    mail = Mail()
    articles = [_article(n) for n in range(1, 4)]
    with unit(engine, mail, NOW) as work:
        rows = [VerificationRow(key=one.key, article=one.to_json(), created_at=NOW) for one in articles]
        started = recheck_all(work, rows, ["me"] * len(rows))
    assert [message.queue for message in mail] == ["recheck"] * 3
    mail.clear()
    with unit(engine, mail, NOW) as work:
        asked = [queue_article(work, articles[0], again=True), *queue_all(work, articles[:2], again=True)]
    assert [one.verification_id for one in asked] == [started[articles[n].key] for n in (0, 0, 1)]
    assert [message.queue for message in mail] == ["interactive"] * 2
    with reading(engine) as session:
        kinds = session.execute(select(RUN.c.kind).order_by(RUN.c.id)).scalars().all()
        assert kinds == ["first", "first", "recheck"]
        assert jobs.counts(session) == {("interactive", "sent"): 2, ("recheck", "sent"): 1}


def test_begun_rechecks_are_finished_before_others_begin(busy: Crew) -> None:
    publish = publisher(make_app(busy.settings))
    articles = [_article(n) for n in range(20, 28)]
    with unit(busy.engine, publish, utc_now()) as work:
        rows = [VerificationRow(key=one.key, article=one.to_json(), created_at=work.now) for one in articles]
        started = recheck_all(work, rows, ["me"] * len(rows))
    runs = [busy.over(run) for run in started.values()]
    assert {run.stage for run in runs} == {"done"}
    moments = sorted((run.times["reading"], run.times["done"]) for run in runs)
    # One process: when a run begins, the one before the last is over, whatever was on its way already.
    assert all(later[0] >= earlier[1] for earlier, later in zip(moments, moments[2:], strict=False))


def test_a_worker_that_is_told_to_stop_finishes_what_it_runs(hired: Crew, lone: Settings) -> None:
    body = "At least 12 people were killed in the harbour fire, the city said. The fire began at night.\n" * 3
    with serving() as site:
        url = site.article("/slow", "Harbour fire kills 12", body, "2026-03-02", "East Post", delay=1.0)
        worker = hired.worker(concurrency=1)
        queued = _queue(hired.engine, publisher(make_app(lone)), Article(url=url))
        hired.until(lambda: site.asked.get("/slow", 0) == 1)
        behind = _queue(hired.engine, publisher(make_app(lone)), _article(7))
        os.kill(worker.pid, signal.SIGTERM)
        assert worker.wait(30) == 0
    assert hired.run(queued.verification_id).stage == "done"
    assert hired.run(behind.verification_id).stage == "queued", "it waits for the next worker"
    with reading(hired.engine) as session:
        tries = session.execute(select(AttemptRow.outcome, JOB.c.task).join(JOB, JOB.c.id == AttemptRow.job_id)).all()
        assert [tuple(row) for row in tries] == [("done", "read")]


@pytest.mark.postgres
def test_broker_and_database_that_are_away_at_the_start_are_waited_for() -> None:
    with servers() as ground:
        engine = make_engine(ground.settings.database)
        queued = _queue(engine, lambda messages: messages, _article(41))
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
