"""Asks the archive which reports may be about the same happening as those that a run has read."""

import logging
from collections.abc import Sequence

from core.store import reading
from core.store.queries import reports
from workers.archive import ArchiveBroken, ArchiveQuery, Entry
from workers.archive.catching_up import as_entry
from workers.runtime import Runtime

DAYS = 45
"""How far apart two reports of one happening may lie."""
MOST, LEAST = 200, 20
"""Candidates for one report: fewer for each where a run has read many, whose candidates are much the same."""
IN_ALL = 600
log = logging.getLogger(__name__)


def retrieve(runtime: Runtime, runs: Sequence[Sequence[str]]) -> list[list[str] | None]:
    """For each run, given by the ids of the reports that it brings, the ids of the archive's candidates for them, the
    likeliest first; None where the archive can't be asked."""
    entries = _entries(runtime, [report for fresh in runs for report in fresh])
    return [_of_run(runtime, [entries[report] for report in fresh if report in entries]) for fresh in runs]


def _of_run(runtime: Runtime, entries: Sequence[Entry]) -> list[str] | None:
    limit = max(LEAST, min(MOST, IN_ALL // max(1, len(entries))))
    try:
        answers = [
            [hit.report_id for hit in runtime.archive.candidates(ArchiveQuery(like=entry, days=DAYS), limit)]
            for entry in entries
        ]
    except ArchiveBroken as error:
        log.warning("%s Until then reports are found by their claims' groups and places alone.", error)
        return None
    by_rank = (answer[rank] for rank in range(limit) for answer in answers if rank < len(answer))
    return list(dict.fromkeys(by_rank))[:IN_ALL]


def _entries(runtime: Runtime, fresh: Sequence[str]) -> dict[str, Entry]:
    with reading(runtime.engine) as session:
        newest = reports.newest_revisions(session, fresh)
    told = {report: as_entry(reports.as_report(row)) for report, row in newest.items()}
    return {report: entry for report, entry in told.items() if entry is not None}
