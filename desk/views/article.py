"""One article with its findings: the text with every number marked, its claims, its inner contradictions."""

from dataclasses import dataclass
from datetime import datetime

from desk.views.correction import CorrectionView
from desk.views.figure import Figure, Name
from desk.views.passage import Segment
from desk.views.schedule import ScheduleRow


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding on one claim, with its reason as sentences keyed by language."""

    finding: str
    because: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a line of the table. `findings` holds the headline first; `rules` says which rule set each field."""

    n: int
    figure: Figure
    measure: str
    text: str
    group: Name | None = None
    place: Name | None = None
    actor: Name | None = None
    window: str = "occurrence"
    window_text: str | None = None
    as_of: str | None = None
    due: str | None = None
    stance: str = "asserted"
    attribution: tuple[Name, ...] = ()
    part_of: int | None = None
    in_headline: bool = False
    findings: tuple[FindingView, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    flag_id: str | None = None

    @property
    def headline(self) -> str | None:
        """The finding that the number wears, None where it wasn't judged."""
        return self.findings[0].finding if self.findings else None


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A contradiction inside the report: which check found it, in which claims, and the sentence that says it."""

    check: str
    claims: tuple[int, ...]
    because: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """`title` is the headline and `paragraphs` the body, both with their marks."""

    id: str
    title: tuple[Segment, ...]
    paragraphs: tuple[tuple[Segment, ...], ...]
    lang: str
    claims: tuple[ClaimRow, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    url: str | None = None
    publisher: str | None = None
    credit: str | None = None
    published: str | None = None
    read_at: datetime | None = None
    occurrence_id: str | None = None
    revision: int = 1
    corrections: tuple[CorrectionView, ...] = ()
    revisions: int = 1
    schedules: tuple[ScheduleRow, ...] = ()

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many numbers wear each finding, in the order in which they first stand in the text."""
        seen: dict[str, int] = {}
        for claim in self.claims:
            if claim.headline:
                seen[claim.headline] = seen.get(claim.headline, 0) + 1
        return tuple(seen.items())
