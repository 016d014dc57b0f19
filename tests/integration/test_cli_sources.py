"""`tawatur sources`: add, try, list, pause."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.console import Exit
from tests.integration.answering import Answering, Reply, answering
from tests.integration.command import one_sentence, tawatur

RSS = "<rss version='2.0'><channel><item><title>Ferry sinks</title><link>/1</link></item></channel></rss>"


@pytest.fixture
def web() -> Iterator[Answering]:
    with answering() as made:
        made.replies["/feed"] = Reply(RSS, "application/rss+xml")
        yield made


def test_a_source_is_tried_added_polled_and_paused(home: Path, web: Answering) -> None:
    feed, open_ = web.url("/feed"), {"allow_loopback_fetch": "1"}
    tried = tawatur(home, "sources", "test", feed, **open_)
    assert tried.returncode == Exit.DONE, tried.stderr
    assert "ok; 1 reports" in tried.stdout.decode()
    assert "Ferry sinks" in tried.stdout.decode()
    assert tawatur(home, "sources", "add", feed, "--poll").returncode == Exit.DONE
    again = json.loads(tawatur(home, "sources", "test", "1", "--json", **open_).stdout)
    assert (again["status"], again["found"], again["problems"]) == ("ok", 1, [])
    assert b"source 1" in tawatur(home, "schedule", "list").stdout
    assert b"is paused" in tawatur(home, "sources", "pause", "1").stdout


def test_what_cannot_be_a_source_or_does_not_answer_says_so(home: Path, web: Answering) -> None:
    searching = tawatur(home, "sources", "test", web.url("/doc"), "--kind", "gdelt")
    assert (searching.returncode, "--query" in one_sentence(searching)) == (Exit.INPUT, True)
    gone = tawatur(home, "sources", "test", web.url("/none"), allow_loopback_fetch="1")
    assert gone.returncode == Exit.UNREACHABLE
    assert "check the address" in gone.stdout.decode()
    wrong = tawatur(home, "sources", "add", str(home / "nothing"))
    assert (wrong.returncode, "no such file" in one_sentence(wrong)) == (Exit.INPUT, True)
    polled = tawatur(home, "sources", "add", web.url("/doc"), "--kind", "gdelt", "--poll")
    assert (polled.returncode, "answers questions" in one_sentence(polled)) == (Exit.USAGE, True)
