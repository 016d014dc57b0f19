"""What a page declares about itself in its head and its JSON-LD, read with BeautifulSoup."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from lxml.html import HtmlElement

from workers.page import jsonld
from workers.page.dates import machine_date, written_date
from workers.page.page import LiveEntry

_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
_WANTED = SoupStrainer(["meta", "link", "title"])
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "date.created",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "article_date_original",
)
# Some templates put the day of the visit here, so what the page prints goes before it.
_WEAK = ("date", "dc.date", "dcterms.date")
_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "modified_time",
)
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "dcterms.creator")
_LANGS = ("og:locale", "content-language", "dc.language", "language")


@dataclass(frozen=True, slots=True)
class Declared:
    """Empty strings, None and empty tuples: the page doesn't say. `dated` is a date of uncertain meaning."""

    title: str = ""
    headline: str = ""
    og_title: str = ""
    published: str | None = None
    modified: str | None = None
    dated: str | None = None
    publisher: str = ""
    authors: tuple[str, ...] = ()
    credit: str = ""
    canonical: str | None = None
    lang: str | None = None
    og_type: str = ""
    kinds: frozenset[str] = frozenset()
    free: bool | None = None
    entries: tuple[LiveEntry, ...] = field(default=())


def declared(html: str, tree: HtmlElement, url: str) -> Declared:
    """Read what `html`, parsed into `tree`, declares; `url` makes its canonical address absolute."""
    # Only the head goes through BeautifulSoup: on whole pages it takes longer than all the rest together.
    body = _BODY.search(html)
    soup = BeautifulSoup(html[: body.start()] if body else html, "lxml", parse_only=_WANTED)
    meta = _meta(soup)
    scripts = [script.text or "" for script in tree.iter("script") if script.get("type") == "application/ld+json"]
    things = jsonld.objects(scripts)
    article = jsonld.main_article(things) or {}
    title = soup.find("title")
    return Declared(
        title=" ".join(title.get_text().split()) if title else "",
        headline=jsonld.words(article.get("headline")) or jsonld.words(article.get("name")),
        og_title=meta.get("og:title", "") or meta.get("twitter:title", ""),
        published=_date(article, ("datePublished", "dateCreated", "uploadDate")) or _meta_date(meta, _PUBLISHED),
        modified=_date(article, ("dateModified",)) or _meta_date(meta, _MODIFIED),
        dated=_meta_date(meta, _WEAK),
        publisher=jsonld.words(article.get("publisher"))
        or meta.get("og:site_name", "")
        or meta.get("application-name", ""),
        authors=_authors(article, meta),
        credit=jsonld.words(article.get("sourceOrganization")) or jsonld.words(article.get("creditText")),
        canonical=_canonical(soup, meta, url),
        lang=next((meta[name][:2].lower() for name in _LANGS if meta.get(name)), None),
        og_type=meta.get("og:type", "").lower(),
        kinds=frozenset().union(*(jsonld.kinds(thing) for thing in things)),
        free=_free(article),
        entries=_entries(article),
    )


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """The first content of each meta name, property or itemprop, in lower case."""
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or _equivalent(tag.get("http-equiv"))
        content = tag.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.strip().lower(), " ".join(content.split()))
    return found


def _equivalent(name: object) -> str | None:
    """The one header that a page repeats about its text; its dates are those of the server's file."""
    return name if isinstance(name, str) and name.lower() == "content-language" else None


def _date(article: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        if (value := article.get(key)) and (made := machine_date(str(value)) or written_date(str(value))):
            return made
    return None


def _meta_date(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    lang = meta.get("og:locale", "")[:2] or None
    for name in names:
        if (value := meta.get(name)) and (made := machine_date(value) or written_date(value, lang)):
            return made
    return None


def _authors(article: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    found = jsonld.names(article.get("author")) or tuple(meta[name] for name in _AUTHORS if meta.get(name))[:1]
    plain = (re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) for name in found)
    return tuple(name for name in plain if not name.startswith(("http:", "https:", "@")) and 0 < len(name) <= 100)


def _canonical(soup: BeautifulSoup, meta: dict[str, str], url: str) -> str | None:
    """The canonical address; an AMP page names its original there too. None when it points to another kind of thing."""
    link = soup.find("link", rel="canonical")
    named = link.get("href") if link else meta.get("og:url")
    if not isinstance(named, str) or not named.strip():
        return None
    try:
        address = urljoin(url, named.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    # A front page as the canonical address of an article is a template's mistake.
    front = parts.path in ("", "/") and not parts.query and urlsplit(url).path not in ("", "/")
    return address if parts.scheme in ("http", "https") and parts.hostname and not front else None


def _free(article: dict[str, Any]) -> bool | None:
    value = article.get("isAccessibleForFree")
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower().rpartition("/")[2])
    return value if isinstance(value, bool) else None


def _entries(article: dict[str, Any]) -> tuple[LiveEntry, ...]:
    updates = article.get("liveBlogUpdate")
    found: list[LiveEntry] = []
    for update in updates if isinstance(updates, list) else [updates]:
        if isinstance(update, dict):
            parts = [jsonld.words(update.get("headline")), jsonld.words(update.get("articleBody"))]
            if text := "\n".join(part for part in parts if part):
                found.append(LiveEntry(text, _date(update, ("datePublished", "dateModified"))))
    return tuple(found)
