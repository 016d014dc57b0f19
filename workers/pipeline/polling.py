"""A source asked on schedule: what it has that nobody queued before is queued."""

from dataclasses import dataclass, field

from sqlmodel import Session

from core.store import reading
from core.store.queries import schedules, sources, verifications
from core.store.queries.jobs import Job
from workers import schedule
from workers.outbox import Unit
from workers.pipeline import changes as changing
from workers.pipeline.article import Article
from workers.pipeline.ending import batch_of
from workers.pipeline.queueing import NotAnArticle, queue_article
from workers.pipeline.searching import article_of
from workers.pipeline.steps import ending
from workers.runtime import Runtime
from workers.sources import Query, UnknownSource, Visit, open_source
from workers.trouble import TryAgain

KIND = "poll"
"""The kind of a run that nobody asked for: it waits behind what people ask for."""


@dataclass(slots=True)
class _Asked:
    """What a source gave: its articles, why it gave none, and its validators for the next visit."""

    articles: list[Article] = field(default_factory=list)
    problem: str | None = None
    validators: tuple[str | None, str | None] | None = None


def poll(runtime: Runtime, job: Job) -> None:
    """Asks one source for all it has and queues the reports that are new, at most `max_candidates` of them a time.

    Raises TryAgain where the host asked to wait: the queue tries again then.
    """
    source_id = job.subject.partition(":")[0]
    with reading(runtime.engine) as session:
        source = sources.get_source(session, source_id)
        place = None
        if source is not None and source.paused_at is None:
            visit = Visit(source.etag, source.last_modified, runtime.settings.factcheck_key)
            place = (source.kind, source.location, visit)
    asked = _Asked() if place is None else _ask(runtime, *place)
    most = runtime.settings.max_candidates
    with ending(runtime, job) as work:
        queued = _queue(work, asked.articles, most, runtime.settings.max_document_chars)
        outcome = "done" if place is not None and asked.problem is None else "failed"
        changes = [changing.queued(source_id, queued)] if queued else []
        schedules.end_run(work.session, batch_of(job), outcome, changes, work.now)
        schedule.polled(work, batch_of(job), news=queued > 0)
        if place is not None:
            sources.note_visit(work.session, int(source_id), work.now, asked.problem)
            # What was left for the next poll is only told again to one who asks without conditions.
            if asked.validators is not None:
                validators = (None, None) if queued >= most else asked.validators
                sources.note_validators(work.session, int(source_id), *validators)


def _ask(runtime: Runtime, kind: str, location: str, visit: Visit) -> _Asked:
    try:
        harvest = open_source(kind, location, visit).candidates(Query(), runtime.fetcher)
    except UnknownSource as error:
        return _Asked(problem=str(error))
    if harvest.retry_after is not None and not harvest.candidates:
        raise TryAgain(f"{location}: {harvest.problems[0].reason}", harvest.retry_after)
    articles = [article for article in map(article_of, harvest.candidates) if article is not None]
    # A broken line among good ones is no failure of the source.
    problem = harvest.problems[0].reason if harvest.problems and not articles else None
    return _Asked(articles, problem, (harvest.etag, harvest.last_modified) if problem is None else None)


def _queue(work: Unit, articles: list[Article], most: int, longest: int) -> int:
    queued = 0
    for article in articles:
        if queued >= most:  # the rest is new at the next poll too
            break
        if _is_known(work.session, article):
            continue
        try:
            queued += queue_article(work, article, kind=KIND, who="poll", longest=longest).is_new
        except NotAnArticle:
            continue
    return queued


def _is_known(session: Session, article: Article) -> bool:
    return verifications.latest_verification(session, article.key) is not None
