"""The last step of a run: what was judged is counted, what changed since the last run is told, the run is done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from core.store.queries import claims as claim_queries
from core.store.queries import flags, judgements, reports, verifications
from core.store.tables import FlagRow, VerificationRow
from workers import schedule
from workers.outbox import Unit
from workers.pipeline.changes import flagged, in_sum
from workers.pipeline.ending import end_runs
from workers.pipeline.judging import Judged


def reports_of(session: Session, runs: Sequence[VerificationRow]) -> list[list[str]]:
    """For each run the ids of its own report and of those that were found for it."""
    found = verifications.found_by(session, [run.id or 0 for run in runs])
    mine = [[run.report_id] if run.report_id else [] for run in runs]
    return [list(dict.fromkeys(own + found[run.id or 0])) for own, run in zip(mine, runs, strict=True)]


def conclude(work: Unit, ending: Sequence[tuple[VerificationRow, Sequence[Judged]]]) -> None:
    """Ends runs, each with what was judged for it: with its counts and with what is new."""
    session = work.session
    since = verifications.done_before(session, [run for run, _ in ending])
    news = _flags(session, [one for _, judged in ending for one in judged])
    due = claim_queries.forecasts(session, [run.revision_id or "" for run, _ in ending])
    for run, judged in ending:
        run.findings = sum(one.findings for one in judged)
        run.flags = sum(one.raised.standing for one in judged)
        run.changes = [*run.changes, *_moves(session, judged, since.get(run.key)), *_changes(judged, news)]
    end_runs(work, [run for run, _ in ending], "done")
    for run, _ in ending:
        if run.revision_id in due:
            schedule.await_forecasts(work, run, due[run.revision_id])


def _moves(session: Session, judged: Sequence[Judged], since: datetime | None) -> list[dict[str, Any]]:
    """How tallies changed since the article was verified last, also by other articles; else what this run changed."""
    if since is None:
        return [change for one in judged for change in one.tally]
    return in_sum(judgements.moves_since(session, [one.occurrence_id for one in judged], since))


def _flags(session: Session, judged: Sequence[Judged]) -> dict[str, FlagRow]:
    ids = {flag for one in judged for flag in (*one.raised.opened, *one.raised.reopened, *one.raised.withdrawn)}
    return {row.id: row for row in flags.flags_by_id(session, sorted(ids))}


def _changes(judged: Sequence[Judged], rows: Mapping[str, FlagRow]) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
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
