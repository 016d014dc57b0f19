"""The clock jumps, far ahead and back: nothing waits for a day that is over a year away."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from core.settings import Settings
from core.store import reading, writing
from core.store.queries import jobs, schedules
from tests.integration.queued import Mail, article
from workers import schedule
from workers.beat import Beat
from workers.outbox import pump, unit
from workers.pipeline.queueing import queue_article
from workers.sweep import abandoned, sweep
from workers.timing import Rule

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_clock_that_was_far_ahead_holds_nothing_up(engine: Engine, settings: Settings) -> None:
    mail, ahead = Mail(), NOW + timedelta(days=400)
    with unit(engine, mail, ahead) as work:
        first, second, third = (queue_article(work, article(n)).verification_id for n in (1, 2, 3))
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
        watched = article(41)
        queue_article(work, watched)
        for rule in (Rule("every", "3600"), Rule("cron", "0 6 * * *", "Asia/Beirut"), Rule("once", "2026-03-05")):
            schedule.add(work, "article", watched.key, rule)
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
