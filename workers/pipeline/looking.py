"""Looks at the articles of many jobs: their pages are fetched side by side and read one after the other."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from billiard.exceptions import SoftTimeLimitExceeded

from core.store.queries.jobs import Job
from workers import logs
from workers.fetch import Fetched, Fetches
from workers.pipeline.article import Article
from workers.pipeline.reading import Known, Looked, fetch, look
from workers.runtime import Runtime

AT_ONCE = 8
"""Pages that one process fetches side by side; how often one host is asked is for the fetcher's pace to say."""
PATIENCE = 0.5
"""Seconds after which pages that came are not kept waiting for those that didn't."""


@dataclass(frozen=True, slots=True)
class Todo:
    """An article to be looked at for a job, and what is known of it."""

    job: Job
    article: Article
    before: Known


Look = tuple[Job, Article, Looked]


def look_at_all(runtime: Runtime, todo: Sequence[Todo], troubles: dict[int, Exception]) -> Iterator[list[Look]]:
    """What looks gave, in turns: those that came within a moment first. `troubles` gets what stood in the way of
    single jobs."""
    if len(todo) < 2:
        yield _read(runtime, [(one, _fetched(runtime.fetcher, one)) for one in todo], troubles)
        return
    fetcher = runtime.fetcher
    with ThreadPoolExecutor(min(AT_ONCE, len(todo)), "fetching") as threads:
        left = {threads.submit(_fetched, fetcher, one): one for one in todo}
        while left:
            came = _came(left)
            answers = [(one, answer.result()) for answer, one in left.items() if answer in came]
            left = {answer: one for answer, one in left.items() if answer not in came}
            yield _read(runtime, answers, troubles)


def _came(left: dict[Future[Fetched | None], Todo]) -> set[Future[Fetched | None]]:
    came, _ = wait(left, PATIENCE, ALL_COMPLETED)
    return came or wait(left, None, FIRST_COMPLETED).done


def _fetched(fetcher: Fetches, one: Todo) -> Fetched | None:
    with logs.about_job(one.job):
        return fetch(one.article, fetcher, one.before)


def _read(
    runtime: Runtime, answers: Sequence[tuple[Todo, Fetched | None]], troubles: dict[int, Exception]
) -> list[Look]:
    looks: list[Look] = []
    for one, answer in answers:
        with logs.about_job(one.job):
            try:
                looked = look(one.article, answer, one.before, runtime.settings.max_document_chars)
            except SoftTimeLimitExceeded:  # the whole batch's
                raise
            except Exception as error:
                troubles[one.job.id] = error
            else:
                looks.append((one.job, one.article, looked))
    return looks
