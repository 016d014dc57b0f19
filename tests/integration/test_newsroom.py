"""The demo's newsroom: every page is fetched and read as it was written, and the expectations stand on its texts."""

import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from desk.demo.newsroom import Newsroom
from desk.demo.press_articles import Article, articles, outlets
from workers.fetch import Fetched, Fetcher, FetchPolicy, FetchStatus
from workers.page import PageStatus, read_page
from workers.sources import Query, Visit, open_source

EXPECTED: dict[str, Any] = tomllib.loads((resources.files("desk.demo") / "expected.toml").read_text("utf-8"))
READABLE = [a for a in articles().values() if a.path not in outlets()[a.outlet].closed]
CLAIMS = {f"{c['page']}/{c['key']}": c for c in EXPECTED["claim"]}
RELATIONS = {
    *("agrees", "compatible", "disagrees", "updates", "revises", "repeats", "misquotes", "part_of", "denies"),
    "incomparable",
}


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture(scope="module")
def fetcher() -> Fetcher:
    return Fetcher(FetchPolicy(allow_loopback=True, host_interval=0))


def fetched(fetcher: Fetcher, url: str) -> Fetched:
    """One page, asked for again when it says "not now", as the queue would do."""
    answer = fetcher.fetch(url)
    return fetcher.fetch(url) if answer.worth_retrying else answer


def test_it_is_large_and_varied_enough(newsroom: Newsroom) -> None:
    langs = Counter(outlets()[a.outlet].lang for a in READABLE)
    assert len(READABLE) >= 16
    assert min(langs["ar"], langs["en"], langs["fr"]) >= 3
    assert len({a.outlet for a in READABLE}) >= 5
    assert {o.feed for o in outlets().values()} == {"rss", "atom"}
    assert len(set(newsroom.urls)) == len(articles())
    assert newsroom.start_url in newsroom.urls


@pytest.mark.parametrize("article", READABLE, ids=lambda a: a.id)
def test_a_page_is_read_as_it_was_written(newsroom: Newsroom, fetcher: Fetcher, article: Article) -> None:
    answer = fetched(fetcher, newsroom.pages[article.id])
    assert answer.ok, answer.reason
    outlet = outlets()[article.outlet]
    page = read_page(answer.body, answer.final_url, answer.content_type)
    lines = [*article.paragraphs, *([article.credit] if article.credit else [])]
    assert page.status is PageStatus.ARTICLE
    assert page.document == "\n".join([article.headline, *lines])
    assert page.published == article.published
    assert page.publisher == outlet.name
    assert page.lang == outlet.lang
    assert (page.credit or "") == article.credit.strip("()").rpartition(":")[2].strip()


def test_the_feeds_lead_to_every_page(newsroom: Newsroom, fetcher: Fetcher) -> None:
    harvests = [open_source("feed", url).candidates(Query(), fetcher) for url in newsroom.feeds]
    assert not [problem for harvest in harvests for problem in harvest.problems]
    found = {candidate.url: candidate for harvest in harvests for candidate in harvest}
    assert set(found) == set(newsroom.urls)
    start = found[newsroom.start_url]
    assert start.title == articles()["start"].headline
    assert start.published == articles()["start"].published


def test_an_unchanged_feed_is_not_sent_again(newsroom: Newsroom, fetcher: Fetcher) -> None:
    first = open_source("feed", newsroom.feeds[0]).candidates(Query(), fetcher)
    again = open_source("feed", newsroom.feeds[0], Visit(first.etag, first.last_modified)).candidates(Query(), fetcher)
    assert again.unchanged


def test_a_front_page_lists_its_articles_and_old_links_are_dead(newsroom: Newsroom, fetcher: Fetcher) -> None:
    base = newsroom.feeds[2].removesuffix("/feed.xml")
    answer = fetcher.fetch(base + "/")
    assert b"counter-attack" in answer.body
    assert fetcher.fetch(base + "/older/1").status is FetchStatus.HTTP_ERROR


@pytest.mark.parametrize("expected", EXPECTED["page"], ids=lambda p: p["id"])
def test_the_bad_habits_show(fetcher: Fetcher, expected: dict[str, Any]) -> None:
    with Newsroom() as newsroom:
        url = newsroom.pages[expected["id"]]
        started = time.monotonic()
        answer = fetcher.fetch(url)
        assert answer.status == expected["status"]
        assert time.monotonic() - started >= expected.get("at_least_seconds", 0)
        if "then" in expected:
            assert fetcher.fetch(url).status == expected["then"]
        if expected["status"] == "robots":
            assert url not in newsroom.asked
        if "charset" in expected:
            assert read_page(answer.body, url, answer.content_type).charset == expected["charset"]


def test_two_newsrooms_stand_side_by_side() -> None:
    with Newsroom() as one, Newsroom() as other:
        assert not set(one.urls) & set(other.urls)


# The expectations


@pytest.mark.parametrize("claim", EXPECTED["claim"], ids=lambda c: f"{c['page']}-{c['key']}")
def test_an_expected_figure_stands_in_its_page(claim: dict[str, Any]) -> None:
    article = articles()[claim["page"]]
    where = article.headline if claim.get("in_headline") else "\n".join(article.paragraphs)
    assert claim["printed"] in where
    assert "part_of" not in claim or f"{claim['page']}/{claim['part_of']}" in CLAIMS


def test_pairs_name_claims_that_are_there_and_relations_that_exist() -> None:
    for pair in EXPECTED["pair"]:
        assert pair["a"] in CLAIMS
        assert pair["b"] in CLAIMS
        assert pair["relation"] in RELATIONS
        assert ("dimension" in pair) == (pair["relation"] == "incomparable")
    for inside in EXPECTED["inside"]:
        assert all(f"{inside['page']}/{key}" in CLAIMS for key in inside["claims"])


def test_everything_that_the_demo_must_show_is_expected() -> None:
    assert {pair["relation"] for pair in EXPECTED["pair"]} >= {
        "updates",
        "repeats",
        "disagrees",
        "misquotes",
        "denies",
        "incomparable",
    }
    findings = {claim.get("finding") for claim in EXPECTED["claim"]}
    assert findings >= {
        "denied",
        "misquoted",
        "disputed",
        "outdated",
        "cited_not_found",
        "corroborated",
        "single_origin",
    }
    start = {(c["value"], c.get("precision", "exact"), c["measure"]) for c in EXPECTED["claim"] if c["page"] == "start"}
    assert start >= {
        (34, "at_least", "killed"),
        (21, "exact", "captured"),
        (16, "at_least", "killed"),
        (30, "at_least", "injured"),
    }
