"""The tables, one file per noun's family."""

from core.store.tables.archive import ArchiveOrderRow
from core.store.tables.base import Table, core
from core.store.tables.claims import ClaimRow, DueForecastRow, OccurrenceReportRow, OccurrenceRow
from core.store.tables.desk import (
    AnswerRow,
    ApiTokenRow,
    AssignmentRow,
    AuditRow,
    CorrectionRow,
    DeskSessionRow,
    SavedFilterRow,
    SecondLookRow,
    SignInRow,
    UserRow,
)
from core.store.tables.judgements import (
    DecisionRow,
    FigureClaimRow,
    FigureRow,
    FindingRow,
    FlagRow,
    RelationRow,
    TallyMoveRow,
    TallyRow,
)
from core.store.tables.notices import NoticeRow, NoticeRuleRow
from core.store.tables.regrouping import ApartRow, OccurrenceRulingRow
from core.store.tables.reports import PageRow, ReportRow, RevisionRow, SourceRow, VisitRow
from core.store.tables.work import (
    AttemptRow,
    CandidateRow,
    DeadLetterRow,
    JobRow,
    ScheduleRow,
    ScheduleRunRow,
    VerificationRow,
)

__all__ = [
    "AnswerRow",
    "ApartRow",
    "ApiTokenRow",
    "ArchiveOrderRow",
    "AssignmentRow",
    "AttemptRow",
    "AuditRow",
    "CandidateRow",
    "ClaimRow",
    "CorrectionRow",
    "DeadLetterRow",
    "DecisionRow",
    "DeskSessionRow",
    "DueForecastRow",
    "FigureClaimRow",
    "FigureRow",
    "FindingRow",
    "FlagRow",
    "JobRow",
    "NoticeRow",
    "NoticeRuleRow",
    "OccurrenceReportRow",
    "OccurrenceRow",
    "OccurrenceRulingRow",
    "PageRow",
    "RelationRow",
    "ReportRow",
    "RevisionRow",
    "SavedFilterRow",
    "ScheduleRow",
    "ScheduleRunRow",
    "SecondLookRow",
    "SignInRow",
    "SourceRow",
    "Table",
    "TallyMoveRow",
    "TallyRow",
    "UserRow",
    "VerificationRow",
    "VisitRow",
    "core",
]
