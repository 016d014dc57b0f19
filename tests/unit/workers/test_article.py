"""One article has one key, however its address is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.pipeline.article import Article, article_from_json, clean_url


@pytest.mark.parametrize(
    "url",
    [
        "HTTP://News.Example:80/a?b=1#top",
        "http://news.example/a?b=1",
        "http://news.example/a?utm_source=x&b=1&fbclid=2",
        "  http://news.example/a?b=1  ",
        "http://news.example./a?b=1",
    ],
)
def test_spellings_of_one_address(url: str) -> None:
    assert clean_url(url) == "http://news.example/a?b=1"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("http://x/a", "https://x/a"),
        ("http://x/a", "http://x/A"),
        ("http://x:8080/a", "http://x/a"),
        ("http://x/a?id=1", "http://x/a?id=2"),
        ("http://[::1]/a", "http://[::2]/a"),
    ],
)
def test_different_addresses(a: str, b: str) -> None:
    assert clean_url(a) != clean_url(b)


def test_the_same_text_in_two_outlets_is_two_reports() -> None:
    assert Article(document="a", publisher="X").key != Article(document="a", publisher="Y").key
    assert Article(document="a", publisher="X").key == Article(document="a", publisher="X", lang="en").key


@given(st.text() | st.from_regex(r"https?://[a-z:@\[\]0-9./?&=%#]*", fullmatch=True))
def test_any_address_has_one_key(url: str) -> None:
    assert clean_url(clean_url(url)) == clean_url(url)


@given(st.text(), st.text() | st.none())
def test_an_article_survives_its_json(document: str, publisher: str | None) -> None:
    article = Article(document=document, publisher=publisher)
    assert article_from_json(article.to_json()) == article
