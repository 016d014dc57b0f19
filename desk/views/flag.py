"""The inbox: flags as rows, and the filter that an address carries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from desk.views.discrepancy import DecisionRow
from desk.views.figure import Figure, Name

PAGE, LIST = 50, 100
"""Flags and runs on a page, and lines of the plainer lists."""
STATES = ("open", "decided", "all")


def _state(name: str) -> str:
    return name if name in STATES else "open"


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
    second: bool = False

    @property
    def query(self) -> str:
        """The filter as the query of an address, without what is at its default; the page is left out."""
        pairs = [("kind", self.kind), ("lang_of", self.lang), ("q", self.q)]
        pairs += [(name, getattr(self, name)) for name in ("occurrence", "outlet", "measure", "assignee")]
        pairs.append(("days", str(self.days) if self.days else ""))
        pairs.append(("second", "1" if self.second else ""))
        if self.state != "open":
            pairs.append(("state", self.state))
        return urlencode([(key, value) for key, value in pairs if value])

    @classmethod
    def of(cls, query: str) -> "FlagFilter":
        """The filter of a query that this class wrote."""
        given = dict(parse_qsl(query))
        days = given.get("days", "")
        return cls(
            given.get("kind", ""), given.get("lang_of", ""), given.get("q", ""), _state(given.get("state", "")), 1,
            given.get("occurrence", ""), given.get("outlet", ""), given.get("measure", ""), given.get("assignee", ""),
            int(days) if days.isdecimal() and len(days) < 5 else 0, bool(given.get("second")),
        )  # fmt: skip

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
    second: str | None = None
    ruling: DecisionRow | None = None


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
    and `outlets` the outlets that can be chosen; `seconds` the flags for which a second reviewer is asked."""

    rows: tuple[FlagRow, ...]
    total: int
    filter: FlagFilter
    kinds: tuple[tuple[str, int], ...] = ()
    langs: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    occurrence_title: str | None = None
    seconds: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // PAGE))
