"""Where coverage comes from, and whether it still comes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of coverage: `kind` is folder, jsonl, feed or urls; `problem` the words of the last failure."""

    id: str
    name: str
    kind: str
    location: str
    asked_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    paused: bool = False

    @property
    def health(self) -> str:
        """off, failing, never or ok."""
        if self.paused:
            return "off"
        if self.failures or self.problem:
            return "failing"
        return "ok" if self.asked_at else "never"


@dataclass(frozen=True, slots=True)
class HostErrors:
    """The pages of one host that could not be fetched: how many, how often in a row at most, and the last reason."""

    host: str
    pages: int
    failures: int
    reason: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class SourceTrial:
    """What asking a source once brought: how many reports, a few of their titles, and what was wrong."""

    name: str
    found: int = 0
    titles: tuple[str, ...] = ()
    problem: str | None = None
