"""Everything goes wrong at once: what was queued is still done once, and found to be what a quiet day would find."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from core.settings import Settings
from core.store import StoreUnreachable, reading
from core.store.queries import verifications
from core.store.queries.jobs import Message
from core.store.tables import (
    FigureRow,
    FindingRow,
    FlagRow,
    JobRow,
    RelationRow,
    RevisionRow,
    TallyRow,
    VerificationRow,
)
from tests.conftest import REPOSITORY
from tests.integration.crew import Crew, environment, kill_group
from tests.integration.ground import Ground
from workers.app import make_app, publisher
from workers.outbox import Publish, unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.queueing import queue_article
from workers.running import run
from workers.runtime import Runtime
from workers.tasks import STEPS

OUTLETS = 3
_TOWNS = ("Aden", "Mosul", "Homs", "Sidon", "Basra", "Idlib", "Sanaa", "Tunis", "Oran", "Khartoum", "Raqqa", "Tripoli")
TOWNS = len(_TOWNS)
_SOURCES = ("the Health Ministry", "the Red Cross", "the governor")
# What depends on the order in which reports came: a flag keeps the claims that raised it; seals cover ids of rows.
_CHANCE = ("id", "occurrence_id", "opened_at", "changed_at", "claim_a", "claim_b", "report_id", "seal")
_QUEUE = (
    "import sys; from core.settings import load_settings; from tests.integration.chaos import queue_some; "
    "queue_some(load_settings(), range(*map(int, sys.argv[1:4])))"
)


def article(number: int) -> Article:
    """The article with this number: one of three outlets' on one of many happenings, on which two may disagree."""
    happening, outlet = divmod(number, OUTLETS)
    town, year = _TOWNS[happening % len(_TOWNS)], 1960 + happening // len(_TOWNS) % 60
    day = f"{year}-{happening % 12 + 1:02d}-{happening // 720 % 28 + 1:02d}"
    killed = 20 + happening % 7 + (9 if outlet == 2 and happening % 2 else 0)
    return Article(
        document=f"Blast in {town} kills {killed} people\n"
        f"{killed} people were killed and {40 + happening % 11} were injured in a blast in {town}, "
        f"{_SOURCES[outlet]} said.",
        lang="en",
        date=day,
        publisher=f"Outlet {outlet}",
    )


def queue_some(settings: Settings, numbers: Sequence[int]) -> None:
    """Queues articles one by one, waiting where the database or the broker is away."""
    from core.store import make_engine

    engine = make_engine(settings.database)
    publish = publisher(make_app(settings))
    for number in numbers:
        while True:
            try:
                with unit(engine, publish, utc_now()) as work:
                    queue_article(work, article(number))
                break
            except StoreUnreachable:
                time.sleep(0.2)


def found(engine: Engine) -> str:
    """All that judging found, without ids that rows happen to have and the claims by which a flag was first raised."""
    with reading(engine) as session:
        keys = {row.id: row.key for row in session.execute(select(FigureRow)).scalars()}
        told: list[list[str]] = []
        for table in (FigureRow, RelationRow, FindingRow, TallyRow, FlagRow):
            rows = [row.model_dump(mode="json") for row in session.execute(select(table)).scalars()]
            # A flag that later reports took back again stands only where they came later.
            told.append(sorted(_content(row, keys) for row in rows if row.get("status") != "withdrawn"))
    return json.dumps(told, ensure_ascii=False, indent=0)


def _content(row: dict[str, object], keys: dict[str, str]) -> str:
    for name in _CHANCE:
        row.pop(name, None)
    for name in ("a", "b", "figure_id"):
        if name in row:
            row[name] = keys.get(str(row[name]))
    if "against" in row:
        row["against"] = sorted(keys.get(str(one), str(one)) for one in row["against"])  # type: ignore[attr-defined]
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def quiet(settings: Settings, engine: Engine, articles: int) -> str:
    """The same articles in this process, one after the other."""
    mail: list[Message] = []

    def keep(messages: Sequence[Message]) -> Sequence[Message]:
        mail.extend(messages)
        return ()

    runtime = Runtime(settings, keep)
    runtime.__dict__["engine"] = engine
    for number in range(articles):
        with unit(engine, keep, utc_now()) as work:
            queue_article(work, article(number))
        while mail:
            run(runtime, mail.pop(0).job_id, STEPS)
    return found(engine)


@dataclass(frozen=True)
class Plan:
    """How much goes wrong: `kills` and restarts are spread over the work, in shares of what is done; with `kill_every`
    a worker is killed at this interval in seconds besides. `patience` is the longest wait for anything, in seconds."""

    articles: int
    queuers: int
    workers: int
    kills: int
    broker_restarts: int
    patience: float
    database_restarts: int = 0
    kill_every: float | None = None


def storm(crew: Crew, plan: Plan, ground: Ground, chance: random.Random) -> None:
    """Queues from several processes while workers are killed, broker and database restart and messages come twice."""
    for _ in range(plan.workers):
        crew.worker(concurrency=2)
    crew.beat()
    crew.beat()
    killed = time.monotonic()
    troubles = _troubles(plan)
    with _queuers(crew.settings, plan), _postman(crew, chance):
        deadline = time.monotonic() + plan.patience
        while (over := _over(crew.engine)) < plan.articles:
            assert time.monotonic() < deadline, (
                f"{over} of {plan.articles}: {account(crew.engine)}\n{crew.log()[-6000:]}"
            )
            if troubles and over >= troubles[0][0] * plan.articles:
                trouble_now(crew, troubles.pop(0)[1], ground, chance)
            if plan.kill_every is not None and time.monotonic() - killed >= plan.kill_every:
                trouble_now(crew, "kill", ground, chance)
                killed = time.monotonic()
            time.sleep(0.1)


def _troubles(plan: Plan) -> list[tuple[float, str]]:
    kills = [((n + 0.5) / (plan.kills + 1), "kill") for n in range(plan.kills)]
    brokers = [((n + 1) / (plan.broker_restarts + 1), "broker") for n in range(plan.broker_restarts)]
    databases = [((n + 0.7) / (plan.database_restarts + 1), "database") for n in range(plan.database_restarts)]
    return sorted(kills + brokers + databases)


def trouble_now(crew: Crew, trouble: str, ground: Ground, chance: random.Random) -> None:
    """Kills a worker with all its children and starts another, or restarts the broker or the database."""
    if trouble != "kill":
        ground.restart(trouble)
        return
    living = [p for p in crew.processes if p.poll() is None and "run_worker" in str(p.args)]
    kill_group(chance.choice(living))
    crew.worker(concurrency=2)


@contextmanager
def _queuers(settings: Settings, plan: Plan) -> Iterator[None]:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _QUEUE, str(first), str(plan.articles), str(plan.queuers)],
            env={**os.environ, **environment(settings)},
            cwd=REPOSITORY,
        )
        for first in range(plan.queuers)
    ]
    try:
        yield
    finally:
        for process in started:
            process.wait(60)


@contextmanager
def _postman(crew: Crew, chance: random.Random) -> Iterator[None]:
    """Delivers messages of jobs, sent and done alike, once more at random."""
    stop = threading.Event()
    publish: Publish = publisher(make_app(crew.settings))

    def go() -> None:
        while not stop.wait(0.3):
            query = select(JobRow.id, JobRow.task, JobRow.queue)  # type: ignore[call-overload]
            try:
                with reading(crew.engine) as session:
                    rows = session.execute(query.order_by(func.random()).limit(3)).all()
            except StoreUnreachable:
                continue
            publish([Message(*row) for row in rows if chance.random() < 0.7])

    thread = threading.Thread(target=go)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _over(engine: Engine) -> int:
    try:
        with reading(engine) as session:
            counts = verifications.stage_counts(session)
    except StoreUnreachable:  # it is just restarting
        return 0
    return sum(count for stage, count in counts.items() if stage in verifications.OVER)


def account(engine: Engine) -> dict[str, int]:
    """What became of everything: runs by stage, articles and revisions stored, jobs that are open or dead."""
    with reading(engine) as session:
        stages = verifications.stage_counts(session)
        keys = session.execute(select(func.count(VerificationRow.key.distinct()))).scalar_one()  # type: ignore[attr-defined]
        revisions = session.execute(select(func.count()).select_from(RevisionRow)).scalar_one()
        states = session.execute(select(JobRow.state, func.count()).group_by(JobRow.state)).all()  # type: ignore[call-overload]
    return {**stages, "articles": int(keys), "revisions": int(revisions)} | {f"jobs {s}": int(n) for s, n in states}
