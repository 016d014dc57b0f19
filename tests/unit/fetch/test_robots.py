"""What the answer to a request for robots.txt means."""

import pytest

from workers.fetch import Fetched, FetchStatus
from workers.fetch.robots import RobotsCache, Rules, rules_from

AGENT = "Tawatur/0.1 (+https://example.org)"


def answer(status: FetchStatus, body: bytes = b"") -> Fetched:
    return Fetched(status, "http://h.example/robots.txt", "http://h.example/robots.txt", "why", body=body)


def test_its_rules_are_followed() -> None:
    rules = rules_from(answer(FetchStatus.OK, b"\xef\xbb\xbfUser-agent: *\nDisallow: /private\nCrawl-delay: 3\n"))
    assert not rules.allows("http://h.example/private/a", AGENT)
    assert rules.allows("http://h.example/public", AGENT)
    assert rules.delay(AGENT) == 3.0


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00garbage", b"<html>not found</html>", b"Disallow: /\n" * 100_000])
def test_what_is_no_robots_txt_closes_nothing(body: bytes) -> None:
    assert rules_from(answer(FetchStatus.OK, body)).allows("http://h.example/a", AGENT)


@pytest.mark.parametrize("status", [FetchStatus.HTTP_ERROR, FetchStatus.BAD_TYPE, FetchStatus.REDIRECT_LOOP])
def test_where_there_is_none_everything_is_open(status: FetchStatus) -> None:
    assert rules_from(answer(status)) == Rules()


@pytest.mark.parametrize("status", [FetchStatus.RETRY, FetchStatus.TIMEOUT, FetchStatus.DNS, FetchStatus.BLOCKED])
def test_where_it_can_not_be_read_nothing_is(status: FetchStatus) -> None:
    unreadable = rules_from(answer(status)).unreadable
    assert unreadable is not None
    assert unreadable.status is status


def test_a_delay_of_days_is_cut() -> None:
    assert rules_from(answer(FetchStatus.OK, b"User-agent: *\nCrawl-delay: 86400\n")).delay(AGENT) == 60.0


def test_rules_are_forgotten_in_time() -> None:
    kept, gone = RobotsCache(60), RobotsCache(0)
    for cache in (kept, gone):
        cache.put("http://h.example", Rules())
    assert kept.get("http://h.example") == Rules()
    assert gone.get("http://h.example") is None
