"""The last step of a run: what was judged is counted, what changed since the last run is told, the run is done."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from core.store.queries import claims as claim_queries
from core.store.queries import flags, judgements, reports, verifications
from core.store.tables import VerificationRow
from workers import schedule
from workers.outbox import Unit
from workers.pipeline.changes import flagged, in_sum
from workers.pipeline.ending import end_run
from workers.pipeline.judging import Judged


def reports_of(work: Unit, run: VerificationRow) -> list[str]:
    """The ids of the run's own report and of those that were found for it."""
    found = [row.report_id for row in verifications.candidates_of(work.session, run.id or 0) if row.report_id]
    mine = [run.report_id] if run.report_id else []
    return list(dict.fromkeys(mine + found))


def conclude(work: Unit, run: VerificationRow, judged: Sequence[Judged | None]) -> None:
    """Ends a run with its counts and with what is new."""
    held = [one for one in judged if one is not None]
    run.findings = sum(one.findings for one in held)
    run.flags = sum(one.raised.standing for one in held)
    run.changes = [*run.changes, *_moves(work.session, run, held), *_changes(work.session, held)]
    end_run(work, run, "done")
    _await_forecasts(work, run)


def _await_forecasts(work: Unit, run: VerificationRow) -> None:
    rows = claim_queries.claims_of_revision(work.session, run.revision_id or "")
    schedule.await_forecasts(work, run, [(row.id, row.due) for row in rows if row.due])


def _moves(session: Session, run: VerificationRow, judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """How tallies changed since the article was verified last, also by other articles; else what this run changed."""
    since = verifications.done_before(session, run)
    if since is None:
        return [change for one in judged for change in one.tally]
    return in_sum(judgements.moves_since(session, [one.occurrence_id for one in judged], since))


def _changes(session: Session, judged: Sequence[Judged]) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    ids = [flag for one in judged for flag in (*one.raised.opened, *one.raised.reopened, *one.raised.withdrawn)]
    rows = {row.id: row for row in flags.flags_by_id(session, ids)}
    for one in judged:
        for kind, found in (
            ("flag_opened", one.raised.opened),
            ("flag_reopened", one.raised.reopened),
            ("flag_withdrawn", one.raised.withdrawn),
        ):
            changes += [flagged(kind, one.occurrence_id, rows[flag]) for flag in found if flag in rows]
    return changes


def date_of(session: Session, run: VerificationRow) -> str | None:
    """The day that the run's article gives for itself."""
    found = reports.reports_by_id(session, [run.report_id] if run.report_id else [])
    return next((row.date for row in found.values()), None)
