"""Sitemaps: of news or of all pages, indexes of them, packed or not, found through robots.txt."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from workers.fetch import Asked, Fetched, Fetches, FetchStatus
from workers.page import decode, machine_date
from workers.sources.selection import Selection
from workers.sources.source import Candidate, Harvest, Problem, Query

_ENTITIES = re.compile(rb"<!(?:ENTITY|ATTLIST|ELEMENT)", re.IGNORECASE)
_PROLOGUE = 20_000
_LARGEST = 50_000_000
"""The limit that sitemaps.org sets for one file, unpacked."""
_MOST_MAPS = 12
_MOST_ADDRESSES = 50_000
_LONGEST_VALUE = 4_000


@dataclass(frozen=True, slots=True)
class SitemapSource:
    """`url` is a sitemap, an index of them, or a site's front page or robots.txt, whose Sitemap lines are followed."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """The pages that the query asks for, those of an index from its newest map on.

        A news sitemap gives title, date, language and outlet; of another one, the words of the address stand for the
        title, and there is no date: when a page last changed is not when it was published.
        """
        reading = _Reading(fetcher, [])
        if _is_map(self.url):
            first = fetcher.fetch(self.url, self.etag, self.last_modified, Asked.SITEMAP)
            if first.status is FetchStatus.NOT_MODIFIED:
                return Harvest(unchanged=True, etag=self.etag, last_modified=self.last_modified)
            pages = reading.pages(first)
        else:
            pages, first = reading.of_site(self.url), None
        found = Selection(query).of(pages)
        etag, changed = (first.etag, first.last_modified) if first is not None and first.ok else (None, None)
        return Harvest(found, tuple(reading.problems), False, etag, changed, reading.retry_after)


def _is_map(url: str) -> bool:
    return urlsplit(url).path.strip("/") not in ("", "robots.txt")


@dataclass(slots=True)
class _Reading:
    """One harvest: how many maps were asked for, and what went wrong."""

    fetcher: Fetches
    problems: list[Problem]
    asked: int = 1
    retry_after: float | None = None

    def of_site(self, url: str) -> Iterator[Candidate]:
        robots = self.fetcher.fetch(urljoin(url, "/robots.txt"))
        if not robots.ok:
            self._trouble(robots)
            return
        lines = decode(robots.body, robots.content_type)[0].splitlines()
        named = [value.strip() for name, _, value in (line.partition(":") for line in lines) if _names_map(name)]
        if not named:
            self.problems.append(Problem(url, "its robots.txt names no sitemap; give the sitemap's own address"))
        # News first: an archive's maps are large and old.
        for address in sorted(dict.fromkeys(named), key=lambda address: "news" not in address.lower()):
            yield from self._map(urljoin(url, address))

    def _map(self, url: str) -> Iterator[Candidate]:
        if self.asked > _MOST_MAPS:
            return
        self.asked += 1
        yield from self.pages(self.fetcher.fetch(url, what=Asked.SITEMAP), deeper=False)

    def pages(self, answer: Fetched, deeper: bool = True) -> Iterator[Candidate]:
        """The pages of one map; of an index, those of its maps, one level down."""
        body = self._body(answer)
        if body is None:
            return
        maps: list[tuple[str, str]] = []
        try:
            for count, (name, row) in enumerate(_entries(body)):
                if count >= _MOST_ADDRESSES:
                    self.problems.append(Problem(answer.url, f"only its first {_MOST_ADDRESSES} entries were read"))
                    break
                if name == "sitemap":
                    maps.append((row.get("lastmod", ""), row.get("loc", "")))
                elif (candidate := _candidate(row, answer.final_url)) is not None:
                    yield candidate
        except etree.XMLSyntaxError:
            self.problems.append(Problem(answer.url, "a malformed sitemap, read as far as it goes; tell its publisher"))
        newest = sorted(maps, key=lambda entry: ("news" in entry[1].lower(), entry[0]), reverse=True)
        if len(newest) > _MOST_MAPS or (newest and not deeper):
            reason = f"it names {len(newest)} more sitemaps; those beyond {_MOST_MAPS} or a second level were not read"
            self.problems.append(Problem(answer.url, reason))
        for _, address in newest if deeper else ():
            yield from self._map(urljoin(answer.final_url, address))

    def _body(self, answer: Fetched) -> bytes | None:
        if not answer.ok:
            self._trouble(answer)
            return None
        reason = None
        try:
            body = _unpacked(answer.body)
        except (zlib.error, EOFError):
            body, reason = b"", "a damaged gzip file; try again later"
        if body is None:
            reason = f"it unpacks to more than {_LARGEST // 1_000_000} MB, as a gzip bomb does; it was not read"
        elif _ENTITIES.search(body, 0, _PROLOGUE):
            reason = "it defines entities of its own, as an XML bomb does; it was not read"
        elif reason is None and not re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", body[:_PROLOGUE]):
            reason = "this is no sitemap; give the address of an XML sitemap, or of the site"
        if reason is not None:
            self.problems.append(Problem(answer.url, reason))
            return None
        return body

    def _trouble(self, answer: Fetched) -> None:
        self.problems.append(Problem(answer.url, answer.reason))
        self.retry_after = answer.retry_after or self.retry_after


def _names_map(name: str) -> bool:
    return name.strip().lower() == "sitemap"


def _unpacked(body: bytes) -> bytes | None:
    """The XML of a file that may be gzip; None where it is larger than it may be. Raises zlib.error for damage."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    plain = unpacker.decompress(body, _LARGEST + 1)
    if len(plain) > _LARGEST:
        return None
    if not unpacker.eof:
        raise EOFError
    return plain


def _entries(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each <url> or <sitemap> with its values by local name; memory holds one entry at a time."""
    events = etree.iterparse(BytesIO(body), events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
    for _, element in events:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name not in ("url", "sitemap"):
            continue
        row: dict[str, str] = {}
        for part in element.iter():
            if part.text and isinstance(part.tag, str):
                space, local = etree.QName(part).namespace or "", etree.QName(part).localname
                # Pictures and videos in the entry have titles and addresses of their own.
                if "image" not in space and "video" not in space:
                    row.setdefault(local, part.text.strip()[:_LONGEST_VALUE])
        yield name, row
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _candidate(row: dict[str, str], base: str) -> Candidate | None:
    try:
        address = urljoin(base, row.get("loc", ""))
        path = urlsplit(address).path
    except ValueError:
        return None
    if not row.get("loc") or not address.startswith(("http://", "https://")):
        return None
    slug = re.sub(r"[-_/.+]+", " ", unquote(path)).strip()
    lang = row.get("language", "")[:2].lower() or None
    title = " ".join(row.get("title", "").split()) or slug
    return Candidate(address, title, machine_date(row.get("publication_date")), None, lang, row.get("name") or None)
