"""Asking a source once, for a person who sets it up."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.language.identify import identify
from core.settings import Settings
from workers.fetch import Fetcher
from workers.pipeline.fetching import policy_of
from workers.sources import SEARCHING, Candidate, Problem, Query, UnknownSource, Visit, open_source

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it."""

    kind: str
    location: str
    found: tuple[Candidate, ...]
    problems: tuple[Problem, ...]

    @property
    def status(self) -> str:
        """ok, partly (something was left out), empty, or failed."""
        if self.problems:
            return "partly" if self.found else "failed"
        return "ok" if self.found else "empty"

    def lines(self) -> Iterator[str]:
        """As text for a person."""
        yield f"{self.kind}  {self.location}"
        yield f"status: {self.status}; {len(self.found)} reports found"
        for candidate in self.found[:_SHOWN]:
            yield f"  {(candidate.published or 'no date')[:10]}  {candidate.title[:100] or candidate.url}"
        yield from (f"problem: {problem.where}: {problem.reason}" for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """The same for a program."""
        first = [{"url": c.url, "title": c.title, "published": c.published} for c in self.found[:_SHOWN]]
        problems = [{"where": p.where, "reason": p.reason} for p in self.problems]
        about = {"kind": self.kind, "location": self.location, "status": self.status, "found": len(self.found)}
        return about | {"first": first, "problems": problems}


def try_source(settings: Settings, kind: str, location: str, words: str | None) -> Tried:
    """Asks a source for everything, or for `words`. Raises UnknownSource where it can't be asked at all."""
    if kind in SEARCHING and not words:
        raise UnknownSource(f"a {kind} source searches: say for what with --query WORDS")
    query = Query()
    if words:
        terms = tuple(words.split())
        query = Query(terms, ((identify(words) or "en", words),), tuple((term,) for term in terms))
    fetcher = Fetcher(policy_of(settings))
    try:
        harvest = open_source(kind, location, Visit(key=settings.factcheck_key)).candidates(query, fetcher)
    finally:
        fetcher.close()
    return Tried(kind, location, harvest.candidates, harvest.problems)
