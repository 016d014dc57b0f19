"""A web archive (WARC): the pages that a crawler kept."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from workers.fetch import Fetches
from workers.page import PageStatus, read_page
from workers.sources.selection import Selection
from workers.sources.source import Candidate, Harvest, Problem, Query

_LARGEST = 20_000_000
_MOST_RECORDS = 200_000
_START = 512
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class WarcSource:
    """Reports from a `.warc` or `.warc.gz` file: responses of 200 that are pages with an article in them."""

    path: Path

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """The reports that the query asks for, in the order of the archive. Damage ends the reading and is told."""
        problems: list[Problem] = []
        try:
            found = Selection(query).of(self._read(problems))
        except OSError as error:
            reason = f"the file can't be read ({error.strerror or error}); check the path"
            return Harvest(problems=(Problem(str(self.path), reason),))
        return Harvest(found, tuple(problems))

    def _read(self, problems: list[Problem]) -> Iterator[Candidate]:
        with self.path.open("rb") as archive:
            if not _is_warc(archive.peek(_START)[:_START]):
                problems.append(Problem(str(self.path), "this is no WARC file; give one as a crawler writes it"))
                return
            records = iter(ArchiveIterator(archive))
            for number in range(1, _MOST_RECORDS + 1):
                try:
                    record = next(records, None)
                    candidate = None if record is None else _page(record, f"{self.path.name}:{number}")
                except _TooLarge:
                    where = f"{self.path.name} record {number}"
                    problems.append(Problem(where, f"a page larger than {_LARGEST // 1_000_000} MB was left out"))
                    continue
                except (ArchiveLoadFailed, EOFError, ValueError, AttributeError):
                    where = f"{self.path.name} record {number}"
                    problems.append(Problem(where, "the archive is damaged from here on; copy it anew"))
                    return
                if record is None:
                    return
                if candidate is not None:
                    yield candidate
            problems.append(Problem(self.path.name, f"only the first {_MOST_RECORDS} records were read"))


def _is_warc(start: bytes) -> bool:
    """Whether a file begins as an archive does; the library itself passes over what it doesn't know."""
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(start, 5)
        except zlib.error:
            return False
    return start.startswith(b"WARC/")


class _TooLarge(Exception):
    pass


def _page(record: ArcWarcRecord, fallback_id: str) -> Candidate | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    content_type = record.http_headers.get_header("Content-Type") or ""
    if record.http_headers.get_statuscode() != "200" or content_type.partition(";")[0].strip().lower() not in _PAGES:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    body = record.content_stream().read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise _TooLarge
    page = read_page(body, url.strip("<>"), content_type)
    if page.status not in (PageStatus.ARTICLE, PageStatus.LIVE_BLOG):
        return None
    return Candidate(
        page.canonical_url or url.strip("<>") or None,
        page.headline,
        page.published,
        page.document,
        page.lang,
        page.publisher,
        page.credit,
        fallback_id,
    )
