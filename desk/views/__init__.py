"""What the pages show, as frozen values in no language: templates put them into the reader's words."""

from desk.views.article import ArticleView, ClaimRow, FindingView, Inconsistency
from desk.views.correction import Corrected, CorrectionView
from desk.views.dead import DeadRow
from desk.views.discrepancy import DecisionRow, DimensionRow, Discrepancy, OriginView, Passing, SecondAsked, Side
from desk.views.figure import Figure, Name
from desk.views.flag import LIST, FlagFilter, FlagNews, FlagPage, FlagRow
from desk.views.occurrence import Cell, MatrixRow, OccurrenceRow, OccurrenceView, ReportRow, TallyRow
from desk.views.passage import Mark, Segment, excerpt, marked, paragraphs
from desk.views.revision import Revisions, Wording
from desk.views.schedule import ScheduleRow, ScheduleRun, ScheduleView
from desk.views.source import HostErrors, SourceRow, SourceTrial
from desk.views.verification import ENDED, STAGES, VerificationRow

__all__ = [
    "ENDED",
    "LIST",
    "STAGES",
    "ArticleView",
    "Cell",
    "ClaimRow",
    "Corrected",
    "CorrectionView",
    "DeadRow",
    "DecisionRow",
    "DimensionRow",
    "Discrepancy",
    "Figure",
    "FindingView",
    "FlagFilter",
    "FlagNews",
    "FlagPage",
    "FlagRow",
    "HostErrors",
    "Inconsistency",
    "Mark",
    "MatrixRow",
    "Name",
    "OccurrenceRow",
    "OccurrenceView",
    "OriginView",
    "Passing",
    "ReportRow",
    "Revisions",
    "ScheduleRow",
    "ScheduleRun",
    "ScheduleView",
    "SecondAsked",
    "Segment",
    "Side",
    "SourceRow",
    "SourceTrial",
    "TallyRow",
    "VerificationRow",
    "Wording",
    "excerpt",
    "marked",
    "paragraphs",
]
