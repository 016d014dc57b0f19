"""What the pages show, as frozen values in no language: templates put them into the reader's words."""

from desk.views.article import ArticleView, ClaimRow, FindingView, Inconsistency
from desk.views.correction import Corrected, CorrectionView
from desk.views.discrepancy import DecisionRow, DimensionRow, Discrepancy, OriginView, Side
from desk.views.figure import Figure, Name
from desk.views.flag import FlagFilter, FlagNews, FlagPage, FlagRow
from desk.views.occurrence import Cell, MatrixRow, OccurrenceRow, OccurrenceView, ReportRow, TallyRow
from desk.views.passage import Mark, Segment, excerpt, marked, paragraphs
from desk.views.schedule import ScheduleRow
from desk.views.source import SourceRow
from desk.views.verification import ENDED, STAGES, VerificationRow

__all__ = [
    "ENDED",
    "STAGES",
    "ArticleView",
    "Cell",
    "ClaimRow",
    "Corrected",
    "CorrectionView",
    "DecisionRow",
    "DimensionRow",
    "Discrepancy",
    "Figure",
    "FindingView",
    "FlagFilter",
    "FlagNews",
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
