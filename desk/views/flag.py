"""The inbox: flags as rows, and the filter that an address carries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from desk.views.figure import Figure, Name

PAGE = 50


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """Which flags, as the address says it; empty strings don't filter. `state` is open, decided or all;
    `days` how many days ago a flag was raised at most, 0 for any."""

    kind: str = ""
    lang: str = ""
    q: str = ""
    state: str = "open"
    page: int = 1
    occurrence: str = ""
    outlet: str = ""
    measure: str = ""
    assignee: str = ""
    days: int = 0

    @property
    def query(self) -> str:
        """The filter as the query of an address, without what is at its default; the page is left out."""
        pairs = [("kind", self.kind), ("lang_of", self.lang), ("q", self.q)]
        pairs += [(name, getattr(self, name)) for name in ("occurrence", "outlet", "measure", "assignee")]
        pairs.append(("days", str(self.days) if self.days else ""))
        if self.state != "open":
            pairs.append(("state", self.state))
        return urlencode([(key, value) for key, value in pairs if value])

    def with_kind(self, kind: str) -> "FlagFilter":
        """The same filter for another kind, from its first page."""
        return replace(self, kind=kind, page=1)

    @property
    def narrows(self) -> bool:
        """True where anything is filtered away."""
        return bool(self.query)


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag, one line: kind, what is counted, the two figures, who stands where, how old."""

    id: str
    kind: str
    measure: str
    left: Figure
    right: Figure | None
    group: Name | None = None
    place: Name | None = None
    day: str | None = None
    left_names: tuple[Name, ...] = ()
    right_names: tuple[Name, ...] = ()
    left_origins: int = 0
    right_origins: int = 0
    raised_at: datetime | None = None
    title: str | None = None
    state: str = "open"
    decision: str | None = None
    slip: str | None = None
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class FlagNews:
    """A flag as news: its state, since when, and why it stands, in each language."""

    id: str
    kind: str
    state: str
    summary: Mapping[str, str]
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FlagPage:
    """One page of the inbox. `kinds` counts the flags of each kind under the rest of the filter; `langs` the languages
    that can be chosen."""

    rows: tuple[FlagRow, ...]
    total: int
    filter: FlagFilter
    kinds: tuple[tuple[str, int], ...] = ()
    langs: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // PAGE))
