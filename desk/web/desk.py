"""What the pages need of the rest of Tawatur, named as a person at a desk would."""

from dataclasses import dataclass
from typing import Protocol

from desk.web.views import (
    ArticleView,
    Discrepancy,
    FlagFilter,
    FlagPage,
    OccurrenceRow,
    OccurrenceView,
    ScheduleRow,
    SourceRow,
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


@dataclass(frozen=True, slots=True)
class Counts:
    """What the navigation shows: open flags, and verifications on their way."""

    flags: int
    moving: int


class Desk(Protocol):
    """Reads and acts. Ids are the strings that the pages printed; an unknown id reads as None, and acts refuse it."""

    def ready(self) -> tuple[tuple[str, str | None], ...]:
        """Each part with what is wrong with it, None where nothing is."""
        ...

    def counts(self) -> Counts: ...

    def verifications(self) -> tuple[VerificationRow, ...]:
        """The latest, newest first."""
        ...

    def queue(self, urls: tuple[str, ...], pasted: Pasted | None, who: str) -> int:
        """Queues articles; how many are new in the queue."""
        ...

    def retry(self, verification_id: str, who: str) -> None: ...

    def cancel(self, verification_id: str, who: str) -> None: ...

    def flags(self, chosen: FlagFilter) -> FlagPage: ...

    def discrepancy(self, flag_id: str, chosen: FlagFilter) -> Discrepancy | None:
        """The flag with its neighbours in the filtered inbox."""
        ...

    def decide(self, flag_id: str, decision: str, dimension: str | None, note: str, who: str) -> None: ...

    def undo(self, flag_id: str, who: str) -> None:
        """Takes the ruling in force back. Refused where there is none."""
        ...

    def article(self, article_id: str) -> ArticleView | None: ...

    def recheck(self, article_id: str, who: str) -> None: ...

    def occurrences(self) -> tuple[OccurrenceRow, ...]: ...

    def occurrence(self, occurrence_id: str, codebook: str | None) -> OccurrenceView | None: ...

    def schedules(self) -> tuple[ScheduleRow, ...]: ...

    def add_schedule(self, subject: str, rule: str, spec: str, who: str) -> None:
        """`rule` is every (spec: hours), adaptive or cron (spec: five fields). Refused where it can't be read."""
        ...

    def pause_schedule(self, schedule_id: str) -> None: ...

    def resume_schedule(self, schedule_id: str) -> None: ...

    def run_schedule(self, schedule_id: str, who: str) -> None: ...

    def sources(self) -> tuple[SourceRow, ...]: ...
