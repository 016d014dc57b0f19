"""Hosts, origins, tokens and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from desk.web.links import inward, outward, split_pasted
from desk.web.security import FormTokens, host_of, same_origin


@pytest.mark.parametrize(
    ("value", "host"),
    [("127.0.0.1:8000", "127.0.0.1"), ("LOCALHOST", "localhost"), ("[::1]:8000", "::1"),
     ("evil.example:80", "evil.example"), ("", "")],
)  # fmt: skip
def test_the_host_of_a_header(value: str, host: str) -> None:
    assert host_of(value) == host


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"host": "127.0.0.1:1", "origin": "http://127.0.0.1:1"}, True),
        ({"host": "127.0.0.1:1"}, True),
        ({"host": "127.0.0.1:1", "origin": "http://127.0.0.1:2"}, False),
        ({"host": "127.0.0.1:1", "origin": "http://evil.example"}, False),
        ({"host": "127.0.0.1:1", "origin": "null"}, False),
        ({"host": "127.0.0.1:1", "referer": "http://evil.example/127.0.0.1:1"}, False),
        ({"host": "127.0.0.1:1", "sec-fetch-site": "cross-site"}, False),
        ({"host": "127.0.0.1:1", "sec-fetch-site": "same-site"}, False),
    ],
)
def test_same_origin(headers: dict[str, str], same: bool) -> None:
    assert same_origin(Headers(headers)) is same


def test_a_token_belongs_to_one_cookie_and_one_secret() -> None:
    tokens, others = FormTokens(), FormTokens()
    seed = tokens.seed()
    assert tokens.holds(seed, tokens.token(seed))
    assert not tokens.holds(tokens.seed(), tokens.token(seed))
    assert not others.holds(seed, tokens.token(seed))
    assert not tokens.holds(seed, seed)
    assert not tokens.holds(None, tokens.token(""))
    assert not tokens.holds("", tokens.token(""))
    assert not tokens.holds(seed, None)
    assert not tokens.holds(seed, "ة" * 64)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "http://example.org"])
def test_web_addresses_become_links(url: str) -> None:
    assert outward(url) == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt://x/%0aalert(1)", "data:text/html,x",
     "file:///etc/passwd", "//example.org", "https://", "http://[::1", "", None],
)  # fmt: skip
def test_other_addresses_never_do(url: str | None) -> None:
    assert outward(url) is None


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "", None, "/a\r\nb", "/a\\b"]
)
def test_no_answer_leads_elsewhere(path: str | None) -> None:
    assert inward(path, "/flags") == "/flags"


def test_pasted_addresses_and_pasted_text() -> None:
    assert split_pasted("https://a.example/1\n\n https://b.example/2 \nhttps://a.example/1") == (
        ("https://a.example/1", "https://b.example/2"),
        None,
    )
    text = "Bridge falls\nSee https://a.example for the 12 dead."
    assert split_pasted(text) == ((), text)
    assert split_pasted("https://a.example/1\nand some words") == ((), "https://a.example/1\nand some words")
    assert split_pasted(" \n ") == ((), None)


@given(st.text(max_size=100))
def test_pasting_anything_gives_addresses_or_text(text: str) -> None:
    urls, document = split_pasted(text)
    assert not (urls and document)
    assert all(outward(url) for url in urls)
