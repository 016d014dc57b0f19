"""Messages leave after the commit, never before, never for what was rolled back; what is refused waits."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.store import make_engine, reading, upgrade
from core.store.queries import jobs
from core.store.queries.jobs import Message
from workers.outbox import pump, unit

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def one(tmp_path: Path) -> Engine:
    made = make_engine(f"sqlite:///{tmp_path / 'one.db'}")
    upgrade(made)
    return made


class Broker:
    """Takes messages while it is up; notes what the database held for each at that moment."""

    def __init__(self, engine: Engine, *, up: bool = True) -> None:
        self.engine = engine
        self.up = up
        self.taken: list[int] = []
        self.seen: list[dict[tuple[str, str], int]] = []

    def publish(self, messages: Sequence[Message]) -> Sequence[Message]:
        if not self.up:
            return messages
        with reading(self.engine) as session:
            self.seen.append(jobs.counts(session))
        self.taken += [message.job_id for message in messages]
        return ()


def test_a_message_leaves_when_its_facts_are_there(one: Engine) -> None:
    broker = Broker(one)
    with unit(one, broker.publish, NOW) as work:
        work.send("read", "1", "interactive")
        work.send("read", "1", "interactive")
        work.send("read", "2", "interactive")
        assert broker.taken == []
    assert len(broker.taken) == 2
    assert broker.seen == [{("interactive", "sent"): 2}]


def test_what_is_rolled_back_sends_nothing(one: Engine) -> None:
    broker = Broker(one)
    with pytest.raises(ZeroDivisionError):
        _fail_after_sending(one, broker)
    assert broker.taken == []
    with reading(one) as session:
        assert jobs.counts(session) == {}


def _fail_after_sending(one: Engine, broker: Broker) -> None:
    with unit(one, broker.publish, NOW) as work:
        work.send("read", "1", "interactive")
        raise ZeroDivisionError


def test_what_the_broker_refuses_waits_and_leaves_later_once(one: Engine) -> None:
    broker = Broker(one, up=False)
    with unit(one, broker.publish, NOW) as work:
        work.send("read", "1", "interactive")
    with reading(one) as session:
        assert jobs.counts(session) == {("interactive", "waiting"): 1}
    assert pump(one, broker.publish, NOW) == 0
    broker.up = True
    assert [pump(one, broker.publish, NOW), pump(one, broker.publish, NOW)] == [1, 0]
    assert len(broker.taken) == 1


def test_what_is_not_due_waits(one: Engine) -> None:
    broker = Broker(one)
    with unit(one, broker.publish, NOW) as work:
        work.send("read", "1", "interactive", due_at=NOW + timedelta(minutes=5))
    assert pump(one, broker.publish, NOW + timedelta(minutes=4)) == 0
    assert pump(one, broker.publish, NOW + timedelta(minutes=5)) == 1


def test_a_job_is_taken_once_and_its_result_written_once(one: Engine) -> None:
    broker, lease = Broker(one), timedelta(minutes=1)
    with unit(one, broker.publish, NOW) as work:
        work.send("read", "1", "interactive")
    (job_id,) = broker.taken
    with unit(one, broker.publish, NOW) as work:
        first = jobs.take(work.session, job_id, "a:1:1", NOW, lease)
        assert first is not None
        assert jobs.take(work.session, job_id, "b:1:1", NOW, lease) is None
        second = jobs.take_over(work.session, job_id, first.attempt, "b:1:1", NOW, lease)
        assert second is not None
        assert not jobs.finish(work.session, first, NOW)  # the first was taken over: its result doesn't count
        assert jobs.finish(work.session, second, NOW)
        assert not jobs.finish(work.session, second, NOW)
        assert jobs.take(work.session, job_id, "c:1:1", NOW, lease) is None
