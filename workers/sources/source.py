"""Where related reports come from: one small interface for every kind of source."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from workers.fetch import Fetches


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. No terms: everything. One term found is enough: ranking is the search's work, not a source's.

    `since` and `until` are ISO dates, both included; a candidate without a date passes. What searches for itself is
    asked by `phrases`, a few words for each language (ISO code, words), or by `names`: each name of what the claims
    are about in every language, the chief ones first.
    """

    terms: tuple[str, ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int = 10_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may be related: a URL still to be fetched, or a `document` (headline, line feed, body) at hand."""

    url: str | None
    title: str
    published: str | None = None
    document: str | None = None
    lang: str | None = None
    publisher: str | None = None
    credit: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a source could not read: where (file, "line 12", URL), and what to do about it in plain words."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a source gave. Iterating gives the candidates; `problems` say what was left out.

    `etag`, `last_modified` and `retry_after` (seconds) are a feed's, to be handed back at the next visit.
    """

    candidates: tuple[Candidate, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.candidates)

    def __len__(self) -> int:
        return len(self.candidates)


class Source(Protocol):
    """A place that can be asked for related reports."""

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """What this source has for `query`. Nothing is raised for what the source holds or the network does."""
        ...
