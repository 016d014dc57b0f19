"""What the pages show, as frozen values in no language: templates put them into the reader's words."""

from desk.web.views.article import ArticleView, ClaimRow, FindingView, Inconsistency
from desk.web.views.discrepancy import DecisionRow, DimensionRow, Discrepancy, OriginView, Side
from desk.web.views.figure import Figure, Name
from desk.web.views.flag import FlagFilter, FlagPage, FlagRow
from desk.web.views.occurrence import Cell, MatrixRow, OccurrenceRow, OccurrenceView, ReportRow, TallyRow
from desk.web.views.passage import Mark, Segment, excerpt, marked, paragraphs
from desk.web.views.schedule import ScheduleRow
from desk.web.views.source import SourceRow
from desk.web.views.verification import ENDED, STAGES, VerificationRow

__all__ = [
    "ENDED",
    "STAGES",
    "ArticleView",
    "Cell",
    "ClaimRow",
    "DecisionRow",
    "DimensionRow",
    "Discrepancy",
    "Figure",
    "FindingView",
    "FlagFilter",
    "FlagPage",
    "FlagRow",
    "Inconsistency",
    "Mark",
    "MatrixRow",
    "Name",
    "OccurrenceRow",
    "OccurrenceView",
    "OriginView",
    "ReportRow",
    "ScheduleRow",
    "Segment",
    "Side",
    "SourceRow",
    "TallyRow",
    "VerificationRow",
    "excerpt",
    "marked",
    "paragraphs",
]
