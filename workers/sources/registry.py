"""The kinds of source by name, and which kind a location looks like."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from workers.sources.feed import FeedSource
from workers.sources.folder import FolderSource
from workers.sources.jsonl import JsonlSource
from workers.sources.source import Source
from workers.sources.urls import UrlListSource


class UnknownSource(ValueError):
    """A kind that isn't there, or a location that could be no source; the message says what could be."""


def _feed(location: str, etag: str | None, last_modified: str | None) -> Source:
    return FeedSource(location, etag, last_modified)


def _urls(location: str, etag: str | None, last_modified: str | None) -> Source:
    """Addresses separated by white space, or the path of a file of them."""
    if location.startswith(("http://", "https://")):
        return UrlListSource(tuple(location.split()))
    return UrlListSource(path=Path(location))


KINDS: dict[str, Callable[[str, str | None, str | None], Source]] = {
    "folder": lambda location, etag, last_modified: FolderSource(Path(location)),
    "jsonl": lambda location, etag, last_modified: JsonlSource(Path(location)),
    "feed": _feed,
    "urls": _urls,
}


def open_source(kind: str, location: str, etag: str | None = None, last_modified: str | None = None) -> Source:
    """A source of a kind named in `KINDS`. Raises `UnknownSource` for any other."""
    if kind not in KINDS:
        raise UnknownSource(f'there is no kind of source "{kind}"; the kinds are {", ".join(KINDS)}')
    return KINDS[kind](location, etag, last_modified)


def kind_of(location: str) -> str:
    """Which kind a location looks like: a web address is a feed, else what lies at the path decides.

    Raises `UnknownSource` when there is nothing, or nothing that could be a source.
    """
    if urlsplit(location).scheme in ("http", "https"):
        return "feed"
    path = Path(location)
    if path.is_dir():
        return "folder"
    if not path.exists():
        raise UnknownSource(f"{location}: no such file or folder, and not a web address")
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return "jsonl"
    if path.suffix.lower() in (".txt", ".urls", ".list"):
        return "urls"
    raise UnknownSource(f"{location}: give a folder, a .jsonl file, a .txt file of addresses, or a feed's address")
