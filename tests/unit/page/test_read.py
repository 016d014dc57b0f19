"""Pages that are no plain articles, and pages that no author meant."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.page import PageStatus, read_page

URL = "https://news.example/a/b"
PROSE = (
    "Nine people were killed when a coach left the mountain road near the border on Sunday night, rescuers said. ",
    "The driver, who survived, told police that the brakes had failed on the long way down to the valley. ",
    "Seventeen passengers were taken to two hospitals, and six of them had left by the next morning, doctors said. ",
)


def html(body: str, head: str = "") -> bytes:
    return f"<html><head><title>Coach crash</title>{head}</head><body>{body}</body></html>".encode()


def article(paragraphs: tuple[str, ...] = PROSE) -> str:
    return "<h1>Coach crash near the border kills nine</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs)


def ld(**data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_an_article() -> None:
    page = read_page(html(article()), URL)
    assert page.status is PageStatus.ARTICLE
    assert page.document == page.headline + "\n" + page.text
    assert page.headline == "Coach crash near the border kills nine"
    assert page.publisher == "news.example"
    assert page.lang == "en"


def test_an_index_page_gives_its_links() -> None:
    cards = "".join(
        f'<div><h3><a href="/story/{i}#c">A long headline about event number {i}</a></h3></div>' for i in range(12)
    )
    page = read_page(
        html(f"<nav><a href='/about'>A long link about this newspaper</a></nav><h1>World</h1>{cards}{cards}"), URL
    )
    assert page.status is PageStatus.INDEX
    assert page.links == tuple(f"https://news.example/story/{i}" for i in range(12))


def test_an_article_with_many_links_is_no_index() -> None:
    cards = "".join(
        f'<div><h3><a href="/story/{i}">A long headline about event number {i}</a></h3></div>' for i in range(12)
    )
    assert (
        read_page(html(article() + cards, '<meta property="og:type" content="article">'), URL).status
        is PageStatus.ARTICLE
    )


@pytest.mark.parametrize(
    "wall",
    [
        ld(
            **{
                "@type": "NewsArticle",
                "headline": "Coach crash near the border kills nine",
                "isAccessibleForFree": "False",
            }
        ),
        '<div class="article-paywall">Log in</div>',
        "<p>Subscribe to continue reading this story</p>",
        "<p>هذا المحتوى للمشتركين</p>",
        "<p>Cet article est réservé aux abonnés</p>",
    ],
)
def test_a_stub_before_a_wall_is_a_paywall(wall: str) -> None:
    assert read_page(html(article(PROSE[:1]) + wall), URL).status is PageStatus.PAYWALL


def test_a_whole_article_that_asks_for_subscribers_is_an_article() -> None:
    assert (
        read_page(
            html(
                article(tuple(f"{p} It was report {i}." for i in range(5) for p in PROSE))
                + "<p>Subscribe to continue reading</p>"
            ),
            URL,
        ).status
        is PageStatus.ARTICLE
    )


def test_a_live_blog_keeps_the_times_of_its_entries() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": "Toll rises",
            "articleBody": "Eleven are now dead.",
            "datePublished": "2019-01-25T12:00:00Z",
        },
        {"@type": "BlogPosting", "articleBody": "Nine are dead.", "datePublished": "2019-01-25T09:00:00Z"},
    ]
    data = ld(
        **{
            "@type": "LiveBlogPosting",
            "headline": "Coach crash",
            "datePublished": "2019-01-25",
            "liveBlogUpdate": updates,
        }
    )
    page = read_page(html(article(), data), URL)
    assert page.status is PageStatus.LIVE_BLOG
    assert [(e.published, e.text) for e in page.entries] == [
        ("2019-01-25T12:00:00+00:00", "Toll rises\nEleven are now dead."),
        ("2019-01-25T09:00:00+00:00", "Nine are dead."),
    ]


def test_a_live_blog_is_seen_without_a_declaration() -> None:
    entries = "".join(
        f'<div class="live-entry"><time datetime="2019-01-25T0{i}:00">0{i}:00</time><p>{p}</p></div>'
        for i, p in enumerate(PROSE)
    )
    page = read_page(html(f"<h1>Coach crash: live updates</h1>{entries}"), URL)
    assert page.status is PageStatus.LIVE_BLOG
    assert [entry.published for entry in page.entries] == [f"2019-01-25T0{i}:00:00" for i in range(3)]
    assert [entry.text for entry in page.entries] == [p.strip() for p in PROSE]


def test_a_gallery() -> None:
    figures = "".join(
        f"<figure><img src='{i}.jpg'><figcaption>Picture {i} of the pass</figcaption></figure>" for i in range(9)
    )
    assert read_page(html(f"<h1>In pictures: the crash</h1>{figures}"), URL).status is PageStatus.GALLERY


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"\0" * 100,
        b"<html></html>",
        b"<!-- nothing -->",
        b"<html><body><script>var a</script></body></html>",
    ],
)
def test_a_page_without_text_is_empty(body: bytes) -> None:
    assert read_page(body, URL).status is PageStatus.EMPTY


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    first, second, third = PROSE
    body = f"<h1>Coach crash near the border kills nine<p>{first}<p>{second}</div></span><p>{third}<b><table>".encode()
    page = read_page(body, URL)
    assert all(p.strip() in page.text for p in PROSE)


def test_related_items_of_json_ld_lend_no_date() -> None:
    data = ld(**{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2024-01-01"}]})
    assert read_page(html(article(), data), URL).published is None


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '{"@type":"NewsArticle","datePublished":5}',
        '"x"',
        "null",
        '{"@graph":[[[[]]]]}',
        '{"@type":{"a":1}}',
    ],
)
def test_broken_json_ld_does_no_harm(script: str) -> None:
    page = read_page(html(article(), f'<script type="application/ld+json">{script}</script>'), URL)
    assert page.status is PageStatus.ARTICLE
    assert page.published is None


def test_a_change_before_publication_is_no_change() -> None:
    head = (
        '<meta property="article:published_time" content="2019-01-25T10:00:00Z">'
        '<meta property="article:modified_time" content="1999-01-01T10:00:00Z">'
    )
    page = read_page(html(article(), head), URL)
    assert (page.published, page.modified) == ("2019-01-25T10:00:00+00:00", None)


def test_the_canonical_address_is_absolute_and_never_the_front_page() -> None:
    assert (
        read_page(html(article(), '<link rel="canonical" href="/a/real">'), URL).canonical_url
        == "https://news.example/a/real"
    )
    assert read_page(html(article(), '<link rel="canonical" href="https://news.example/">'), URL).canonical_url is None
    assert read_page(html(article(), '<link rel="canonical" href="javascript:alert(1)">'), URL).canonical_url is None


def test_the_printed_headline_goes_before_the_declared_one() -> None:
    data = ld(
        **{
            "@type": "NewsArticle",
            "headline": "Coach crash near the border kills at least nine people",
            "datePublished": "2019-01-25",
        }
    )
    assert read_page(html(article(), data), URL).headline == "Coach crash near the border kills nine"


def test_a_title_loses_its_sites_name_when_nothing_else_is_printed() -> None:
    body = (
        b"<html><head><title>Coach crash near the border kills nine - Valley News</title></head><body><p>"
        + PROSE[0].encode() * 3
        + b"</p></body></html>"
    )
    assert read_page(body, URL).headline == "Coach crash near the border kills nine"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("المصدر: روسيا اليوم", "روسيا اليوم"),
        ("Source : AFP", "AFP"),
        ("Sources: Reuters, AP", "Reuters, AP"),
        ("(AFP)", "AFP"),
        ("- Reuters", "Reuters"),
        ("رويترز", "رويترز"),
        ("Fuente: Europa Press", "Europa Press"),
    ],
)
def test_a_credit_at_the_end(line: str, credit: str) -> None:
    assert read_page(html(article() + f"<p>{line}</p>"), URL).credit == credit


def test_a_credit_in_the_dateline_or_at_a_sentences_end() -> None:
    assert read_page(html(article((f"GENEVA (Reuters) - {PROSE[0]}", *PROSE[1:]))), URL).credit == "Reuters"
    assert read_page(html(article((*PROSE[:2], PROSE[2].strip() + " (AFP)"))), URL).credit == "AFP"


@pytest.mark.parametrize(
    "line",
    [
        "The source: nobody knows who told the police that the coach had left the road at all, he said.",
        "(17)",
        "(he died)",
    ],
)
def test_a_sentence_is_no_credit(line: str) -> None:
    assert read_page(html(article() + f"<p>{line}</p>"), URL).credit is None


@settings(max_examples=60)
@given(st.binary(max_size=600))
def test_no_bytes_raise(body: bytes) -> None:
    assert read_page(body, URL).status in PageStatus


MARKUP = [
    *(
        "<div>",
        "</div>",
        "<p>",
        "<table>",
        "<tr><td>",
        "<h1>",
        "</h1>",
        "<li>",
        "<article>",
        "<form>",
        "&#x0;",
        "<!--",
        "-->",
    ),
    *(
        "<a href='http://[x'>",
        "<time datetime='2019'>",
        "<script type='application/ld+json'>",
        "</script>",
        "word " * 30,
    ),
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(MARKUP), max_size=40))
def test_no_markup_raises(parts: list[str]) -> None:
    assert read_page("".join(parts).encode(), URL).status in PageStatus
