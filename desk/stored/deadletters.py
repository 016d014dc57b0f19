"""Dead letters out of the store."""

from sqlmodel import Session

from core.store.queries import jobs, verifications
from desk.stored.work import error_code, title_of
from desk.views import LIST, DeadRow


def dead_rows(session: Session, before: int | None = None) -> tuple[DeadRow, ...]:
    """One page of the letters that wait for a person, newest first, in two queries."""
    letters = jobs.dead_letters(session, limit=LIST, before=before)
    runs = verifications.runs_by_id(session, sorted({one.verification_id for one in letters if one.verification_id}))
    return tuple(
        DeadRow(
            str(one.id),
            one.task,
            title_of(runs[one.verification_id]) if one.verification_id in runs else one.subject,
            one.attempts,
            one.reason,
            one.died_at,
            str(one.verification_id) if one.verification_id else None,
            error_code(one.reason),
        )
        for one in letters
    )
