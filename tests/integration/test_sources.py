"""Every source on the web, asked by the real fetcher of a loopback server that answers as documented, or badly."""

import gzip
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.integration.answering import Answering, Reply, answering
from tests.integration.site import article_html
from workers.fetch import Fetcher, FetchPolicy
from workers.sources import Harvest, Query, UnknownSource, Visit, kind_of, open_source

QUERY = Query(
    terms=("الباغوز", "Baghouz", "داعش", "ISIS"),
    phrases=(("ar", "داعش الباغوز"), ("en", "ISIS Baghouz")),
    names=(("داعش", "ISIS", "EI"), ("الباغوز", "Baghouz")),
    since="2019-01-20",
    until="2019-02-20",
)


@pytest.fixture
def web() -> Iterator[Answering]:
    with answering() as made:
        yield made


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(FetchPolicy(allow_loopback=True, host_interval=0.0, deadline=5.0))
    yield made
    made.close()


def ask(kind: str, location: str, fetcher: Fetcher, query: Query = QUERY, key: str | None = None) -> Harvest:
    return open_source(kind, location, Visit(key=key)).candidates(query, fetcher)


def reasons(harvest: Harvest) -> str:
    return " | ".join(problem.reason for problem in harvest.problems)


# Sitemaps

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{base}/a</loc><lastmod>2024-01-01</lastmod><image:image><image:loc>{base}/a.jpg</image:loc>
<image:title>a picture of Aden</image:title></image:image><n:news><n:publication><n:name>صحيفة المرفأ</n:name>
<n:language>ar</n:language></n:publication><n:publication_date>2019-01-25T08:00:00+03:00</n:publication_date>
<n:title>معارك في الباغوز &amp; جوارها</n:title></n:news></url>
<url><loc>{base}/old</loc><n:news><n:publication><n:name>صحيفة المرفأ</n:name><n:language>ar</n:language>
</n:publication><n:publication_date>2018-01-25</n:publication_date><n:title>في الباغوز قبل عام</n:title></n:news></url>
<url><loc>{base}/2019/siege-of-baghouz_ends.html</loc><lastmod>2019-03-23</lastmod></url>
<url><loc>{base}/recipes/lentil-soup</loc></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{base}/old.xml</loc><lastmod>2010-01-01</lastmod></sitemap>
<sitemap><loc>{base}/news.xml.gz</loc><lastmod>2019-01-25</lastmod></sitemap></sitemapindex>"""


def test_a_news_sitemap_gives_titles_dates_and_outlets(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/sitemap.xml"] = Reply(NEWS.format(base=web.base), "application/xml")
    got = ask("sitemap", web.url("/sitemap.xml"), fetcher)
    assert [c.url for c in got] == [web.url("/a"), web.url("/2019/siege-of-baghouz_ends.html")]
    first, plain = got.candidates
    assert (first.title, first.lang, first.publisher) == ("معارك في الباغوز & جوارها", "ar", "صحيفة المرفأ")
    assert first.published == "2019-01-25T08:00:00+03:00"
    assert plain.published is None  # when a page last changed is not when it was published
    assert got.problems == ()


@pytest.mark.parametrize("start", ["/", "/robots.txt", "/index.xml"])
def test_a_site_leads_through_robots_and_an_index_to_a_packed_news_map(
    web: Answering, fetcher: Fetcher, start: str
) -> None:
    web.replies["/robots.txt"] = Reply(f"User-agent: *\nDisallow: /x\nSITEMAP: {web.base}/index.xml\n", "text/plain")
    web.replies["/index.xml"] = Reply(INDEX.format(base=web.base), "text/xml")
    if start != "/index.xml":  # robots.txt may name the news map itself: an index's maps are a level deeper
        web.replies["/robots.txt"] = Reply(f"Sitemap: {web.base}/news.xml.gz", "text/plain")
    web.replies["/news.xml.gz"] = Reply(gzip.compress(NEWS.format(base=web.base).encode()), "application/x-gzip")
    web.replies["/old.xml"] = Reply("<urlset><url><loc>/baghouz-2010</loc></url></urlset>", "application/xml")
    got = ask("sitemap", web.url(start), fetcher)
    assert got.candidates[0].url == web.url("/a")
    assert (len(got) == 3) == (start == "/index.xml")


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(gzip.compress(b"<urlset>" + b" " * 60_000_000), "application/gzip"), "gzip bomb"),
        (Reply(gzip.compress(NEWS.encode())[:-30], "application/gzip"), "damaged gzip"),
        (Reply('<!DOCTYPE u [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><urlset>&b;</urlset>', "text/xml"), "XML bomb"),
        (Reply("<html><body>404</body></html>", "text/html"), "no sitemap"),
        (Reply("<urlset><url><loc>http://x.example/a", "text/xml"), "malformed"),
        (Reply("gone", "text/plain", 404), "404"),
        (Reply("", "text/xml", 429, {"Retry-After": "7"}), "429"),
    ],
)
def test_a_bad_sitemap_says_what_is_wrong(web: Answering, fetcher: Fetcher, reply: Reply, says: str) -> None:
    web.replies["/sitemap.xml"] = reply
    got = ask("sitemap", web.url("/sitemap.xml"), fetcher)
    assert len(got) == 0
    assert says in reasons(got)
    assert got.retry_after == (7.0 if reply.status == 429 else None)


def test_robots_without_a_sitemap_says_so(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/robots.txt"] = Reply("User-agent: *\n", "text/plain")
    assert "names no sitemap" in reasons(ask("sitemap", web.url("/"), fetcher))


# A site's own search page


def test_a_search_page_is_asked_in_each_language_and_its_results_are_links(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/find"] = lambda asked: Reply(
        '<nav><a href="/home">home</a></nav><h2 class="r"><a href="/1#top">Siege <b>goes on</b></a></h2>'
        f'<h2 class="r"><a href="javascript:x()">x</a></h2><h2 class="r"><a href="/{len(asked["q"])}">two</a></h2>',
        "text/html",
    )
    got = ask("search", web.url("/find?q={query}&by=date h2.r"), fetcher)
    assert [asked["q"] for asked in web.questions("/find")] == ["داعش الباغوز", "ISIS Baghouz"]
    assert [c.url for c in got] == [web.url("/1"), web.url("/12")]
    assert got.candidates[0].title == "Siege goes on"


def test_a_wrong_selector_or_a_failing_search_is_told(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/find"] = Reply("<a href=/1>x</a>", "text/html")
    assert "no CSS selector" in reasons(ask("search", web.url("/find?q={query} h2[["), fetcher))
    web.replies["/find"] = Reply("", "text/html", 503)
    assert "503" in reasons(ask("search", web.url("/find?q={query} a"), fetcher))
    with pytest.raises(UnknownSource, match="CSS selector"):
        open_source("search", web.url("/find?q={query}"))


# GDELT DOC 2.0

GDELT = {
    "articles": [
        {
            "url": "https://paper.example/siege",
            "url_mobile": "",
            "title": "Siege of Baghouz",
            "seendate": "20190125T101500Z",
            "socialimage": "",
            "domain": "paper.example",
            "language": "English",
            "sourcecountry": "Lebanon",
        }
    ]
}


def test_gdelt_is_asked_once_for_all_languages_within_its_cap_and_dates(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/doc"] = Reply(json.dumps(GDELT))
    web.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /", "text/plain")  # it speaks to crawlers of pages
    (found,) = ask("gdelt", web.url("/doc"), fetcher)
    (asked,) = web.questions("/doc")
    assert asked == {
        "query": "(داعش OR ISIS) (الباغوز OR Baghouz)",
        "mode": "artlist",
        "format": "json",
        "sort": "hybridrel",
        "maxrecords": "250",
        "startdatetime": "20190120000000",
        "enddatetime": "20190220235959",
    }
    assert (found.url, found.lang, found.publisher) == ("https://paper.example/siege", "en", "paper.example")
    assert found.published is None  # GDELT's date is that of its own visit


def test_gdelts_control_characters_and_stray_backslashes_are_mended(web: Answering, fetcher: Fetcher) -> None:
    broken = json.dumps(GDELT).replace("Siege of", "Siege\x00\x0b\x1f\\' \\q of")
    web.replies["/doc"] = Reply(broken.encode() + b"\n", "application/json; charset=utf-8")
    (found,) = ask("gdelt", web.url("/doc"), fetcher)
    assert found.title.startswith("Siege")
    assert found.title.endswith("of Baghouz")


@pytest.mark.parametrize(("given", "cut"), [(249, False), (250, True)])
def test_a_full_answer_of_gdelt_is_told_as_cut(web: Answering, fetcher: Fetcher, given: int, cut: bool) -> None:
    articles = [{"url": f"https://paper.example/{n}", "title": "Siege"} for n in range(given)]
    web.replies["/doc"] = Reply(json.dumps({"articles": articles}))
    got = ask("gdelt", web.url("/doc"), fetcher)
    assert (len(got), "cut at 250 articles" in reasons(got)) == (given, cut)


def test_what_gdelt_refuses_is_told_in_its_own_words(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/doc"] = Reply("Your search phrase was too short.\x07", "text/html")
    assert "no JSON but: Your search phrase was too short." in reasons(ask("gdelt", web.url("/doc"), fetcher))
    web.replies["/doc"] = Reply("Please limit requests", "text/html", 429, {"Retry-After": "5"})
    got = ask("gdelt", web.url("/doc"), fetcher)
    assert ("429" in reasons(got), got.retry_after) == (True, 5.0)
    web.replies["/doc"] = Reply("{}")
    assert (len(ask("gdelt", web.url("/doc"), fetcher)), reasons(ask("gdelt", web.url("/doc"), fetcher))) == (0, "")
    assert "answers questions" in reasons(ask("gdelt", web.url("/doc"), fetcher, Query()))


# SearXNG


def test_searxng_is_asked_in_each_language(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/search"] = lambda asked: Reply(
        json.dumps(
            {
                "query": asked["q"],
                "number_of_results": 0,
                "results": [
                    {"url": f"https://paper.example/{asked['language']}", "title": "T", "content": "c", "engine": "e",
                     "publishedDate": "2019-01-25T10:00:00", "category": "news"},
                    {"url": "https://paper.example/both", "title": "B", "publishedDate": None},
                ],
                "answers": [], "corrections": [], "infoboxes": [], "suggestions": [],
                "unresponsive_engines": [["bing news", "timeout"]],
            }
        )
    )  # fmt: skip
    got = ask("searxng", web.url("/"), fetcher)
    names = ["https://paper.example/ar", "https://paper.example/both", "https://paper.example/en"]
    assert [c.url for c in got] == names
    assert (got.candidates[0].published, got.problems) == ("2019-01-25T10:00:00", ())
    assert {(a["q"], a["language"], a["format"]) for a in web.questions("/search")} == {
        ("داعش الباغوز", "ar", "json"),
        ("ISIS Baghouz", "en", "json"),
    }


def test_a_searxng_without_json_or_without_engines_says_what_to_do(web: Answering, fetcher: Fetcher) -> None:
    web.replies["/search"] = Reply("Forbidden", "text/html", 403)
    assert "search.formats" in reasons(ask("searxng", web.base, fetcher))
    web.replies["/search"] = Reply('{"results": [], "unresponsive_engines": [["google news", "CAPTCHA"]]}')
    assert "google news" in reasons(ask("searxng", web.base, fetcher))
    web.replies["/search"] = Reply('["a"]')
    assert "documented form" in reasons(ask("searxng", web.base, fetcher))


# Google Fact Check Tools


def test_fact_checks_come_page_after_page(web: Answering, fetcher: Fetcher) -> None:
    def reply(asked: dict[str, str]) -> Reply:
        number = int(asked.get("pageToken", "1"))
        review = {
            "publisher": {"name": "Check Desk", "site": "check.example"},
            "url": f"https://check.example/{asked['languageCode']}/{number}",
            "title": "How many were there?",
            "reviewDate": "2019-01-28T00:00:00Z",
            "textualRating": "Misleading",
            "languageCode": asked["languageCode"],
        }
        claim = {"text": "900 fighters", "claimant": "a post", "claimDate": "2019-01-26T00:00:00Z"}
        more = {"nextPageToken": str(number + 1)} if number < 2 else {}
        return Reply(json.dumps({"claims": [claim | {"claimReview": [review]}]} | more))

    web.replies["/claims:search"] = reply
    got = ask("factcheck", web.url("/claims:search"), fetcher, key="secret")
    assert [c.url for c in got] == [f"https://check.example/{lang}/{n}" for lang in ("ar", "en") for n in (1, 2)]
    assert (got.candidates[0].publisher, got.candidates[0].published) == ("Check Desk", "2019-01-28T00:00:00+00:00")
    assert {asked["key"] for asked in web.questions("/claims:search")} == {"secret"}


def test_fact_checks_need_a_key_that_is_never_shown(web: Answering, fetcher: Fetcher) -> None:
    assert "TAWATUR_FACTCHECK_KEY" in reasons(ask("factcheck", web.url("/claims:search"), fetcher))
    web.replies["/claims:search"] = Reply("API key secret not valid", "text/plain")
    told = ask("factcheck", web.url("/claims:search"), fetcher, key="secret")
    assert "not valid" in reasons(told)
    assert "secret" not in repr(told)


# Web archives


def _warc(path: Path, *pages: tuple[str, bytes, str], status: str = "200 OK") -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, body, kind in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=headers))
    return path


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_web_archive_gives_its_articles(tmp_path: Path, fetcher: Fetcher, name: str) -> None:
    body = "The siege of Baghouz went on for a fourth week, the mayor of the town said on Friday.\n" * 6
    page = article_html("Siege of Baghouz goes on", body, "2019-01-25T08:00:00Z", "Harbour Post")
    pages = [(f"https://post.example/{n}", page.encode(), "text/html; charset=utf-8") for n in range(2)]
    path = _warc(tmp_path / name, *pages, ("https://post.example/x.png", b"\x89PNG", "image/png"))
    got = ask(kind_of(str(path)), str(path), fetcher)
    assert [c.url for c in got] == ["https://post.example/0", "https://post.example/1"]
    assert got.candidates[0].document is not None
    assert (got.candidates[0].publisher, got.problems) == ("Harbour Post", ())


def test_a_damaged_or_missing_web_archive_says_so(tmp_path: Path, fetcher: Fetcher) -> None:
    path = tmp_path / "bad.warc"
    path.write_bytes(b"this is no archive at all\r\n\r\n" * 5)
    assert "no WARC" in reasons(ask("warc", str(path), fetcher))
    assert "can't be read" in reasons(ask("warc", str(tmp_path / "none.warc"), fetcher))
    huge = _warc(tmp_path / "huge.warc.gz", ("https://post.example/h", b" " * 21_000_000, "text/html"))
    assert "larger than" in reasons(ask("warc", str(huge), fetcher))


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("https://post.example/news-sitemap.xml.gz", "sitemap"),
        ("https://post.example/robots.txt", "sitemap"),
        ("https://post.example/?s={query} h2 a", "search"),
        ("https://api.gdeltproject.org/api/v2/doc/doc", "gdelt"),
        ("https://factchecktools.googleapis.com/v1alpha1/claims:search", "factcheck"),
        ("https://post.example/", "feed"),
    ],
)
def test_a_location_tells_its_kind(location: str, kind: str) -> None:
    assert kind_of(location) == kind
