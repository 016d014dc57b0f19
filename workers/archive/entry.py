"""What goes into the archive, what is asked of it, and what it answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Protocol

Progress = Callable[[int], None]
"""Called with the number of entries done so far."""

DAYS_AROUND = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of one report that finding it needs. `date` is ISO 8601 or None; actors and places are ids of names."""

    report_id: str
    headline: str
    body: str = ""
    lang: str | None = None
    date: str | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveQuery:
    """Reports like `like`, or reports that match free `words`; of both where both are given.

    `since` and `until` (ISO dates, inclusive) close the window; without them a dated `like` opens one of `days` on
    either side of its date. Reports without a date are never shut out by a window.
    """

    like: Entry | None = None
    words: str = ""
    since: str | None = None
    until: str | None = None
    days: int = DAYS_AROUND

    def window(self) -> tuple[int, int] | None:
        """First and last day as proleptic ordinals; None where every date will do."""
        if self.since or self.until:
            return day_of(self.since) or Date.min.toordinal(), day_of(self.until) or Date.max.toordinal()
        middle = day_of(self.like.date) if self.like else None
        return None if middle is None else (middle - self.days, middle + self.days)

    def entry(self) -> Entry:
        """The report asked about; free words stand in for the headline of a report that has no id."""
        if self.like is None:
            return Entry("", self.words)
        if not self.words:
            return self.like
        like = self.like
        headline = f"{self.words}\n{like.headline}"
        return Entry(like.report_id, headline, like.body, like.lang, like.date, like.actors, like.places)


@dataclass(frozen=True, slots=True)
class Hit:
    """One candidate: a higher `score` is nearer; scores order one answer and mean nothing across answers."""

    report_id: str
    score: float
    _told: Callable[[], str] = field(repr=False, compare=False)

    @property
    def because(self) -> str:
        """Why it is near. Put into words when it is asked for: a person reads ten of two hundred, a worker none."""
        return self._told()


class ArchiveBroken(Exception):
    """The index cannot be used; the message says why and what to do in one sentence."""


class Archive(Protocol):
    """All reports ever added, from which the candidates for one report are fetched in milliseconds."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Hand over `entries`, durably: all processes find them within five seconds. A known id is replaced."""

    def candidates(self, query: ArchiveQuery, limit: int = 200) -> list[Hit]:
        """The likeliest reports on the same occurrence, best first, the report asked about left out."""

    def delete(self, ids: Sequence[str]) -> None:
        """Forget these reports; unknown ids do nothing."""

    def is_built(self) -> bool:
        """Whether the index has once been built from the database, and is still there."""

    def rebuild(self, entries: Iterable[Entry], progress: Progress | None = None) -> None:
        """Build the index anew from `entries`; readers keep the old one until the new one is whole."""

    def flush(self, timeout: float = 30.0) -> None:
        """Wait until all that this process added can be found. Raises TimeoutError after `timeout` seconds."""

    def close(self) -> None:
        """Release files, connections and the indexer's place."""


def day_of(date: str | None) -> int | None:
    """The ordinal of an ISO date or date-time; None for a missing, malformed or absurd one (not of 1900-2100)."""
    if not date:
        return None
    try:
        day = Date.fromisoformat(date[:10])
    except ValueError:
        return None
    return day.toordinal() if 1900 <= day.year <= 2100 else None
