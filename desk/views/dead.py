"""Work that gave up, for a person to try again or to close."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DeadRow:
    """One dead letter: which step, of which article, after how many tries, and the words of the last failure."""

    id: str
    task: str
    what: str
    attempts: int
    reason: str
    died_at: datetime
    verification_id: str | None = None
    error: str = "unknown"
