"""A source asked on schedule: what it has that nobody queued before is queued."""

from sqlmodel import Session

from core.store import reading
from core.store.queries import schedules, sources, verifications
from core.store.queries.jobs import Job
from workers.outbox import Unit
from workers.pipeline.article import Article
from workers.pipeline.ending import batch_of
from workers.pipeline.queueing import NotAnArticle, queue_article
from workers.pipeline.searching import article_of
from workers.pipeline.steps import ending
from workers.runtime import Runtime
from workers.sources import Query, UnknownSource, open_source

KIND = "poll"
"""The kind of a run that nobody asked for: it waits behind what people ask for."""


def poll(runtime: Runtime, job: Job) -> None:
    """Asks one source for all it has and queues the reports that are new, at most `max_candidates` of them a time."""
    source_id = job.subject.partition(":")[0]
    with reading(runtime.engine) as session:
        source = sources.get_source(session, source_id)
        place = None if source is None or source.paused_at is not None else (source.kind, source.location)
    problem: str | None = None
    articles: list[Article] = []
    if place is not None:
        articles, problem = _ask(runtime, *place)
    with ending(runtime, job) as work:
        queued = _queue(work, articles, runtime.settings.max_candidates, runtime.settings.max_document_chars)
        outcome = "done" if place is not None and problem is None else "failed"
        changes = [{"kind": "queued", "source": source_id, "articles": queued}] if queued else []
        schedules.end_run(work.session, batch_of(job), outcome, changes, work.now)
        if place is not None:
            sources.note_visit(work.session, int(source_id), work.now, problem)


def _ask(runtime: Runtime, kind: str, location: str) -> tuple[list[Article], str | None]:
    try:
        harvest = open_source(kind, location).candidates(Query(), runtime.fetcher)
    except UnknownSource as error:
        return [], str(error)
    articles = [article for article in map(article_of, harvest.candidates) if article is not None]
    # A broken line among good ones is no failure of the source.
    problem = harvest.problems[0].reason if harvest.problems and not articles else None
    return articles, problem


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
