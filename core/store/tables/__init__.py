"""The tables, one file per noun's family."""

from core.store.tables.base import Table, core
from core.store.tables.claims import ClaimRow, DueForecastRow, OccurrenceReportRow, OccurrenceRow
from core.store.tables.judgements import (
    DecisionRow,
    FigureClaimRow,
    FigureRow,
    FindingRow,
    FlagRow,
    RelationRow,
    TallyRow,
)
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
    "AttemptRow",
    "CandidateRow",
    "ClaimRow",
    "DeadLetterRow",
    "DecisionRow",
    "DueForecastRow",
    "FigureClaimRow",
    "FigureRow",
    "FindingRow",
    "FlagRow",
    "JobRow",
    "OccurrenceReportRow",
    "OccurrenceRow",
    "PageRow",
    "RelationRow",
    "ReportRow",
    "RevisionRow",
    "ScheduleRow",
    "ScheduleRunRow",
    "SourceRow",
    "Table",
    "TallyRow",
    "VerificationRow",
    "VisitRow",
    "core",
]
