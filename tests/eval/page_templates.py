"""Templates of news sites as they are found: each makes a page of an article, and says what must be read in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tests.eval.page_articles import Article
from workers.page import PageStatus

URL = "https://news.example/world/2024/03/story-8841.html"


@dataclass(frozen=True)
class Sample:
    """One page. `published` and `modified` are what must be read, None where the page doesn't say."""

    body: bytes
    content_type: str | None
    published: str | None
    modified: str | None = None
    status: PageStatus = PageStatus.ARTICLE
    entries: tuple[str | None, ...] = ()


def _paragraphs(article: Article, tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{escape(p)}</{tag}>" for p in article.paragraphs)


def _nav() -> str:
    names = ("Home", "World", "Business", "Sport", "Culture", "Contact")
    return "<nav><ul>" + "".join(f'<li><a href="/{n.lower()}">{n}</a></li>' for n in names) + "</ul></nav>"


def _related(article: Article, dated: bool = False) -> str:
    time = '<time datetime="2024-03-02T08:00:00Z">2 March 2024</time>' if dated else ""
    return "".join(f'<li><a href="/r/{i}">{escape(r)}</a> {time}</li>' for i, r in enumerate(article.related))


def _footer(article: Article) -> str:
    return f"<footer><p>© 2025 {escape(article.outlet)}. 1 January 2025</p></footer>"


def _page(head: str, body: str, lang: str = "", charset: str = '<meta charset="utf-8">') -> str:
    return (
        f"<!DOCTYPE html><html{f' lang={lang}' if lang else ''}><head>{charset}{head}</head><body>{body}</body></html>"
    )


def _utf8(text: str) -> tuple[bytes, str]:
    return text.encode("utf-8"), "text/html; charset=utf-8"


def json_ld(article: Article) -> Sample:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": article.outlet},
            {
                "@type": "NewsArticle",
                "headline": article.headline,
                "datePublished": f"{article.day}T08:00:00+02:00",
                "dateModified": f"{article.day}T10:30:00+02:00",
                "publisher": {"@type": "Organization", "name": article.outlet},
            },
            {
                "@type": "ItemList",
                "itemListElement": [{"@type": "NewsArticle", "datePublished": "2024-03-01", "headline": "x"}],
            },
        ],
    }
    head = f'<title>{escape(article.headline)} | {article.outlet}</title><script type="application/ld+json">{json.dumps(data)}</script>'
    body = (
        f"{_nav()}<main><article><h1>{escape(article.headline)}</h1>{_paragraphs(article)}</article>"
        f'<aside class="related"><ul>{_related(article, True)}</ul></aside></main>{_footer(article)}'
    )
    return Sample(
        *_utf8(_page(head, body, article.lang)), f"{article.day}T08:00:00+02:00", f"{article.day}T10:30:00+02:00"
    )


def wordpress(article: Article) -> Sample:
    head = (
        f"<title>{escape(article.headline)} - {escape(article.outlet)}</title>"
        f'<meta property="og:title" content="{escape(article.headline)}"><meta property="og:site_name" content="{escape(article.outlet)}">'
        f'<meta property="article:published_time" content="{article.day}T06:12:00+00:00">'
        f'<meta property="article:modified_time" content="{article.day}T07:45:00+00:00">'
    )
    body = (
        f'<div id="page" class="site has-sidebar">{_nav()}<div id="content" class="site-content with-sidebar"><article class="post hentry">'
        f'<header class="entry-header"><h1 class="entry-title">{escape(article.headline)}</h1></header>'
        f'<div class="entry-content">{_paragraphs(article)}<div class="sharedaddy sd-sharing">Share on Facebook</div></div></article>'
        f'<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><p>{escape(article.comment)}</p></li></ol></div>'
        f'</div><div id="secondary" class="widget-area"><ul>{_related(article)}</ul></div></div>{_footer(article)}'
    )
    return Sample(*_utf8(_page(head, body, "en-US")), f"{article.day}T06:12:00+00:00", f"{article.day}T07:45:00+00:00")


def asp_net(article: Article) -> Sample:
    head = f"<title>{escape(article.headline)}</title>"
    body = (
        '<form method="post" action="./Details.aspx" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK">'
        f'<table width="980"><tr><td class="menu">{_nav()}</td></tr><tr><td><table><tr><td>'
        f'<span id="lblTitle" class="newsTitle"><h1>{escape(article.headline)}</h1></span></td></tr>'
        f'<tr><td><span id="lblDate" class="date">{article.cue}: {article.written} {article.clock}</span></td></tr>'
        f'<tr><td><div id="divBody">{_paragraphs(article)}</div></td></tr></table></td></tr>'
        f'<tr><td><table class="related">{_related(article)}</table></td></tr></table></form>{_footer(article)}'
    )
    return Sample(*_utf8(_page(head, body)), f"{article.day}T{article.time}:00")


def amp(article: Article) -> Sample:
    data = {"@type": "Article", "headline": article.headline, "datePublished": article.day, "isAccessibleForFree": True}
    head = (
        f"<title>{escape(article.headline)}</title><link rel=canonical href='/world/story-8841.html'>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    )
    body = (
        f"<header><amp-sidebar id='s'>{_nav()}</amp-sidebar></header><article class='amp-wp-article'><h1>{escape(article.headline)}</h1>"
        f"<amp-img src='a.jpg'></amp-img><div class='amp-wp-article-content'>{_paragraphs(article)}</div></article>"
        f"<amp-list class='related-stories'><ul>{_related(article)}</ul></amp-list>{_footer(article)}"
    )
    return Sample(*_utf8(_page(head, body, article.lang).replace("<html", "<html ⚡")), article.day)


def old_tables(article: Article) -> Sample:
    """No head worth the name, no classes: the date is a bare line under the headline, paragraphs are broken lines."""
    body = (
        f"<table><tr><td width=200>{_nav()}</td><td><font size=5><h1>{escape(article.headline)}</h1></font>"
        f"<font color=gray>{article.written}</font><br><br>{_paragraphs(article)}</td></tr></table>{_footer(article)}"
    )
    return Sample(*_utf8(_page(f"<title>{escape(article.headline)}</title>", body)), article.day)


def line_breaks(article: Article) -> Sample:
    body = (
        f'{_nav()}<div class="story"><h1>{escape(article.headline)}</h1><div class="story-date">{article.written}</div>'
        f'<div class="story-text">{"<br><br>".join(escape(p) for p in article.paragraphs)}</div></div>'
        f'<div class="more-news"><ul>{_related(article)}</ul></div>{_footer(article)}'
    )
    return Sample(*_utf8(_page(f"<title>{escape(article.headline)}</title>", body, article.lang)), article.day)


def microdata(article: Article) -> Sample:
    body = (
        f'{_nav()}<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{escape(article.headline)}</h1>'
        f'<meta itemprop="datePublished" content="{article.day}T03:04:05Z"><meta itemprop="dateModified" content="{article.day}T04:04:05Z">'
        f'<div itemprop="articleBody">{_paragraphs(article)}</div></div><div class="read-more"><ul>{_related(article, True)}</ul></div>'
        f"{_footer(article)}"
    )
    sample = _utf8(_page(f"<title>{escape(article.headline)}</title>", body, article.lang))
    return Sample(*sample, f"{article.day}T03:04:05+00:00", f"{article.day}T04:04:05+00:00")


def time_tag(article: Article) -> Sample:
    body = (
        f'<header><div class="today">Sunday 5 May 2024</div>{_nav()}</header><main><h1>{escape(article.headline)}</h1>'
        f'<p class="byline">Staff</p><time datetime="{article.day}T{article.time}:00+03:00">{article.written}</time>{_paragraphs(article)}'
        f'<section class="latest"><ul>{_related(article, True)}</ul></section></main>{_footer(article)}'
    )
    sample = _utf8(_page(f"<title>{escape(article.headline)} | {escape(article.outlet)}</title>", body, article.lang))
    return Sample(*sample, f"{article.day}T{article.time}:00+03:00")


def two_labels(article: Article) -> Sample:
    body = (
        f'{_nav()}<div class="wrap"><h1>{escape(article.headline)}</h1><div class="meta"><span>{article.cue} {article.written}</span> '
        f"<span>{article.changed} {article.written} {article.clock}</span></div>{_paragraphs(article)}</div>{_footer(article)}"
    )
    sample = _utf8(_page(f"<title>{escape(article.headline)}</title>", body, article.lang))
    return Sample(*sample, article.day, f"{article.day}T{article.time}:00")


def undated(article: Article) -> Sample:
    """Only the footer, the cards and the site's clock carry dates: none of them is the article's."""
    body = (
        f'<div id="clock">Monday 6 May 2024</div>{_nav()}<article><h1>{escape(article.headline)}</h1>{_paragraphs(article)}</article>'
        f'<div class="cards"><article><h3><a href="/x">{escape(article.related[0])}</a></h3><time datetime="2024-05-01">1 May</time></article>'
        f'<article><h3><a href="/y">{escape(article.related[1])}</a></h3><time datetime="2024-05-02">2 May</time></article></div>'
        f"{_footer(article)}"
    )
    return Sample(*_utf8(_page(f"<title>{escape(article.headline)}</title>", body, article.lang)), None)


def comments_dated(article: Article) -> Sample:
    body = (
        f'{_nav()}<article><h1>{escape(article.headline)}</h1>{_paragraphs(article)}</article><section id="comments">'
        f'<div class="comment"><time datetime="2024-06-01T10:00Z">1 June 2024</time><p>{escape(article.comment)}</p></div></section>'
    )
    return Sample(*_utf8(_page(f"<title>{escape(article.headline)}</title>", body, article.lang)), None)


def credited(article: Article) -> Sample:
    body = (
        f'{_nav()}<article><h1>{escape(article.headline)}</h1><div class="post-date">{article.cue}: {article.written}</div>'
        f'{_paragraphs(article)}<p>{escape(article.credit_line)}</p></article><div class="tags">{_related(article)}</div>{_footer(article)}'
    )
    return Sample(*_utf8(_page(f"<title>{escape(article.headline)}</title>", body, article.lang)), article.day)


def undeclared_charset(article: Article) -> Sample:
    """windows-1256 or -1252 bytes; neither the header nor the page says so, and the header claims otherwise."""
    charset = "windows-1256" if article.lang == "ar" else "windows-1252"
    body = f'{_nav()}<div class="news"><h1>{escape(article.headline)}</h1><div class="date">{article.written}</div>{_paragraphs(article)}</div>'
    text = _page(f"<title>{escape(article.headline)}</title>", body, charset="")
    return Sample(text.encode(charset, "xmlcharrefreplace"), "text/html; charset=ISO-8859-1", article.day)


def lying_utf8(article: Article) -> Sample:
    """The page declares UTF-8 and is not; or declares windows-1256 and is UTF-8."""
    body = f'<h1>{escape(article.headline)}</h1><div class="date">{article.written}</div>{_paragraphs(article)}'
    if article.lang == "ar":
        text = _page(f"<title>{escape(article.headline)}</title>", body)
        return Sample(text.encode("windows-1256", "xmlcharrefreplace"), "text/html; charset=UTF-8", article.day)
    text = _page(f"<title>{escape(article.headline)}</title>", body, charset='<meta charset="windows-1256">')
    return Sample(text.encode("utf-8"), "text/html", article.day)


def asp_net_1256(article: Article) -> Sample:
    """A portal of the 2000s: a form around everything, the page declares windows-1256, comments stand in a grid."""
    charset = "windows-1256" if article.lang == "ar" else "windows-1252"
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    body = (
        '<form name="aspnetForm" method="post" action="Article.aspx?id=8841" id="aspnetForm"><div><input type="hidden" '
        f'name="__EVENTVALIDATION" value="/wEWAgL"></div><div id="ctl00_header">{_nav()}</div><div id="ctl00_cph_pnlArticle">'
        f'<h1 id="ctl00_cph_lblTitle">{escape(article.headline)}</h1><span id="ctl00_cph_lblDate">{article.written}</span>'
        f'<div id="ctl00_cph_lblText">{_paragraphs(article)}</div></div><table id="ctl00_cph_gvComments" class="comments"><tr><td>'
        f'<span>12/05/2024</span><p>{escape(article.comment)}</p></td></tr></table><div id="ctl00_ucRelated" class="related-news"><ul>'
        f"{_related(article, True)}</ul></div></form>{_footer(article)}"
    )
    text = _page(f"<title>{escape(article.headline)}</title>", body, charset=declared)
    return Sample(text.encode(charset, "xmlcharrefreplace"), "text/html", article.day)


def wordpress_related(article: Article) -> Sample:
    """Related posts and a newsletter stand inside of the text, as plugins put them there; comments are dated."""
    first, *others = (f"<p>{escape(p)}</p>" for p in article.paragraphs)
    head = (
        f"<title>{escape(article.headline)}</title>"
        f'<meta property="article:published_time" content="{article.day}T06:12:00+03:00">'
    )
    body = (
        f'{_nav()}<main><article class="post type-post"><h1 class="entry-title">{escape(article.headline)}</h1>'
        f'<div class="entry-content">{first}<div class="inline-related-posts"><a href="/x">{escape(article.related[0])}</a></div>'
        f'{"".join(others)}<div id="jp-relatedposts" class="jp-relatedposts"><ul>{_related(article, True)}</ul></div></div></article>'
        f'<div id="respond" class="comments-area"><time datetime="2024-06-02T10:00Z">2 June</time><p>{escape(article.comment)}</p></div>'
        f"</main>{_footer(article)}"
    )
    return Sample(*_utf8(_page(head, body, article.lang)), f"{article.day}T06:12:00+03:00")


def live_blog(article: Article) -> Sample:
    """Each paragraph is an entry with its own time; the page's date is that of its beginning."""
    head = (
        f"<title>{escape(article.headline)}</title>"
        f'<meta property="article:published_time" content="{article.day}T01:00:00Z">'
    )
    times = [f"{article.day}T{2 + n:02}:30:00+00:00" for n in range(len(article.paragraphs))]
    entries = "".join(
        f'<article class="live-post" id="e{time}"><time datetime="{time}">{time[11:16]}</time><p>{escape(p)}</p></article>'
        for time, p in zip(times, article.paragraphs, strict=True)
    )
    body = (
        f'{_nav()}<main><h1>{escape(article.headline)}</h1><div class="stream">{entries}</div>'
        f'<aside class="related"><ul>{_related(article, True)}</ul></aside></main>{_footer(article)}'
    )
    page = _utf8(_page(head, body, article.lang))
    return Sample(*page, f"{article.day}T01:00:00+00:00", None, PageStatus.LIVE_BLOG, tuple(times))


TEMPLATES: tuple[Callable[[Article], Sample], ...] = (
    json_ld, wordpress, asp_net, amp, old_tables, line_breaks, microdata, time_tag, two_labels, undated, comments_dated, credited,
    undeclared_charset, lying_utf8, asp_net_1256, wordpress_related, live_blog,
)  # fmt: skip
