"""Far too much at once: ten thousand addresses wait behind what people ask for."""

import json
import time
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select

from core.settings import Settings
from core.store import make_engine, reading
from core.store.queries import jobs, verifications
from core.store.tables import VerificationRow, core
from desk.console import Exit
from tests.integration.inside import inside
from tests.integration.queued import Mail, article
from workers.outbox import unit
from workers.pipeline.queueing import MANY, queue_all, queue_article, recheck_all

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RUN = core(VerificationRow)


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
        few = queue_all(work, [article(n) for n in range(1, MANY + 1)], who="me")
        again = queue_all(work, [article(1), article(500)])
    assert {message.queue for message in mail} == {"interactive"}
    assert [one.is_new for one in again] == [False, True]
    assert (again[0].stage, again[0].verification_id) == ("queued", few[0].verification_id)
    with unit(engine, mail, NOW) as work:
        run = verifications.get_verification(work.session, few[0].verification_id)
        assert run is not None
        verifications.enter(work.session, run, "done", NOW)
        assert queue_all(work, [article(1)])[0].is_new is False
        assert queue_all(work, [article(1)], again=True)[0].is_new is True
        assert queue_all(work, []) == []


def test_who_asks_for_what_waits_among_rechecks_does_not_wait(engine: Engine) -> None:
    mail = Mail()
    articles = [article(n) for n in range(1, 4)]
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
