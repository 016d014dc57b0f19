"""What goes wrong inside one worker: full disks, deaf steps, messages of other releases, too many re-checks."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from core.store import make_engine, reading
from core.store.queries import jobs
from core.store.tables import AttemptRow, VerificationRow, core
from desk.console import Exit
from tests.integration.crew import Crew, crew
from tests.integration.ground import embedded
from tests.integration.inside import inside
from tests.integration.queued import EAST, article, queue
from workers.app import make_app, publisher
from workers.batch import MOST_LASTING
from workers.outbox import unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.queueing import queue_article, recheck_all
from workers.sweep import abandoned

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
    queued = queue(busy.engine, publish, Article(document=document, lang="en"))
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
        run = queue_article(work, article(42))
        work.send("translate", str(run.verification_id), "interactive", verification_id=run.verification_id)
    app.send_task("tawatur.read", args=("nonsense", 7), kwargs={"deep": True}, queue="interactive")
    app.send_task("tawatur.gone", args=(), queue="interactive")
    busy.until(lambda: bool(_letters(engine, "translate")))
    (letter,) = _letters(engine, "translate")
    assert letter.attempts == 2
    assert "This release knows no step 'translate'" in letter.reason
    assert "is tried again" in inside(busy.settings.home, "dead", "retry", str(letter.id)).out
    later = queue(engine, publish, article(43)).verification_id
    followed = json.loads(inside(busy.settings.home, "status", str(later), "--follow", "--json").out)
    assert (followed[0]["stage"], list(followed[0]["times"])[-1]) == ("done", "done")


def _letters(engine: Engine, task: str) -> list[jobs.DeadLetterRow]:
    with reading(engine) as session:
        return [letter for letter in jobs.dead_letters(session) if letter.task == task]


def test_begun_rechecks_are_finished_before_others_begin(busy: Crew) -> None:
    publish = publisher(make_app(busy.settings))
    articles = [article(n) for n in range(20, 60)]
    with unit(busy.engine, publish, utc_now()) as work:
        rows = [VerificationRow(key=one.key, article=one.to_json(), created_at=work.now) for one in articles]
        started = recheck_all(work, rows, ["me"] * len(rows))
    runs = [busy.over(run) for run in started.values()]
    assert {run.stage for run in runs} == {"done"}
    moments = sorted((run.times["reading"], run.times["done"]) for run in runs)
    # One process: when a run begins, those two batches before it are over, whatever was on its way already.
    two_batches = 2 * (MOST_LASTING + 1)
    assert all(later[0] >= earlier[1] for earlier, later in zip(moments, moments[two_batches:], strict=False))
