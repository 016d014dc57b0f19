"""The steps of a verification: each reads what it needs, works outside of any transaction, and records once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from core.claims import Claim
from core.store import reading
from core.store.queries import claims as claim_queries
from core.store.queries import jobs, reports, sources, verifications
from core.store.queries.jobs import Job
from core.store.tables import CandidateRow, VerificationRow
from workers.outbox import Unit, unit
from workers.pipeline import comparing
from workers.pipeline.article import Article, article_from_json
from workers.pipeline.asking import query_of
from workers.pipeline.changes import revised
from workers.pipeline.ending import batch_of, close, end_run, start_comparing
from workers.pipeline.judging import judge_occurrence
from workers.pipeline.patience import Round, part_of, round_of, told_after, wait_for
from workers.pipeline.placing import place_reports
from workers.pipeline.queueing import send_step
from workers.pipeline.reading import Known, Looked, known, look_at, record
from workers.pipeline.retrieving import retrieve
from workers.pipeline.searching import Found, Place, ask
from workers.runtime import Runtime
from workers.sources import Query
from workers.trouble import Superseded

# Documents at hand are read in batches: a message each would cost more than the reading.
DOCUMENTS_A_BATCH = 20


def read(runtime: Runtime, job: Job) -> None:
    """The article itself: fetched, read, stored. Where no source is to be asked for others, it is compared at once:
    a message for each step would cost more than the step."""
    with ending(runtime, job, keep=True) as work:
        run = _run(work, job)
        if _is_over(work, job, run):
            return
        verifications.enter(work.session, run, "reading", work.now)
        article = article_from_json(run.article)
        # Stored by an earlier try of this job, which was cut off afterwards.
        stands = run.stage == "comparing"
        before = Known() if stands else known(work.session, article)
    if not stands:
        looked = look_at(article, runtime.fetcher, before, runtime.settings.max_document_chars)
        with ending(runtime, job, keep=True) as work:
            if not _record_own(runtime, work, job, article, looked):
                return
    compare(runtime, job)


def _record_own(runtime: Runtime, work: Unit, job: Job, article: Article, looked: Looked) -> bool:
    """Stores the article of a run; True where it is to be compared at once, False where the job ends here."""
    run = _run(work, job)
    if run.stage in verifications.OVER:
        _end_job(work, job)
        return False
    stored = record(work.session, article, looked, work.now)
    if stored is None:
        end_run(work, run, "failed", looked.reason or "There is nothing to read.")
        _end_job(work, job)
        return False
    run.report_id, run.revision_id = stored.report_id, stored.revision_id
    run.claims = (
        len(looked.claims) if stored.is_new else claim_queries.count_of_revision(work.session, stored.revision_id)
    )
    if looked.reason:
        verifications.add_problems(work.session, run, [{"where": looked.key, "reason": looked.reason}])
    if stored.is_new and stored.number > 1:
        run.changes = [*run.changes, revised(stored.report_id, stored.number)]
    if _places(work.session, run, runtime.settings.factcheck_key):
        verifications.enter(work.session, run, "searching", work.now)
        send_step(work, run, "search")
        _end_job(work, job)
        return False
    if not jobs.is_held(work.session, job):
        raise Superseded(f"job {job.id}")
    verifications.enter_all(work.session, run, ("searching", "fetching", "comparing"), work.now)
    return True


def _end_job(work: Unit, job: Job) -> None:
    if not jobs.finish(work.session, job, work.now):
        raise Superseded(f"job {job.id}")


def search(runtime: Runtime, job: Job) -> None:
    """Sources are asked for related reports; each that is found is to be looked at once.

    What answers "not now" is asked again in a job of its own when it said, and the run waits for it.
    """
    this = round_of(job)
    with reading(runtime.engine) as session:
        run = verifications.get_verification(session, job.verification_id or 0)
        if run is None or run.stage in verifications.OVER:
            places, query, own, kept = [], Query(), "", 0
        else:
            places = this.of(_places(session, run, runtime.settings.factcheck_key))
            kept = verifications.candidate_count(session, run.id or 0)
            day = run.article.get("date") or comparing.date_of(session, run)
            lang = reports.lang_of(session, run.report_id)
            query = query_of(_claims(session, run), day, runtime.settings.languages, lang)
            own = article_from_json(run.article).key
    found = ask(places, query, own, runtime.fetcher, max(0, runtime.settings.max_candidates - kept))
    with ending(runtime, job) as work:
        run = _run(work, job)
        if run.stage in verifications.OVER:
            return
        _note_sources(work, places, found)
        verifications.add_problems(work.session, run, found.problems)
        batches = verifications.batches(work.session, run.id or 0)
        rows = _candidate_rows(run.id or 0, found, first=batches[-1] + 1 if batches else 0)
        verifications.add_candidates(work.session, rows)
        if _asks_again(runtime, work, run, this, found):
            return
        run.candidates = verifications.candidate_count(work.session, run.id or 0)
        verifications.enter(work.session, run, "fetching", work.now)
        for batch in verifications.batches(work.session, run.id or 0):
            send_step(work, run, "look", str(batch))
        if run.candidates == 0:
            start_comparing(work, run)


def look(runtime: Runtime, job: Job) -> None:
    """One batch of candidates: fetched, read, stored; the last one of all sends the comparison."""
    with reading(runtime.engine) as session:
        rows = verifications.waiting_candidates(session, job.verification_id or 0, batch_of(job))
        todo = [(row, article_from_json(row.article)) for row in rows]
        before = {row.id: known(session, article) for row, article in todo}
    longest = runtime.settings.max_document_chars
    looks = [(row, article, look_at(article, runtime.fetcher, before[row.id], longest)) for row, article in todo]
    with ending(runtime, job) as work:
        run = _run(work, job)
        close(work, run, [_record_candidate(work, run, *look) for look in looks])


def compare(runtime: Runtime, job: Job) -> None:
    """The archive is asked, the reports are put together by happening, compared and judged; the run is done."""
    with ending(runtime, job, keep=True) as work:
        run = _run(work, job)
        if _is_over(work, job, run):
            return
        fresh = comparing.reports_of(work, run)
    candidates = retrieve(runtime, fresh)
    with ending(runtime, job, keep=True) as work:
        occurrences = place_reports(work, fresh, candidates)
    judged = [judge_occurrence(runtime, occurrence) for occurrence in occurrences]
    with ending(runtime, job) as work:
        comparing.conclude(work, _run(work, job), judged)


def judge(runtime: Runtime, job: Job) -> None:
    """An occurrence is judged anew, since a person's ruling relates its figures otherwise."""
    judge_occurrence(runtime, job.subject)
    with ending(runtime, job):
        pass


def _record_candidate(
    work: Unit, run: VerificationRow, row: CandidateRow, article: Article, looked: Looked
) -> tuple[int, str, str | None, str | None]:
    stored = record(work.session, article, looked, work.now)
    if stored is None:
        verifications.add_problems(work.session, run, [{"where": row.url or row.title, "reason": looked.reason}])
        return row.id or 0, looked.status, looked.reason, None
    return row.id or 0, looked.status, looked.reason or None, stored.report_id


def _asks_again(runtime: Runtime, work: Unit, run: VerificationRow, this: Round, found: Found) -> bool:
    """Sends the next round to what answered "not now", and tells what can't be waited for. False: no round is left."""
    waits = {slot: wait_for(runtime.settings, this.number, later.wait) for slot, later in found.later.items()}
    for slot, later in found.later.items():
        if waits[slot] is None:
            verifications.add_problems(work.session, run, [told_after(p, this.number) for p in later.problems])
    left = [wait for wait in waits.values() if wait is not None]
    if left:
        again = [found.later[slot].place for slot, wait in waits.items() if wait is not None]
        send_step(work, run, "search", part_of(this.number + 1, again), due_at=work.now + max(left))
    return bool(left)


def _places(session: Session, run: VerificationRow, key: str | None) -> list[Place]:
    given = [Place(a["kind"], a["location"], True, slot=f"given{n}") for n, a in enumerate(run.against)]
    configured = sources.list_sources(session, active_only=True)
    return given + [Place(s.kind, s.location, False, s.id, key, slot=str(s.id)) for s in configured]


def _candidate_rows(run: int, found: Found, first: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    at_hand = [a for a in found.articles if a.document is not None]
    to_fetch = [a for a in found.articles if a.document is None]
    parted = [(first + place // DOCUMENTS_A_BATCH, a) for place, a in enumerate(at_hand)]
    first = parted[-1][0] + 1 if parted else first
    parted += [(first + place, a) for place, a in enumerate(to_fetch)]
    for batch, article in parted:
        rows.append(
            {
                "verification_id": run,
                "batch": batch,
                "key": article.key,
                "url": article.url,
                "title": found.titles.get(article.key, ""),
                "article": article.to_json(),
                "status": "waiting",
            }
        )
    return rows


def _note_sources(work: Unit, places: list[Place], found: Found) -> None:
    for place in places:
        if place.id is not None:
            sources.note_visit(work.session, place.id, work.now, found.troubled.get(place.id))


def _claims(session: Session, run: VerificationRow) -> list[Claim]:
    rows = claim_queries.claims_of_revision(session, run.revision_id or "")
    return [claim_queries.as_claim(row) for row in rows]


def _run(work: Unit, job: Job) -> VerificationRow:
    run = verifications.get_verification(work.session, job.verification_id or 0)
    if run is None:
        raise LookupError(f"job {job.id} belongs to no verification")
    return run


def _is_over(work: Unit, job: Job, run: VerificationRow) -> bool:
    if run.stage not in verifications.OVER:
        return False
    jobs.finish(work.session, job, work.now)
    return True


@contextmanager
def ending(runtime: Runtime, job: Job, *, keep: bool = False) -> Iterator[Unit]:
    """The transaction that records a job's result and ends it, all or nothing; `keep` leaves the job running.

    Raises Superseded, and records nothing, where another process has taken the job over meanwhile.
    """
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        if not keep and not jobs.finish(work.session, job, work.now):
            raise Superseded(f"job {job.id}")
        yield work
