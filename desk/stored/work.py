"""The queue out of the store: runs with their progress and the words of what went wrong."""

import re

from sqlmodel import Session

from core.store.queries import inbox, reports, verifications
from core.store.queries.inbox import Progress
from core.store.tables import ReportRow
from core.store.tables import VerificationRow as Run
from desk.views import ENDED, STAGES, VerificationRow

SHOWN = 50

_CODES = (
    ("blocked", r"not fetched:|not a public|private"),
    ("forbidden", r"robots\.txt|robots"),
    ("too_large", r"too (large|big|long)|more than .* bytes"),
    ("no_article", r"no article"),
    ("not_found", r"\b(404|410)\b|not there|gone"),
    ("server", r"\b5\d\d\b|broke off|broken way"),
    (
        "unreachable",
        r"didn't answer|no answer|refused|unknown|timed? ?out|cut off|certificate|too slowly|never answered",
    ),
    ("unknown_language", r"language"),
)


def error_code(words: str) -> str:
    """The locale's code for the words of a failure; "unknown" where none fits."""
    folded = words.casefold()
    return next((code for code, pattern in _CODES if re.search(pattern, folded)), "unknown")


def verification_rows(session: Session, before: int | None = None) -> tuple[VerificationRow, ...]:
    """The latest runs, newest first, in a fixed number of queries."""
    runs = verifications.recent_verifications(session, limit=SHOWN, before=before)
    progress = inbox.progress(session, [run.id for run in runs if run.id is not None])
    known = reports.reports_by_id(session, sorted({run.report_id for run in runs if run.report_id}))
    return tuple(_row(run, progress[run.id or 0], known.get(run.report_id or "")) for run in runs)


def moving(session: Session) -> int:
    """How many runs are on their way."""
    counts = verifications.stage_counts(session)
    return sum(count for stage, count in counts.items() if stage in STAGES and stage != "done")


def _row(run: Run, progress: Progress, report: ReportRow | None) -> VerificationRow:
    ended = run.stage in ENDED
    detail = (run.reason if ended else progress.error) if run.stage != "done" else None
    if run.stage == "cancelled":
        detail = None
    return VerificationRow(
        id=str(run.id),
        what=_title(run, report),
        stage=run.stage,
        reached=_reached(run),
        added_at=run.created_at,
        article_id=run.report_id,
        lang=report.lang if report is not None else None,
        claims=run.claims,
        flags=run.flags,
        candidates=run.candidates,
        fetched=run.fetched + run.unreached,
        attempts=progress.attempts if run.stage != "done" else 0,
        error=error_code(detail) if detail else None,
        detail=detail,
        next_try=progress.next_try,
        retries=ended or bool(progress.dead),
    )


def _title(run: Run, report: ReportRow | None) -> str:
    return report.title if report is not None and report.title else title_of(run)


def title_of(run: Run) -> str:
    """What a run is about, as it was queued: the headline of its text, else its address."""
    article = run.article
    document = article.get("document")
    first = str(document).strip().partition("\n")[0][:200] if document else ""
    return first or str(article.get("url") or run.key)


def _reached(run: Run) -> str:
    """The last stage that the run began."""
    return next((stage for stage in reversed(STAGES) if stage in run.times), "queued")
