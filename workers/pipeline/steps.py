"""The steps of a verification: each reads what it needs, works outside of any transaction, and records once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlmodel import Session

from core.claims import Claim
from core.store import reading
from core.store.queries import claims as claim_queries
from core.store.queries import jobs, reports, sources, verifications
from core.store.queries.jobs import Job
from core.store.queries.reports import Stored
from core.store.tables import CandidateRow, VerificationRow
from workers.batch import Troubles
from workers.outbox import Unit, unit
from workers.pipeline import comparing
from workers.pipeline.article import article_from_json
from workers.pipeline.asking import query_of
from workers.pipeline.changes import revised
from workers.pipeline.ending import batch_of, close, end_run, start_comparing
from workers.pipeline.judging import judge_all, judge_occurrence
from workers.pipeline.looking import Look, Todo, look_at_all
from workers.pipeline.patience import Round, part_of, round_of, told_after, wait_for
from workers.pipeline.placing import Placing, place_all
from workers.pipeline.queueing import send_step
from workers.pipeline.reading import Looked, known, look_at, record
from workers.pipeline.retrieving import retrieve
from workers.pipeline.searching import Found, Place, ask
from workers.runtime import Runtime
from workers.sources import Query
from workers.trouble import Superseded

# Documents at hand are read in batches: a message each would cost more than the reading.
DOCUMENTS_A_BATCH = 20


def read(runtime: Runtime, batch: Sequence[Job]) -> Troubles:
    """Articles themselves: fetched, read, stored. Where no source is to be asked for others, they are compared at once:
    a message for each step would cost more than the step."""
    troubles: dict[int, Exception] = {}
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        runs = _runs(work, batch, troubles)
        for _, run in runs:
            verifications.move(run, "reading", work.now)
        # Stored by an earlier try of its job, which was cut off afterwards.
        stored = [job for job, run in runs if run.stage == "comparing"]
        articles = [(job, article_from_json(run.article)) for job, run in runs if run.stage != "comparing"]
        before = known(work.session, [article for _, article in articles])
    todo = [Todo(job, article, seen) for (job, article), seen in zip(articles, before, strict=True)]
    for looks in look_at_all(runtime, todo, troubles):
        if looks:
            with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
                stored += _record_own(runtime, work, looks, troubles)
        troubles |= compare(runtime, stored)
        stored = []
    return troubles


def _record_own(runtime: Runtime, work: Unit, looks: Sequence[Look], troubles: dict[int, Exception]) -> list[Job]:
    """Stores the articles of runs; returns the jobs whose articles are to be compared at once. The others end here."""
    runs = {job.id: run for job, run in _runs(work, [job for job, _, _ in looks], troubles)}
    here = [one for one in looks if one[0].id in runs]
    places = sources.list_sources(work.session, active_only=True)
    stored = record(work.session, [(article, looked) for _, article, looked in here], work.now)
    counts = claim_queries.counts_of_revisions(work.session, [at.revision_id for at in stored if at and not at.is_new])
    ended: list[Job] = []
    for (job, _, looked), at in zip(here, stored, strict=True):
        run = runs[job.id]
        if at is None:
            end_run(work, run, "failed", looked.reason or "There is nothing to read.")
            ended.append(job)
            continue
        _note_read(run, looked, at, counts)
        if places or run.against:
            verifications.move(run, "searching", work.now)
            send_step(work, run, "search")
            ended.append(job)
        else:
            verifications.move_through(run, ("searching", "fetching", "comparing"), work.now)
    jobs.finish_held(work.session, ended, work.now)
    return [job for job, _, _ in here if job not in ended]


def _note_read(run: VerificationRow, looked: Looked, stored: Stored, counts: Mapping[str, int]) -> None:
    run.report_id, run.revision_id = stored.report_id, stored.revision_id
    run.claims = len(looked.claims) if stored.is_new else counts.get(stored.revision_id, 0)
    if looked.reason:
        verifications.note_problems(run, [{"where": looked.key, "reason": looked.reason}])
    if stored.is_new and stored.number > 1:
        run.changes = [*run.changes, revised(stored.report_id, stored.number)]


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
        articles = [article_from_json(row.article) for row in rows]
        before = known(session, articles)
    longest = runtime.settings.max_document_chars
    looks = [(a, look_at(a, runtime.fetcher, seen, longest)) for a, seen in zip(articles, before, strict=True)]
    with ending(runtime, job) as work:
        run = _run(work, job)
        stored = record(work.session, looks, work.now)
        told = zip(rows, looks, stored, strict=True)
        close(work, run, [_outcome(run, row, looked, at) for row, (_, looked), at in told])


def compare(runtime: Runtime, batch: Sequence[Job]) -> Troubles:
    """The archive is asked, the reports are put together by happening, compared and judged; the runs are done."""
    troubles: dict[int, Exception] = {}
    if not batch:
        return troubles
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        runs = _runs(work, batch, troubles)
        fresh = comparing.reports_of(work.session, [run for _, run in runs])
    if not runs:
        return troubles
    candidates = retrieve(runtime, fresh)
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        changed = place_all(work, list(map(Placing, fresh, candidates)), runtime.nearby)
    judged = judge_all(runtime, [occurrence for found in changed for occurrence in found])
    of_job = {job.id: found for (job, _), found in zip(runs, changed, strict=True)}
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        ending = _runs(work, [job for job, _ in runs], troubles)
        comparing.conclude(work, [(run, [judged[o] for o in of_job[job.id] if o in judged]) for job, run in ending])
        jobs.finish_held(work.session, [job for job, _ in ending], work.now)
    return troubles


def judge(runtime: Runtime, job: Job) -> None:
    """An occurrence is judged anew, since a person's ruling relates its figures otherwise."""
    judge_occurrence(runtime, job.subject)
    with ending(runtime, job):
        pass


def _outcome(
    run: VerificationRow, row: CandidateRow, looked: Looked, stored: Stored | None
) -> tuple[int, str, str | None, str | None]:
    if stored is None:
        verifications.note_problems(run, [{"where": row.url or row.title, "reason": looked.reason}])
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


def _runs(work: Unit, batch: Sequence[Job], troubles: dict[int, Exception]) -> list[tuple[Job, VerificationRow]]:
    """The runs of the jobs that are still this process's, held until the transaction ends; those of runs that are over
    end here."""
    mine = jobs.held(work.session, batch)
    troubles |= {job.id: Superseded(f"job {job.id}") for job in batch if job not in mine}
    rows = verifications.runs_by_id(work.session, [job.verification_id or 0 for job in mine])
    found: list[tuple[Job, VerificationRow]] = []
    over: list[Job] = []
    for job in mine:
        run = rows.get(job.verification_id or 0)
        if run is None:
            troubles[job.id] = LookupError(f"job {job.id} belongs to no verification")
        elif run.stage in verifications.OVER:
            over.append(job)
        else:
            found.append((job, run))
    jobs.finish_held(work.session, over, work.now)
    return found


@contextmanager
def ending(runtime: Runtime, job: Job, *, keep: bool = False) -> Iterator[Unit]:
    """The transaction that records a job's result and ends it, all or nothing; `keep` leaves the job running.

    Raises Superseded, and records nothing, where another process has taken the job over meanwhile.
    """
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        if not keep and not jobs.finish(work.session, job, work.now):
            raise Superseded(f"job {job.id}")
        yield work
