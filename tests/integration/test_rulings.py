"""What people rule, with real workers: it binds every later check, and a flag reopens only on evidence that the ruling
did not see, and names it."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from core.settings import Settings
from core.store import reading
from core.store.queries import flags
from core.store.tables import FlagRow
from tests.integration.crew import Crew, crew
from workers.app import make_app, publisher
from workers.outbox import unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.deciding import decide
from workers.pipeline.queueing import queue_article


class Desk:
    """One installation with a worker of its own, and a person at it."""

    def __init__(self, settings: Settings, hired: Crew) -> None:
        self.file = settings.home / "coverage.jsonl"
        self.hired = hired
        self.publish = publisher(make_app(settings))

    def verify(self, *rows: dict[str, str]) -> None:
        """Queues the first report against the others and waits for the end."""
        self.file.write_text("".join(json.dumps({"id": row["publisher"], **row}) + "\n" for row in rows[1:]), "utf-8")
        against = [{"kind": "jsonl", "location": str(self.file)}]
        with unit(self.hired.engine, self.publish, utc_now()) as work:
            queued = queue_article(work, Article(**rows[0]), against=against, who="Rana", again=True)
        run = self.hired.over(queued.verification_id)
        assert run.stage == "done", run.reason

    def flags(self) -> list[FlagRow]:
        """All flags on disputes, whatever became of them."""
        with reading(self.hired.engine) as session:
            return flags.list_flags(session, flags.FlagFilter(statuses=None, kind="disputed"))

    def rule(self, flag: FlagRow, ruling: str) -> None:
        """Rana rules."""
        with unit(self.hired.engine, self.publish, utc_now()) as work:
            decide(work, flag.id, ruling, "Rana")


@pytest.fixture
def desk(settings: Settings, engine: Engine) -> Iterator[Desk]:
    with crew(settings, engine) as hired:
        hired.worker()
        yield Desk(settings, hired)


def _told(killed: int, source: str, publisher: str, date: str = "2026-03-02") -> dict[str, str]:
    return {
        "document": f"Ferry fire off Aden kills {killed} passengers\n"
        f"{killed} passengers were killed on Monday when a ferry burned off the port of Aden, {source} said.\n"
        f"{publisher} saw boats bring the survivors of the ferry to the port of Aden until the evening.",
        "lang": "en",
        "date": date,
        "publisher": publisher,
    }


EAST, NORTH = _told(34, "the Health Ministry", "East"), _told(43, "the Red Cross", "North")


def test_a_decided_flag_reopens_only_on_what_the_decision_did_not_see(desk: Desk) -> None:
    desk.verify(EAST, NORTH)
    (flag,) = desk.flags()
    desk.rule(flag, "a_right")
    desk.verify(EAST, NORTH, _told(43, "the Red Cross", "West"))  # the same origin once more: nothing new
    (flag,) = desk.flags()
    assert (flag.status, flag.news) == ("decided", [])
    desk.verify(EAST, NORTH, _told(43, "the United Nations", "South"))
    reopened = next(one for one in desk.flags() if one.id == flag.id)
    assert reopened.status == "reopened"
    assert [piece for piece in reopened.news if piece.startswith("origin:")], reopened.news
    assert not any("red cross" in piece.lower() or "red_cross" in piece.lower() for piece in reopened.news)


def test_not_the_same_occurrence_binds_whatever_comes(desk: Desk) -> None:
    desk.verify(EAST, NORTH)
    (flag,) = desk.flags()
    desk.rule(flag, "not_same_occurrence")
    desk.verify(EAST, NORTH, _told(43, "the Red Cross", "West", date="2026-03-03"))
    assert [one.status for one in desk.flags() if one.status in flags.OPEN] == []
