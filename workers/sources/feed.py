"""An RSS or Atom feed."""

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

import feedparser

from workers.fetch import Fetched, Fetches, FetchStatus
from workers.page import decode, machine_date
from workers.sources.discovery import feeds_named_by
from workers.sources.selection import Selection
from workers.sources.source import Candidate, Harvest, Problem, Query

_TAG = re.compile(r"<[^>]{0,2000}>")
# Entities of its own are what makes an XML bomb, and what no feed needs.
_ENTITIES = re.compile(rb"<!(?:ENTITY|ATTLIST|ELEMENT)", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml\b[^>]{0,500}\?>")
_PROLOGUE = 20_000
_LONGEST_SUMMARY = 20_000


@dataclass(frozen=True, slots=True)
class FeedSource:
    """Candidates from the items of a feed; `etag` and `last_modified` are what the last harvest gave."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """The items that the query asks for, as the feed orders them: title and date, the text still to be fetched.

        A summary helps to find an item by the query's terms, but is no document: it may be cut, or another's words.
        The address of a page will do as well, when the page names its feed.
        """
        answer = self._fetched(self.url, fetcher)
        if answer.ok and not _is_feed(answer.body):
            named = feeds_named_by(answer.body, answer.final_url, answer.content_type)
            if not named:
                return _nothing(self.url, "not an RSS or Atom feed, nor a page that names one; give the feed's address")
            answer = self._fetched(named[0], fetcher)
        if answer.status is FetchStatus.NOT_MODIFIED:
            return Harvest(unchanged=True, etag=self.etag, last_modified=self.last_modified)
        if not answer.ok:
            return _nothing(self.url, answer.reason, answer.wait)
        problems: list[Problem] = []
        found = self._selected(_as_utf8(answer), answer.final_url, query, problems)
        return Harvest(found, tuple(problems), False, answer.etag, answer.last_modified)

    def _fetched(self, url: str, fetcher: Fetches) -> Fetched:
        return fetcher.fetch(url, self.etag, self.last_modified)

    def _selected(self, body: bytes, base: str, query: Query, problems: list[Problem]) -> tuple[Candidate, ...]:
        if _ENTITIES.search(body, 0, _PROLOGUE):
            reason = "the feed defines entities of its own, as an XML bomb does; it was not read"
            problems.append(Problem(self.url, reason))
            return ()
        read: dict[str, Any] = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
        if not read.get("version") and not read.get("entries"):
            problems.append(Problem(self.url, "a malformed feed of which nothing could be read; tell its publisher"))
            return ()
        selection = Selection(query)
        found: list[Candidate] = []
        for item, summary in _items(read, base, problems, self.url):
            if len(found) >= query.limit:
                break
            if selection.wants(item, summary):
                found.append(item)
        return tuple(found)


def _nothing(where: str, reason: str, retry_after: float | None = None) -> Harvest:
    return Harvest(problems=(Problem(where, reason),), retry_after=retry_after)


def _as_utf8(answer: Fetched) -> bytes:
    """The feed in UTF-8, whatever charset it was written in and whichever it declares: many declare another one."""
    text = decode(answer.body, answer.content_type)[0]
    return _PROLOG.sub("", text, count=1).encode("utf-8", "replace")


def _is_feed(body: bytes) -> bool:
    """Whether the first element is one of a feed: RSS, Atom, or RSS 1.0 as RDF; in any charset that keeps ASCII."""
    return bool(_FEED.search(body[: 2 * _PROLOGUE].replace(b"\x00", b"")))


def _items(read: dict[str, Any], base: str, problems: list[Problem], where: str) -> Iterator[tuple[Candidate, str]]:
    """Each item with its summary; an item without an address is a problem, not an error."""
    about = read.get("feed", {})
    publisher = _plain(about.get("title")) or None
    lang = (about.get("language") or "")[:2].lower() or None
    seen: set[str] = set()
    unlinked = 0
    for entry in read.get("entries", []):
        link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
        address = _absolute(base, link)
        if address is None:
            unlinked += 1
        elif address not in seen:
            seen.add(address)
            source = _plain((entry.get("source") or {}).get("title")) or None
            yield (
                Candidate(
                    address,
                    _plain(entry.get("title")),
                    _published(entry),
                    None,
                    lang,
                    publisher,
                    source,
                    entry.get("id"),
                ),
                _plain(entry.get("summary"))[:_LONGEST_SUMMARY],
            )
    if unlinked:
        problems.append(Problem(where, f"{unlinked} items without a web address were left out"))


def _absolute(base: str, link: object) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        address = urljoin(base, link.strip())
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _plain(value: object) -> str:
    """A title or summary without tags and entities; feeds escape them once or twice."""
    return " ".join(unescape(_TAG.sub(" ", unescape(value))).split()) if isinstance(value, str) else ""


def _published(entry: dict[str, Any]) -> str | None:
    """The item's own date; the date of a change only where there is no other."""
    for key in ("published", "updated", "created"):
        parsed = entry.get(f"{key}_parsed")
        if made := machine_date(entry.get(key)):
            return made
        if parsed:
            return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    return None
