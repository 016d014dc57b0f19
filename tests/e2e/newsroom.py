"""A small newsroom in our own words, checked by the real pipeline: what the desk's tests and screenshots look at.

Figures follow public coverage of the fighting at Baghouz in 2019 and of a ferry fire in 2023; no outlet's text is used.
"""

import json
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from core.settings import Settings
from core.store import upgrade
from core.store.queries.jobs import Message
from core.store.queries.sources import add_source
from workers.outbox import unit
from workers.pipeline.article import Article
from workers.pipeline.queueing import queue_article
from workers.running import run
from workers.runtime import Runtime
from workers.tasks import STEPS

HOSTILE = '<script>document.title="owned"</script><img src=x onerror="document.title=1">'

REPORTS: tuple[dict[str, str], ...] = (
    {
        "id": "jesr-17",
        "lang": "ar",
        "publisher": "صحيفة الجسر",
        "date": "2019-03-17",
        "url": "https://jesr.example/1",
        "document": "معارك الباغوز توقع عشرات القتلى\nقال المتحدث باسم قوات سوريا الديمقراطية إن 82 من مقاتلي قوات "
        "سوريا الديمقراطية قُتلوا في معارك الباغوز.\nوأضاف أن الجرحى لا يقلون عن 61 جريحا.",
    },
    {
        "id": "hawar-17",
        "lang": "en",
        "publisher": "Hawar Wire",
        "date": "2019-03-17",
        "url": "https://hawar.example/1",
        "document": "Fighters killed in Baghouz battle\nThe SDF spokesman said 82 SDF fighters were killed in the "
        "battle for Baghouz. At least 61 were wounded, he said.",
    },
    {
        "id": "delta-17",
        "lang": "en",
        "publisher": "Delta Post",
        "date": "2019-03-17",
        "url": "https://delta.example/1",
        "document": "Losses in the last enclave\nThe Syrian Observatory for Human Rights said 11 SDF fighters were "
        "killed in the battle for Baghouz on Sunday.",
    },
    {
        "id": "coast-25",
        "lang": "en",
        "publisher": "Coast Herald",
        "date": "2023-03-30",
        "url": "https://coast.example/2",
        "document": "Ferry fire off Basilan\nThe Philippine Coast Guard said at least 34 passengers were killed when a "
        "ferry caught fire off Basilan on Thursday. Rescue teams pulled 195 people from the water.",
    },
    {
        "id": "island-25",
        "lang": "en",
        "publisher": "Island Times",
        "date": "2023-03-30",
        "url": "https://island.example/2",
        "document": "Ferry fire off Basilan\nThe Philippine Coast Guard said 34 passengers were killed when a ferry "
        "caught fire off Basilan on Thursday.",
    },
    {
        "id": "manila-25",
        "lang": "en",
        "publisher": "Manila Desk",
        "date": "2023-03-30",
        "url": "https://manila.example/2",
        "document": "Dozens dead in ferry fire\nThe Philippine Red Cross said 21 passengers were killed when a ferry "
        f"caught fire off Basilan on Thursday. {HOSTILE}",
    },
    {
        "id": "north-18",
        "lang": "en",
        "publisher": "North Gazette",
        "date": "2019-03-18",
        "url": "https://north.example/3",
        "document": "Toll rises in Baghouz\nThe SDF spokesman said 91 SDF fighters were killed in the battle for "
        "Baghouz. The enclave could fall within a month.",
    },
)


@dataclass
class Newsroom:
    """A migrated database with a worker thread that runs jobs as the desk sends them."""

    home: Path
    settings: Settings
    runtime: Runtime
    inbox: "queue.Queue[int | None]" = field(default_factory=queue.Queue)

    def publish(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Takes every message."""
        for message in messages:
            self.inbox.put(message.job_id)
        return ()

    def work(self) -> None:
        """Runs jobs until there are none."""
        while not self.inbox.empty():
            job = self.inbox.get()
            if job is not None:
                run(self.runtime, job, STEPS)

    def work_on(self) -> None:
        """Runs jobs as they come, until None comes."""
        while (job := self.inbox.get()) is not None:
            run(self.runtime, job, STEPS)


def open_newsroom(home: Path, *, seeded: bool = True, database_url: str = "") -> Newsroom:
    """A newsroom in the folder `home`, and there its database too; `seeded` has its reports checked already."""
    settings = Settings(home=home, allow_loopback_fetch=True, database_url=database_url or None)
    held: list[Newsroom] = []
    runtime = Runtime(settings, lambda messages: held[0].publish(messages))
    room = Newsroom(home, settings, runtime)
    held.append(room)
    upgrade(runtime.engine)
    if seeded:
        _seed(room)
    return room


def _seed(room: Newsroom) -> None:
    archive = room.home / "archive.jsonl"
    archive.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in REPORTS), "utf-8")
    now = datetime.now(UTC)
    with unit(room.runtime.engine, room.publish, now) as work:
        add_source(work.session, "jsonl", str(archive), now, "The archive")
        for report in (REPORTS[0], REPORTS[2], REPORTS[3]):
            article = Article(report["url"], report["document"], report["lang"], report["date"], report["publisher"])
            queue_article(work, article, who="samira")
    room.work()


def start_worker(room: Newsroom) -> threading.Thread:
    """A thread that runs the newsroom's jobs; put None into its inbox to end it."""
    thread = threading.Thread(target=room.work_on, daemon=True)
    thread.start()
    return thread
