"""The newsroom's articles and outlets as data, and the bytes of their pages and feeds."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment

_PRESS = resources.files("desk.demo") / "press"
_COMMENT = "First! 999 dead if you ask me"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One site. `closed` are the paths that its robots.txt closes."""

    id: str
    name: str
    lang: str
    template: str
    feed: str
    nav: tuple[str, ...]
    advert: str
    related_label: str
    related: tuple[str, ...]
    charset: str = "utf-8"
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `published` is ISO 8601; `written` the date as its page prints it; `slow` seconds."""

    id: str
    outlet: str
    path: str
    published: str
    headline: str
    paragraphs: tuple[str, ...]
    credit: str = ""
    written: str = ""
    slow: float = 0.0
    fails_once: bool = False

    @property
    def rfc822(self) -> str:
        """The publication date as RSS writes it."""
        moment = datetime.fromisoformat(self.published)
        return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


@cache
def outlets() -> dict[str, Outlet]:
    """The sites by id, in the order of their file."""
    rows = tomllib.loads((_PRESS / "outlets.toml").read_text("utf-8"))
    return {id: Outlet(id, **{key: _tuples(value) for key, value in row.items()}) for id, row in rows.items()}


@cache
def articles() -> dict[str, Article]:
    """The articles by id, sorted by it."""
    files = sorted((_PRESS / "articles").iterdir(), key=lambda file: file.name)
    rows = {file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8")) for file in files}
    return {id: Article(id, **{key: _tuples(value) for key, value in row.items()}) for id, row in rows.items()}


def article_page(article: Article) -> bytes:
    """The HTML of an article in its outlet's template and charset."""
    outlet = outlets()[article.outlet]
    return _rendered(f"{outlet.template}.html", outlet, article=article, comment=_COMMENT)


def front_page(outlet: Outlet) -> bytes:
    """The HTML of a site's front page."""
    return _rendered("front.html", outlet, articles=_of(outlet))


def feed(outlet: Outlet, base: str) -> bytes:
    """The RSS or Atom feed of a site that is served at `base` ("http://127.0.0.1:8471")."""
    return _rendered(f"{outlet.feed}.xml", outlet, articles=_of(outlet), base=base)


def robots(outlet: Outlet) -> bytes:
    """The robots.txt of a site."""
    return "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in outlet.closed), ""]).encode("ascii")


def _of(outlet: Outlet) -> list[Article]:
    """An outlet's articles, the newest first."""
    return sorted((a for a in articles().values() if a.outlet == outlet.id), key=lambda a: a.published, reverse=True)


def _rendered(name: str, outlet: Outlet, **values: object) -> bytes:
    text = _environment().get_template(name).render(outlet=outlet, charset=outlet.charset, **values)
    return text.encode(outlet.charset, "xmlcharrefreplace")


@cache
def _environment() -> Environment:
    files = {file.name: file.read_text("utf-8") for file in (_PRESS / "templates").iterdir()}
    return Environment(loader=DictLoader(files), autoescape=True)


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
