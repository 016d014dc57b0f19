"""When something is checked again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One schedule: what it re-checks, its rhythm (`kind` every, adaptive or cron; `spec` hours or five cron fields),
    and how its last run went (`last_result` ok, changed, failed or None where it never ran)."""

    id: str
    title: str
    kind: str
    spec: str
    paused: bool = False
    next_run: datetime | None = None
    last_run: datetime | None = None
    last_result: str | None = None
    last_error: str | None = None
    href: str | None = None
