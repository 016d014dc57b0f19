"""The queue with real workers: what was queued is done once, whoever is killed meanwhile."""

import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from core.settings import Settings, load_settings
from core.store import make_engine, reading, upgrade, writing
from core.store.queries import jobs, verifications
from core.store.tables import AttemptRow, CandidateRow, JobRow, ReportRow, RevisionRow, VerificationRow
from tests.integration.crew import Crew, crew
from tests.integration.site import Site, serving
from workers.app import check_broker, make_app, publisher
from workers.broker import BrokerUnreachable, ensure_broker, stop_broker
from workers.outbox import Publish, pump, unit, utc_now
from workers.pipeline import dead
from workers.pipeline.article import Article
from workers.pipeline.queueing import Queued, queue_article

EAST = "Flood kills 41 in the valley\nAt least 41 people were killed and 16 injured in the valley, the ministry said."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def publish(settings: Settings) -> Publish:
    return publisher(make_app(settings))


@pytest.fixture
def hired(settings: Settings, engine: Engine) -> Iterator[Crew]:
    with crew(settings, engine) as made:
        yield made


def _queue(engine: Engine, publish: Publish, article: Article, against: list[dict[str, str]] | None = None) -> Queued:
    with unit(engine, publish, utc_now()) as work:
        return queue_article(work, article, against=against or [], who="test")


def _folder(home: Path, documents: dict[str, str]) -> dict[str, str]:
    file = home / "coverage.jsonl"
    rows = [
        {"id": name, "document": text, "lang": "en", "date": "2026-03-02", "publisher": name}
        for name, text in documents.items()
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return {"kind": "jsonl", "location": str(file)}


def test_an_article_goes_all_the_way(hired: Crew, publish: Publish, site: Site, settings: Settings) -> None:
    body = (
        "At least 41 people were killed and 16 others injured when a flood swept the valley, the ministry said.\n" * 3
    )
    url = site.article("/east", "Flood kills at least 41 in the valley", body, "2026-03-02T08:00:00Z", "East Post")
    site.article(
        "/west", "Valley flood: 41 dead", body.replace("ministry", "governor"), "2026-03-02", "West Post", failures=1
    )
    addresses = settings.home / "others.txt"
    addresses.write_text(f"{site.base}/west\n{site.base}/gone\n", "utf-8")
    against = [
        {"kind": "urls", "location": str(addresses)},
        _folder(settings.home, {"North": EAST, "South": EAST.replace("41", "38")}),
    ]
    hired.worker()  # alone: second tries leave without a beat
    queued = _queue(hired.engine, publish, Article(url=url), against)
    run = hired.over(queued.verification_id)
    assert (run.stage, run.reason) == ("done", None)
    assert (run.candidates, run.fetched, run.unreached) == (4, 3, 1)
    assert run.claims >= 2
    assert run.findings >= run.claims
    assert sorted(run.times, key=run.times.__getitem__) == list(verifications.STAGES)
    assert any("/gone" in problem["where"] for problem in run.problems)
    assert site.asked["/west"] == 2  # 500 once, then tried again
    with reading(hired.engine) as session:
        assert session.execute(select(func.count()).select_from(ReportRow)).scalar() == 4
        assert session.execute(select(JobRow.state).distinct()).scalars().all() == ["done"]


def test_a_killed_child_and_a_killed_worker_lose_nothing(hired: Crew, publish: Publish, site: Site) -> None:
    body = "At least 12 people were killed in the harbour fire, the city said. The fire began at night.\n" * 3
    url = site.article("/slow", "Harbour fire kills 12", body, "2026-03-02", "East Post", delay=1.5)
    hired.worker(concurrency=1)
    queued = _queue(hired.engine, publish, Article(url=url))
    os.kill(_holder(hired, after=0), signal.SIGKILL)
    _holder(hired, after=1)  # another child has taken it over
    os.killpg(hired.processes[0].pid, signal.SIGKILL)
    hired.worker(concurrency=1)
    run = hired.over(queued.verification_id)
    assert run.stage == "done"
    with reading(hired.engine) as session:
        outcomes = session.execute(select(AttemptRow.outcome).order_by(AttemptRow.started_at)).scalars().all()
        assert outcomes[:3] == ["lost", "lost", "done"]
        assert session.execute(select(func.count()).select_from(RevisionRow)).scalar() == 1
        read = session.execute(select(JobRow).where(JobRow.task == "read")).scalar_one()
        assert (read.state, read.attempts) == ("done", 3)


def _holder(hired: Crew, after: int) -> int:
    """The process that runs the job, once it was tried more often than `after`."""
    found: list[int] = []

    def taken() -> bool:
        with reading(hired.engine) as session:
            running = jobs.running(session)
        found[:] = [int(worker.split(":")[1]) for job, worker, _ in running if job.attempt > after]
        return bool(found)

    hired.until(taken)
    return found[0]


_POISON = (
    "import os, signal; from workers import tasks; "
    "tasks.STEPS = {**tasks.STEPS, 'read': lambda *_: os.kill(os.getpid(), signal.SIGKILL)}"
)


@pytest.fixture
def lone(home: Path) -> Settings:
    """An installation on SQLite alone, for what doesn't depend on the database."""
    made = load_settings(
        home=home, allow_loopback_fetch=True, host_interval=0.0, retry_base=0.2, tick=0.5, max_attempts=2
    )
    upgrade(make_engine(made.database))
    return made


def test_poison_is_buried_and_can_be_tried_again(lone: Settings) -> None:
    engine = make_engine(lone.database)
    publish = publisher(make_app(lone))
    with crew(lone, engine) as hired:
        poisoned = hired.worker(concurrency=1, before=_POISON)
        hired.beat()
        queued = _queue(engine, publish, Article(document=EAST, lang="en"))
        run = hired.over(queued.verification_id)
        assert (run.stage, run.reason) == ("dead", "Its process died each time it was tried.")
        with reading(engine) as session:
            (letter,) = jobs.dead_letters(session)
        # Whoever finds that it was tried too often counts as one more.
        assert (letter.task, letter.attempts in (2, 3)) == ("read", True)
        os.killpg(poisoned.pid, signal.SIGKILL)
        hired.worker(concurrency=1)
        with unit(engine, publish, utc_now()) as work:
            assert dead.retry(work, letter.id or 0, "me") is not None
        assert hired.over(queued.verification_id).stage == "done"
        with reading(engine) as session:
            assert jobs.dead_letters(session) == []
            assert jobs.dead_letters(session, open_only=False)[0].resolution == "retried"


def test_one_url_queued_fifty_times_at_once_is_one_verification(engine: Engine, settings: Settings) -> None:
    sent: list[int] = []

    def note(messages: object) -> tuple[()]:
        sent.extend(message.job_id for message in messages)  # type: ignore[attr-defined]
        return ()

    spellings = [f"HTTP://Example.org:80/a?utm_source={n}#part{n}" for n in range(50)]
    with ThreadPoolExecutor(8) as threads:
        queued = list(threads.map(lambda url: _queue(engine, note, Article(url=url)), spellings))
    assert sum(one.is_new for one in queued) == 1
    assert len({one.verification_id for one in queued}) == 1
    assert len(sent) == 1
    with reading(engine) as session:
        assert session.execute(select(func.count()).select_from(VerificationRow)).scalar() == 1


def test_a_broker_that_is_away_is_said_and_nothing_is_lost(lone: Settings) -> None:
    engine = make_engine(lone.database)
    away = load_settings(home=lone.home, broker_url="redis://127.0.0.1:1/0")
    with pytest.raises(BrokerUnreachable, match="TAWATUR_BROKER_URL") as told:
        check_broker(away)
    assert "\n" not in str(told.value)
    queued = _queue(engine, publisher(make_app(away)), Article(document=EAST, lang="en"))
    with reading(engine) as session:
        assert jobs.counts(session) == {("interactive", "waiting"): 1}
    with crew(lone, engine) as hired:
        hired.worker(concurrency=1)
        assert pump(engine, publisher(make_app(lone)), utc_now()) == 1
        assert hired.over(queued.verification_id).stage == "done"


def test_a_broker_that_lost_its_messages_is_found_out(lone: Settings) -> None:
    engine = make_engine(lone.database)
    queued = _queue(engine, lambda _: (), Article(document=EAST, lang="en"))  # sent, and lost on the way
    with writing(engine) as session:
        long_ago = utc_now().replace(year=2020)
        session.execute(JobRow.__table__.update().values(sent_at=long_ago))  # type: ignore[attr-defined]
    with crew(lone, engine) as hired:
        hired.worker(concurrency=1)
        hired.beat()
        assert hired.over(queued.verification_id).stage == "done"


def test_the_broker_is_killed_and_started_again(lone: Settings) -> None:
    engine = make_engine(lone.database)
    publish = publisher(make_app(lone))
    queued = [_queue(engine, publish, Article(document=f"{EAST} {n}", lang="en")) for n in range(5)]
    assert stop_broker(lone)
    ensure_broker(lone)  # the messages stand in its file
    with crew(lone, engine) as hired:
        hired.worker(concurrency=2)
        hired.beat()
        hired.over(queued[0].verification_id)
        stop_broker(lone)
        for one in queued:
            assert hired.over(one.verification_id, 90).stage == "done"
        with reading(engine) as session:
            looked = session.execute(select(func.count()).select_from(CandidateRow)).scalar()
            assert looked == 0
            assert verifications.stage_counts(session) == {"done": 5}
