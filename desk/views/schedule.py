"""When something is checked again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One schedule: what it re-checks, its rhythm and how its last run went.

    `rule` is every (`seconds` apart), adaptive, cron (`spec`: five fields) or once; `state` active, paused or ended;
    `last_result` an outcome of the locale's [schedules] table, None where it never ran.
    """

    id: str
    title: str
    rule: str
    spec: str = ""
    seconds: int = 0
    state: str = "active"
    next_run: datetime | None = None
    last_run: datetime | None = None
    last_result: str | None = None
    href: str | None = None

    @property
    def hours(self) -> int:
        """The rhythm in whole hours, 0 where it isn't whole hours."""
        return self.seconds // 3600 if self.seconds % 3600 == 0 else 0

    @property
    def minutes(self) -> int:
        """The rhythm in minutes, rounded up."""
        return -(-self.seconds // 60)


@dataclass(frozen=True, slots=True)
class ScheduleRun:
    """One run: when it fell due and began, how it ended, and what it found new (kind, how many of them; and in words,
    a sentence for each, keyed by language)."""

    due_at: datetime
    started_at: datetime
    finished_at: datetime | None
    result: str
    changes: tuple[tuple[str, int], ...] = ()
    told: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """One schedule with its runs, newest first."""

    schedule: ScheduleRow
    runs: tuple[ScheduleRun, ...]
    who: str = ""
    note: str = ""
