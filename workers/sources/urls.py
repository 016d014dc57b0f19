"""A list of URLs: given by hand, or in a text file, one a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workers.fetch import Fetches
from workers.sources.source import Candidate, Harvest, Problem, Query

_LONGEST_LINE = 4_000


@dataclass(frozen=True, slots=True)
class UrlListSource:
    """Pages to fetch, by their addresses. Their titles and dates are unknown until then, so no query leaves one out."""

    addresses: tuple[str, ...] = ()
    path: Path | None = None

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """Each address once, in order, up to the query's limit."""
        problems: list[Problem] = []
        found: dict[str, Candidate] = {}
        try:
            for where, address in self._lines():
                if not _is_web_address(address):
                    problems.append(Problem(where, "not a web address; one http:// or https:// address a line"))
                elif address not in found and len(found) < query.limit:
                    found[address] = Candidate(url=address, title="")
        except OSError as error:
            problems.append(Problem(str(self.path), f"the file can't be read ({error.strerror or error})"))
        return Harvest(tuple(found.values()), tuple(problems))

    def _lines(self) -> Iterator[tuple[str, str]]:
        """Where each address stands, and the address; empty lines and `#` comments are passed over."""
        yield from ((address[:80], address.strip()) for address in self.addresses)
        if self.path is None:
            return
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                address = line.decode("utf-8-sig", "replace").strip()
                if address and not address.startswith("#"):
                    yield f"{self.path.name} line {number}", address


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= _LONGEST_LINE
