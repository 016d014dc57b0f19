"""`tawatur sources`: add, try, list, pause."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.console import Exit
from tests.integration.answering import Answering, Reply, answering
from tests.integration.command import tawatur
from tests.integration.inside import inside

RSS = "<rss version='2.0'><channel><item><title>Ferry sinks</title><link>/1</link></item></channel></rss>"


@pytest.fixture
def web() -> Iterator[Answering]:
    with answering() as made:
        made.replies["/feed"] = Reply(RSS, "application/rss+xml")
        yield made


def test_a_source_is_tried_added_polled_and_paused(home: Path, web: Answering) -> None:
    feed, open_ = web.url("/feed"), {"allow_loopback_fetch": "1"}
    tried = tawatur(home, "sources", "test", feed, **open_)  # once as a person does, in a process of its own
    assert tried.returncode == Exit.DONE, tried.stderr
    assert "ok; 1 reports" in tried.stdout.decode()
    assert "Ferry sinks" in tried.stdout.decode()
    assert inside(home, "sources", "add", feed, "--poll").code == Exit.DONE
    again = json.loads(inside(home, "sources", "test", "1", "--json", **open_).out)
    assert (again["status"], again["found"], again["problems"]) == ("ok", 1, [])
    assert "source 1" in inside(home, "schedule", "list").out
    assert "is paused" in inside(home, "sources", "pause", "1").out
    assert json.loads(inside(home, "sources", "list", "--json").out)[0]["paused_at"]
    assert "goes on" in inside(home, "sources", "pause", "1", "--resume").out


def test_what_cannot_be_a_source_or_does_not_answer_says_so(home: Path, web: Answering) -> None:
    searching = inside(home, "sources", "test", web.url("/doc"), "--kind", "gdelt")
    assert (searching.code, "--query" in searching.err) == (Exit.INPUT, True)
    gone = inside(home, "sources", "test", web.url("/none"), allow_loopback_fetch="1")
    assert gone.code == Exit.UNREACHABLE
    assert "check the address" in gone.out
    wrong = inside(home, "sources", "add", str(home / "nothing"))
    assert (wrong.code, "no such file" in wrong.err) == (Exit.INPUT, True)
    polled = inside(home, "sources", "add", web.url("/doc"), "--kind", "gdelt", "--poll")
    assert (polled.code, "answers questions" in polled.err) == (Exit.USAGE, True)
    unknown = inside(home, "sources", "pause", "7")
    assert (unknown.code, "no source 7" in unknown.err) == (Exit.NOT_FOUND, True)
