"""Where coverage comes from, and whether it still comes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of coverage: `kind` is folder, jsonl, feed or urls; `health` ok, failing, never or off."""

    id: str
    name: str
    kind: str
    location: str
    health: str = "never"
    reports: int = 0
    last_ok: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    failures: int = 0
