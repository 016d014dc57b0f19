"""Articles of a few words to queue, and a broker that keeps what it is given."""

from collections.abc import Sequence

from sqlalchemy import Engine

from core.store.queries.jobs import Message
from workers.outbox import Publish, unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.queueing import Queued, queue_article

EAST = "Flood kills 41 in the valley\nAt least 41 people were killed and 16 injured in the valley, the ministry said."


def article(killed: int) -> Article:
    """An article of its own for each number of dead."""
    return Article(document=EAST.replace("41", str(killed)), lang="en")


def queue(engine: Engine, publish: Publish, asked: Article) -> Queued:
    """Queues it in a transaction of its own."""
    with unit(engine, publish, utc_now()) as work:
        return queue_article(work, asked)


class Mail(list[Message]):
    """A broker that keeps what it is given."""

    def __call__(self, messages: Sequence[Message]) -> Sequence[Message]:
        self.extend(messages)
        return ()
