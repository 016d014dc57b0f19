"""Dead letters: a person sees them, tries them again, or discards them."""

from core.store.queries import jobs, verifications
from core.store.tables import DeadLetterRow, JobRow
from workers.outbox import Unit


def retry(work: Unit, letter_id: int, who: str) -> DeadLetterRow | None:
    """Tries a dead letter's job again, its run with it; None where there is no such open letter."""
    letter = jobs.resolve_dead(work.session, letter_id, "retried", who, work.now)
    job = None if letter is None else work.session.get(JobRow, letter.job_id)
    if letter is None or job is None:
        return None
    run = None if job.verification_id is None else verifications.get_verification(work.session, job.verification_id)
    over = run is not None and run.stage in verifications.OVER
    if run is not None and over and not verifications.reopen(work.session, run, work.now):
        return letter  # the article is being verified again already
    work.send(job.task, job.subject, job.queue, verification_id=job.verification_id)
    return letter


def discard(work: Unit, letter_id: int, who: str) -> DeadLetterRow | None:
    """Closes a dead letter without another try; None where there is no such open letter."""
    return jobs.resolve_dead(work.session, letter_id, "discarded", who, work.now)
