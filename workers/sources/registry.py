"""The kinds of source by name, and which kind a location looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workers.sources.factcheck import FactCheckSource
from workers.sources.feed import FeedSource
from workers.sources.folder import FolderSource
from workers.sources.gdelt import GdeltSource
from workers.sources.jsonl import JsonlSource
from workers.sources.kinds import POLLED, SEARCHING
from workers.sources.search_page import HOLE, SearchPageSource
from workers.sources.searxng import SearxngSource
from workers.sources.sitemap import SitemapSource
from workers.sources.source import Source
from workers.sources.urls import UrlListSource
from workers.sources.warc import WarcSource


class UnknownSource(ValueError):
    """A kind that isn't there, or a location that could be no source; the message says what could be."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What goes along with a visit: the validators of the last one, and a key where the interface wants one."""

    etag: str | None = None
    last_modified: str | None = None
    key: str | None = None


def _urls(location: str, _: Visit) -> Source:
    """Addresses separated by white space, or the path of a file of them."""
    if _is_address(location):
        return UrlListSource(tuple(location.split()))
    return UrlListSource(path=Path(location))


def _search(location: str, visit: Visit) -> Source:
    template, _, selector = location.strip().partition(" ")
    if HOLE not in template or not _is_address(template) or not selector.strip():
        raise UnknownSource(
            f"{location}: a search page is its address with {HOLE} in it, a space, and the CSS selector of its "
            f"results: 'https://example.org/?s={HOLE} h2 a'"
        )
    return SearchPageSource(template, selector.strip())


def _is_address(location: str) -> bool:
    return location.startswith(("http://", "https://"))


KINDS: dict[str, Callable[[str, Visit], Source]] = {
    "folder": lambda location, visit: FolderSource(Path(location)),
    "jsonl": lambda location, visit: JsonlSource(Path(location)),
    "warc": lambda location, visit: WarcSource(Path(location)),
    "feed": lambda location, visit: FeedSource(location, visit.etag, visit.last_modified),
    "sitemap": lambda location, visit: SitemapSource(location, visit.etag, visit.last_modified),
    "urls": _urls,
    "search": _search,
    "gdelt": lambda location, visit: GdeltSource(location),
    "searxng": lambda location, visit: SearxngSource(location),
    "factcheck": lambda location, visit: FactCheckSource(location, visit.key),
}


def open_source(kind: str, location: str, visit: Visit | None = None) -> Source:
    """A source of a kind named in `KINDS`. Raises `UnknownSource` for any other, and for a location it can't have."""
    if kind not in KINDS:
        raise UnknownSource(f'there is no kind of source "{kind}"; the kinds are {", ".join(KINDS)}')
    if kind in POLLED | SEARCHING and not _is_address(location):
        raise UnknownSource(f"{location}: a {kind} source is a web address that starts with http:// or https://")
    return KINDS[kind](location, visit or Visit())


def kind_of(location: str) -> str:
    """Which kind a location looks like: a web address by its host and path, else what lies at the path decides.

    Raises `UnknownSource` when there is nothing, or nothing that could be a source.
    """
    if _is_address(location):
        return _kind_of_address(location)
    path = Path(location)
    if path.is_dir():
        return "folder"
    if not path.exists():
        raise UnknownSource(f"{location}: no such file or folder, and not a web address")
    name = path.name.lower()
    for endings, kind in _ENDINGS:
        if name.endswith(endings):
            return kind
    raise UnknownSource(
        f"{location}: give a folder, a .jsonl or .warc.gz file, a .txt file of addresses, or a web address"
    )


_ENDINGS = (
    ((".jsonl", ".ndjson"), "jsonl"),
    ((".warc", ".warc.gz"), "warc"),
    ((".txt", ".urls", ".list"), "urls"),
)
_HOSTS = {"api.gdeltproject.org": "gdelt", "factchecktools.googleapis.com": "factcheck"}


def _kind_of_address(location: str) -> str:
    if HOLE in location:
        return "search"
    try:
        parts = urlsplit(location)
    except ValueError:
        raise UnknownSource(f"{location}: no web address") from None
    last = parts.path.rpartition("/")[2].lower()
    if last == "robots.txt" or ("sitemap" in last and last.endswith((".xml", ".xml.gz"))):
        return "sitemap"
    return _HOSTS.get(parts.hostname or "", "feed")
