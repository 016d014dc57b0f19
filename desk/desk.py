"""What the pages need of the rest of Tawatur, named as a person at a desk would."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from desk.views import (
    ArticleView,
    Corrected,
    DeadRow,
    Discrepancy,
    FlagFilter,
    FlagNews,
    FlagPage,
    HostErrors,
    OccurrenceRow,
    OccurrenceView,
    ReportRow,
    Revisions,
    ScheduleRow,
    ScheduleView,
    SourceRow,
    SourceTrial,
    VerificationRow,
)

DECISIONS = (
    "a_right",
    "b_right",
    "both_right",
    "not_same_occurrence",
    "outdated",
    "source_error",
    "cannot_tell",
    "follow_up",
)
"""The rulings of semantics §6, in the order of their keys 1 to 8."""

DIMENSIONS = ("occurrence", "measure", "group", "place", "window", "unit", "stance")
"""In what two figures can differ."""


class Refused(Exception):
    """What was asked can't be done; the message is one sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The text of one article, its headline first, as a person pasted it."""

    text: str
    lang: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the navigation shows: open flags, and verifications on their way."""

    flags: int
    moving: int


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """An inbox filter with a name; `query` is that of the inbox's address, `count` how many flags
    it holds now (1,000 stands for more than 999)."""

    id: str
    name: str
    query: str
    count: int = 0


class Desk(Protocol):
    """Reads and acts. Ids are the strings that the pages printed; an unknown id reads as None, and acts refuse it."""

    def ready(self) -> tuple[tuple[str, str | None], ...]:
        """Each part with what is wrong with it, None where nothing is."""
        ...

    def counts(self) -> Counts: ...

    def total(self, name: str) -> int:
        """How many "verifications", "occurrences", "schedules" or "dead" letters there are, on all pages of them."""
        ...

    def verifications(self, before: int | None = None) -> tuple[VerificationRow, ...]:
        """The latest fifty, newest first; `before` is the number from which to page on."""
        ...

    def queue(self, urls: tuple[str, ...], texts: tuple[Pasted, ...], who: str) -> int:
        """Queues articles; how many are new in the queue."""
        ...

    def retry(self, verification_id: str, who: str) -> None: ...

    def cancel(self, verification_id: str, who: str) -> None: ...

    def flags(self, chosen: FlagFilter) -> FlagPage: ...

    def newest_flags(self, chosen: FlagFilter) -> tuple[FlagNews, ...]:
        """The fifty flags of a filter that changed last."""
        ...

    def gauges(self) -> bytes:
        """What waits and what stands open, in Prometheus' text format."""
        ...

    def discrepancy(self, flag_id: str, chosen: FlagFilter, known_at: str | None = None) -> Discrepancy | None:
        """The flag with its neighbours in the filtered inbox; `known_at` an ISO day that ends its toll chart."""
        ...

    def flag_lines(self, chosen: FlagFilter) -> Iterator[dict[str, Any]]:
        """Every flag of a filter as a row of a table."""
        ...

    def ruled(self, page: int = 1) -> tuple[Discrepancy, ...]:
        """Fifty decided flags with their rulings and both claims, and nothing else of their pages."""
        ...

    def claim_lines(self, occurrence_id: str | None) -> Iterator[dict[str, Any]]:
        """The claims of an occurrence, or all, as rows of a table."""
        ...

    def decide(self, flag_id: str, decision: str, dimension: str | None, note: str, who: str) -> None: ...

    def undo(self, flag_id: str, who: str) -> None:
        """Takes the ruling in force back. Refused where there is none."""
        ...

    def decide_many(self, flag_ids: tuple[str, ...], decision: str, note: str, who: str) -> None:
        """The same ruling on each flag, all or none."""
        ...

    def undo_many(self, flag_ids: tuple[str, ...], who: str) -> None:
        """Takes the ruling on each back, all or none."""
        ...

    def assign(self, flag_ids: tuple[str, ...], assignee: str | None, who: str) -> None:
        """Hands flags to a person, or to nobody."""
        ...

    def ask_second(self, flag_id: str, note: str, who: str) -> None:
        """Asks that another reviewer looks at a flag too; a ruling of another one settles it."""
        ...

    def settle_second(self, flag_id: str, who: str) -> None:
        """Takes the request for a second reviewer down."""
        ...

    def saved_filters(self, who: str) -> tuple[SavedFilter, ...]: ...

    def save_filter(self, name: str, query: str, who: str) -> None: ...

    def delete_filter(self, filter_id: str, who: str) -> None: ...

    def articles(self, page: int = 1) -> tuple[ReportRow, ...]:
        """Fifty articles, the last seen first."""
        ...

    def article(self, article_id: str) -> ArticleView | None: ...

    def revisions(self, article_id: str, before: int | None = None, after: int | None = None) -> Revisions | None:
        """Every wording of an article, and how two of them differ: the last two where none are named."""
        ...

    def correct(self, article_id: str, n: int | None, given: Corrected | None, who: str) -> None:
        """Corrects number `n` of an article, strikes it (nothing given), or adds a missed one (no `n`)."""
        ...

    def take_back(self, article_id: str, correction_id: str, who: str) -> None:
        """Takes a correction back; it stays in the history."""
        ...

    def gold_lines(self) -> Iterator[dict[str, Any]]:
        """Every corrected article with its claims as people say they should be."""
        ...

    def recheck(self, article_id: str, who: str) -> None: ...

    def occurrences(self, page: int = 1) -> tuple[OccurrenceRow, ...]:
        """A hundred occurrences, the latest first."""
        ...

    def occurrence(
        self, occurrence_id: str, codebook: str | None, known_at: str | None = None
    ) -> OccurrenceView | None:
        """Its tally under a codebook (None: the one in force), and what was known at the end of an ISO day."""
        ...

    def merge(self, occurrence_id: str, other: str, note: str, who: str) -> str:
        """`other` (its id or its page) is the same happening; gives the id of the occurrence that both are now."""
        ...

    def split(self, occurrence_id: str, reports: tuple[str, ...], note: str, who: str) -> str:
        """These reports are about another happening; gives the id of its occurrence."""
        ...

    def schedules(self, page: int = 1) -> tuple[ScheduleRow, ...]:
        """A hundred schedules, the next to run first."""
        ...

    def schedule(self, schedule_id: str) -> ScheduleView | None:
        """One schedule with its last runs."""
        ...

    def add_schedule(self, subject: str, rule: str, spec: str, who: str) -> None:
        """`rule` is every (spec: hours), adaptive or cron (spec: five fields). Refused where it can't be read."""
        ...

    def pause_schedule(self, schedule_id: str, who: str) -> None: ...

    def resume_schedule(self, schedule_id: str, who: str) -> None: ...

    def run_schedule(self, schedule_id: str, who: str) -> None: ...

    def sources(self) -> tuple[SourceRow, ...]: ...

    def hosts(self) -> tuple[HostErrors, ...]:
        """The hosts whose pages could not be fetched, the worst first."""
        ...

    def add_source(self, location: str, name: str, who: str) -> None:
        """Adds a feed by its address. Refused for anything that isn't one: no path of this machine is taken."""
        ...

    def pause_source(self, source_id: str, who: str) -> None: ...

    def resume_source(self, source_id: str, who: str) -> None: ...

    def try_source(self, source_id: str, who: str) -> SourceTrial:
        """Asks it once, now, and tells what it brought; none of that is kept."""
        ...

    def dead(self, before: int | None = None) -> tuple[DeadRow, ...]:
        """A hundred pieces of work that gave up and wait for a person, newest first; `before` is the number from which
        to page on."""
        ...

    def retry_dead(self, letter_id: str, who: str) -> None: ...

    def discard_dead(self, letter_id: str, who: str) -> None: ...
