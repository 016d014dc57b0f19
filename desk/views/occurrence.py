"""What was reported about one happening, as a matrix of claims by origin."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from desk.charts import TollPoint
from desk.views.figure import Figure, Name


@dataclass(frozen=True, slots=True)
class TallyRow:
    """The lowest, best and highest figure as reported, under one codebook. None: no bound, or no best."""

    measure: str
    group: Name | None
    window: str
    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    origins: int
    place: Name | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures that one origin gave for one quantity, earliest first, each with its finding and its article."""

    figures: tuple[tuple[Figure, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One quantity (measure × group × window) and its cell for every column."""

    measure: str
    group: Name | None
    window: str
    cells: tuple[Cell, ...]
    place: Name | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report of an origin."""

    article_id: str
    title: str
    publisher: str | None
    published: str | None
    lang: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """What running totals count: all that went on in a country (None: unknown) since an ISO day; `groups` are those
    whom most of them count."""

    since: str
    country: Name | None
    groups: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """One occurrence in the list; `campaign` where it holds running totals instead of one happening."""

    id: str
    title: str
    reports: int
    origins: int
    flags: int
    place: Name | None = None
    day: str | None = None
    updated_at: datetime | None = None
    campaign: Campaign | None = None


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """`columns` are the origins in time order (None: an unknown origin); every row has one cell a column; `reports`
    lists each origin's reports, near-copies folded under it. `known_at` is the day whose knowledge is shown (None: all
    of it), `days` the days on which reports came out. `toll_of` is what the toll
    chart is about: a measure and a group."""

    id: str
    title: str
    columns: tuple[Name | None, ...]
    rows: tuple[MatrixRow, ...]
    tally: tuple[TallyRow, ...] = ()
    codebook: str = "ucdp"
    codebooks: tuple[str, ...] = ("ucdp",)
    reports: tuple[tuple[Name | None, tuple[ReportRow, ...]], ...] = ()
    toll: tuple[TollPoint, ...] = ()
    place: Name | None = None
    day: str | None = None
    flags: int = 0
    known_at: str | None = None
    days: tuple[str, ...] = ()
    campaign: Campaign | None = None
    toll_of: tuple[str, Name | None] | None = None
