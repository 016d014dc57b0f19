"""HTTPS on loopback: the certificate is checked against the name, though the connection goes to a pinned address."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.hostile_web import PAGE, HostileWeb, hostile_web
from workers.fetch import Fetcher, FetchPolicy, FetchStatus

CERTIFICATE = str(Path(__file__).parent / "news_test.pem")
POLICY = FetchPolicy(allow_loopback=True, host_interval=0, deadline=2.0, silence=1.5)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[HostileWeb]:
    real = socket.getaddrinfo

    def resolved(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        return real("127.0.0.1" if str(host).endswith(".test") else host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with hostile_web() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server


def fetcher(trusted: str | None) -> Fetcher:
    made = Fetcher(POLICY)
    if trusted is not None:
        made._session.verify = trusted  # no setting does this: outside of tests only the usual authorities are trusted
    return made


def https(web: HostileWeb, host: str) -> str:
    return web.url("/page", host).replace("http://", "https://")


def test_a_page_comes_over_tls(web: HostileWeb) -> None:
    got = fetcher(CERTIFICATE).fetch(https(web, "news.test"))
    assert got.ok, got.reason
    assert got.body == PAGE.encode()
    assert web.headers[-1]["host"].startswith("news.test:")


def test_a_certificate_for_another_name_is_refused(web: HostileWeb) -> None:
    got = fetcher(CERTIFICATE).fetch(https(web, "other.test"))
    assert got.status is FetchStatus.REFUSED
    assert "certificate" in got.reason
    assert not web.asked


def test_a_certificate_that_nobody_vouches_for_is_refused(web: HostileWeb) -> None:
    got = fetcher(None).fetch(https(web, "news.test"))
    assert got.status is FetchStatus.REFUSED
    assert "certificate" in got.reason


def test_a_host_that_never_shakes_hands_is_cut_off(web: HostileWeb) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        got = fetcher(CERTIFICATE).fetch(f"https://news.test:{silent.getsockname()[1]}/")
    assert got.status is FetchStatus.TIMEOUT
