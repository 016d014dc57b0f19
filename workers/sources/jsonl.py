"""A file of reports, one JSON object a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workers.fetch import Fetches
from workers.sources.record import NotAReport, from_json
from workers.sources.selection import Selection
from workers.sources.source import Candidate, Harvest, Problem, Query


@dataclass(frozen=True, slots=True)
class JsonlSource:
    """Reports from a JSONL file. A malformed line is a problem with its number; the rest goes on."""

    path: Path

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """The reports that the query asks for, in the order of the file."""
        problems: list[Problem] = []
        try:
            found = Selection(query).of(self._read(problems))
        except OSError as error:
            reason = f"the file can't be read ({error.strerror or error}); check the path"
            return Harvest(problems=(Problem(str(self.path), reason),))
        return Harvest(found, tuple(problems))

    def _read(self, problems: list[Problem]) -> Iterator[Candidate]:
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                where = f"{self.path.name} line {number}"
                try:
                    yield from_json(line.decode("utf-8-sig"), f"{self.path.name}:{number}")
                except UnicodeDecodeError:
                    problems.append(Problem(where, "not UTF-8 text; save the file as UTF-8"))
                except NotAReport as error:
                    problems.append(Problem(where, str(error)))
