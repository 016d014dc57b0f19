"""One flag in full: two figures, why they differ, who stands on each side, what was ruled."""

from dataclasses import dataclass
from datetime import datetime

from desk.charts import TollPoint
from desk.views.figure import Figure, Name
from desk.views.passage import Segment


@dataclass(frozen=True, slots=True)
class Passing:
    """One outlet that carries a figure, and whom it names between the origin and itself, the nearest to the origin
    first."""

    outlet: str
    through: tuple[Name, ...] = ()
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class OriginView:
    """Who first gave a figure (None: unknown), and the outlets that carry it from there, first to last; `passed` has
    one entry an outlet, and `more` outlets aren't named."""

    name: Name | None
    outlets: tuple[str, ...] = ()
    passed: tuple[Passing, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims: its figure, its words in the report, and the origins that stand behind it."""

    figure: Figure
    article_id: str | None
    publisher: str | None
    published: str | None
    lang: str
    passage: tuple[Segment, ...] = ()
    title: str | None = None
    url: str | None = None
    chain: tuple[Name, ...] = ()
    origins: tuple[OriginView, ...] = ()
    stance: str = "asserted"
    reports: int = 1


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """How the two sides stand in one dimension: `verdict` is same, differs or unknown (one side doesn't say)."""

    dimension: str
    left: str | Name | None
    right: str | Name | None
    verdict: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One ruling of one person, as it is kept for good: `undone` where it was taken back, `replaced` where a later one
    holds."""

    decision: str
    who: str
    when: datetime
    note: str | None = None
    dimension: str | None = None
    undone: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class SecondAsked:
    """Somebody asks that another reviewer looks at the flag too."""

    who: str
    when: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Everything the page of one flag shows.

    `because` is a sentence, keyed by language; `slip` a code of the locale's [slip] table, `slip_side` (left, right)
    who probably made it. `right` is None where the flag is about one figure (cited, not found). `turned`: the relation
    is what the right does to the left.
    """

    id: str
    kind: str
    relation: str | None
    measure: str
    left: Side
    right: Side | None
    group: Name | None = None
    place: Name | None = None
    day: str | None = None
    because: tuple[tuple[str, str], ...] = ()
    slip: str | None = None
    slip_side: str | None = None
    dimensions: tuple[DimensionRow, ...] = ()
    toll: tuple[TollPoint, ...] = ()
    history: tuple[DecisionRow, ...] = ()
    state: str = "open"
    news_figures: int = 0
    news_origins: tuple[str, ...] = ()
    occurrence_id: str | None = None
    position: int = 1
    total: int = 1
    previous_id: str | None = None
    next_id: str | None = None
    turned: bool = False
    second: SecondAsked | None = None
    assignee: str | None = None
    days: tuple[str, ...] = ()
    known_at: str | None = None

    @property
    def decision(self) -> DecisionRow | None:
        """The ruling that holds now."""
        return next((row for row in self.history if not row.undone and not row.replaced), None)
