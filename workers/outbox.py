"""Messages leave only after the facts they follow from are committed, and what could not leave is sent later."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from core.store import writing
from core.store.queries import jobs
from core.store.queries.jobs import Message

Clock = Callable[[], datetime]
Publish = Callable[[Sequence[Message]], Sequence[Message]]
"""Hands messages to the broker; gives back those that it didn't take."""


def utc_now() -> datetime:
    """The clock of the running system; tests hand over their own."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Unit:
    """One transaction, the moment it counts as, and the messages that are to leave once it is committed."""

    session: Session
    now: datetime
    messages: list[Message] = field(default_factory=list)
    counted: list[Callable[[], None]] = field(default_factory=list)
    """What to count once it is committed."""

    def send(
        self,
        task: str,
        subject: str,
        queue: str,
        *,
        due_at: datetime | None = None,
        verification_id: int | None = None,
    ) -> None:
        """Adds a job; the same one asked for twice before it starts is one."""
        message = jobs.add_job(
            self.session, task, subject, queue, self.now, due_at=due_at, verification_id=verification_id
        )
        if message is not None:
            self.messages.append(message)


@contextmanager
def unit(engine: Engine, publish: Publish, now: datetime) -> Iterator[Unit]:
    """A unit of work: commit, then send. An exception rolls all back and nothing leaves."""
    with writing(engine) as session:
        work = Unit(session, now)
        yield work
    for count in work.counted:
        count()
    deliver(engine, publish, work.messages, now)


def deliver(engine: Engine, publish: Publish, messages: Sequence[Message], now: datetime) -> int:
    """Publishes messages that are marked as sent; what the broker doesn't take waits again. Returns how many left."""
    if not messages:
        return 0
    refused = publish(messages)
    if refused:
        with writing(engine) as session:
            jobs.unsend(session, [message.job_id for message in refused], now)
    return len(messages) - len(refused)


def pump(engine: Engine, publish: Publish, now: datetime, limit: int = 500) -> int:
    """Sends the jobs that fell due: first tries that could not leave, and second tries whose wait is over."""
    with writing(engine) as session:
        messages = jobs.due_messages(session, now, limit)
    return deliver(engine, publish, messages, now)
