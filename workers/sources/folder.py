"""A folder of reports: text files, saved web pages, JSON."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workers.fetch import Fetches
from workers.page import Page, PageStatus, decode, read_page
from workers.sources.jsonl import JsonlSource
from workers.sources.record import NotAReport, from_json
from workers.sources.selection import Selection
from workers.sources.source import Candidate, Harvest, Problem, Query

_LARGEST = 20_000_000
_MOST_FILES = 100_000


@dataclass(frozen=True, slots=True)
class FolderSource:
    """Reports from the `.txt`, `.html`, `.json` and `.jsonl` files of a folder and the folders in it, by name.

    A text file is a headline, a line feed and a body. Files that can't be read are problems; the rest goes on.
    """

    path: Path

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """The reports that the query asks for, in the order of their paths."""
        if not self.path.is_dir():
            return Harvest(problems=(Problem(str(self.path), "there is no such folder; check the path"),))
        problems: list[Problem] = []
        return Harvest(Selection(query).of(self._read(problems, query, fetcher)), tuple(problems))

    def _read(self, problems: list[Problem], query: Query, fetcher: Fetches) -> Iterator[Candidate]:
        files = sorted(path for path in self.path.rglob("*") if path.suffix.lower() in (*_READERS, ".jsonl"))
        if len(files) > _MOST_FILES:
            problems.append(Problem(str(self.path), f"only the first {_MOST_FILES} files were read"))
        for path in files[:_MOST_FILES]:
            if path.suffix.lower() == ".jsonl":
                harvest = JsonlSource(path).candidates(Query(limit=query.limit), fetcher)
                problems += harvest.problems
                yield from harvest
                continue
            name = path.relative_to(self.path).as_posix()
            try:
                yield _READERS[path.suffix.lower()](_bytes(path), name)
            except OSError as error:
                problems.append(Problem(name, f"the file can't be read ({error.strerror or error})"))
            except NotAReport as error:
                problems.append(Problem(name, str(error)))


def _bytes(path: Path) -> bytes:
    if not path.is_file():  # a pipe or a device would be read for ever
        raise NotAReport("not a plain file")
    if path.stat().st_size > _LARGEST:
        raise NotAReport(f"larger than {_LARGEST // 1_000_000} MB; split it into one file a report")
    return path.read_bytes()


def _text_file(body: bytes, name: str) -> Candidate:
    if b"\x00" in body[:8192] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAReport("a binary file, not text")
    text = decode(body)[0].replace("\r\n", "\n").strip()
    if not text:
        raise NotAReport("an empty file")
    return Candidate(url=None, title=text.partition("\n")[0].strip(), document=text, id=name)


def _html_file(body: bytes, name: str) -> Candidate:
    page: Page = read_page(body, "")
    if page.status not in (PageStatus.ARTICLE, PageStatus.LIVE_BLOG):
        raise NotAReport(f"a page without an article in it ({page.status.value})")
    return Candidate(
        page.canonical_url, page.headline, page.published, page.document, page.lang, page.publisher, page.credit, name
    )


def _json_file(body: bytes, name: str) -> Candidate:
    return from_json(decode(body)[0], name)


_READERS: dict[str, Callable[[bytes, str], Candidate]] = {
    ".txt": _text_file,
    ".html": _html_file,
    ".htm": _html_file,
    ".json": _json_file,
}
