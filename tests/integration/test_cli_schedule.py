"""`tawatur schedule` and `tawatur cancel`: what a person types, and what is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from core.settings import load_settings
from core.store import make_engine, writing
from core.store.queries import schedules
from core.store.tables import ScheduleRunRow, core
from desk.console import Exit
from tests.integration.inside import Ran, inside

TEXT = "Fire in the port\nThe fire killed 12 people in the port of Sidon on Monday, the governor said.\n"


@pytest.fixture
def article(home: Path) -> str:
    """The address of an article that was queued in `home`."""
    url = "https://news.example.org/fire"
    assert inside(home, "add", url).code == Exit.DONE
    return url


def _source(home: Path) -> None:
    file = home / "coverage.jsonl"
    file.write_text(json.dumps({"id": "a", "document": TEXT, "lang": "en"}) + "\n", "utf-8")
    assert inside(home, "sources", "add", str(file)).code == Exit.DONE


def _kept(home: Path) -> list[dict[str, object]]:
    return list(json.loads(inside(home, "schedule", "list", "--json").out))


def test_a_source_is_scheduled_run_and_its_history_told(home: Path) -> None:
    _source(home)
    added = inside(home, "schedule", "add", "source:1", "--every", "30m", "--note", "the wire")
    assert (added.code, added.out.split()[:2]) == (Exit.DONE, ["1", "source"])
    (kept,) = _kept(home)
    assert (kept["subject_kind"], kept["subject_id"], kept["rule"], kept["spec"]) == ("source", "1", "every", "1800")
    assert "has not run yet" in inside(home, "schedule", "history", "1").out
    ran = inside(home, "schedule", "run", "1")
    assert (ran.code, "schedule history 1" in ran.out) == (Exit.DONE, True)
    engine = make_engine(load_settings(home=home).database)
    told = [{"kind": "tally", "en": "toll rose 253 → 257, two new origins", "ar": "—"}]
    with writing(engine) as session:
        schedules.end_run(session, 1, "done", told, datetime(2026, 3, 2, tzinfo=UTC))
        session.execute(update(core(ScheduleRunRow)).values(verification_id=None))
    engine.dispose()
    assert "toll rose 253 → 257" in " ".join(inside(home, "schedule", "history", "1").out.split())
    assert json.loads(inside(home, "schedule", "history", "1", "--json").out)[0]["changes"] == told
    assert "paused" in inside(home, "schedule", "pause", "1").out
    assert "active" in inside(home, "schedule", "pause", "1", "--resume").out


def test_an_article_is_scheduled_by_its_address(home: Path, article: str) -> None:
    assert inside(home, "schedule", "add", article).code == Exit.DONE
    zoned = inside(home, "schedule", "add", article, "--cron", "0 6 * * *", "--zone", "Asia/Beirut")
    assert (zoned.code, zoned.out.split()[-2] in ("03:00", "04:00")) == (Exit.DONE, True)
    assert [row["rule"] for row in _kept(home)] in (["adaptive", "cron"], ["cron", "adaptive"])
    few = inside(home, "schedule", "list", "--limit", "1")
    assert "--limit" in few.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--zone", "Mars/Olympus", "--cron", "0 6 * * *"), "no time zone 'Mars/Olympus'"),
        (("--cron", "0 25 * * *"), "no cron expression"),
        (("--cron", "* * *"), "no cron expression"),
        (("--cron", "0 0 31 2 *"), "never comes true"),
        (("--every", "often"), "no interval"),
        (("--every", "30s"), "no interval"),
        (("--every", "0m"), "too often"),
        (("--every", "9999999999999d"), "no interval"),
        (("--until", "2020-01-01"), "later date"),
        (("--every", "1h", "--cron", "0 6 * * *"), "not both"),
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused_in_a_sentence(
    home: Path, article: str, arguments: tuple[str, ...], said: str
) -> None:
    ran = inside(home, "schedule", "add", article, *arguments)
    assert (ran.code, said in ran.err) == (Exit.USAGE, True), ran.err
    assert _kept(home) == []


@pytest.mark.parametrize(
    "arguments",
    [("run", "7"), ("pause", "7"), ("history", "7"), ("add", "source:7"), ("add", "source:x"), ("add", "nothing")],
)
def test_what_is_not_there_is_said(home: Path, arguments: tuple[str, ...]) -> None:
    _source(home)
    ran = inside(home, "schedule", *arguments)
    assert ran.code in (Exit.NOT_FOUND, Exit.USAGE)
    assert len(ran.err.strip().splitlines()) == 1


def test_a_verification_is_cancelled_once_and_can_be_asked_for_again(home: Path, article: str) -> None:
    first = inside(home, "cancel", "1")
    assert (first.code, first.out) == (Exit.DONE, "1 is cancelled\n")
    assert json.loads(inside(home, "status", "1", "--json").out)[0]["stage"] == "cancelled"
    again = inside(home, "cancel", "1")
    assert (again.code, "is over" in again.err) == (Exit.INPUT, True)
    assert inside(home, "cancel", "9").code == Exit.NOT_FOUND
    assert _stages(inside(home, "add", article, "--again", "--json")) == ["queued"]


def _stages(ran: Ran) -> list[str]:
    return [row["stage"] for row in json.loads(ran.out)]
