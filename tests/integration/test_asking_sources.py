"""Sources as verifications and schedules ask them: patience with a host that says "not now", and polls that cost it
little. The jobs run in this process, on a clock that the test moves; the sources answer on loopback."""

import json
import zlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from core.settings import Settings
from core.store import reading
from core.store.queries import jobs, schedules, sources, verifications
from core.store.tables import CandidateRow, JobRow, PageRow, SourceRow, VisitRow
from tests.integration.answering import Answering, Reply, answering
from tests.integration.site import article_html
from tests.integration.test_pipeline import Bench
from workers import schedule
from workers.outbox import unit
from workers.pipeline.article import Article
from workers.timing import Rule

BODY = (
    "{n} civilians were killed on Monday in a blast at the market in Aden, the {who} said.\n"
    "The blast tore through the market of Aden at noon, and rescuers searched the stalls until the evening came."
)
ARTICLE = Article(
    document="Blast in Aden kills 34 civilians\n" + BODY.format(n=34, who="Health Ministry"),
    lang="en",
    date="2026-03-02",
    publisher="East",
)
BUSY = Reply("Please limit requests", "text/html", 429, {"Retry-After": "3"})


@pytest.fixture
def web() -> Iterator[Answering]:
    with answering() as made:
        made.replies |= {f"/{name}": Reply(_page(name), "text/html; charset=utf-8") for name in ("one", "two")}
        yield made


@pytest.fixture
def bench(settings: Settings, engine: Engine) -> Bench:
    return Bench(settings.model_copy(update={"max_attempts": 3}), engine)


def _page(name: str) -> str:
    return article_html("Blast in Aden", BODY.format(n=36, who="Red Cross"), "2026-03-02T08:00:00Z", f"Paper {name}")


def _rss(web: Answering, *names: str, tag: str | None = None) -> Reply:
    items = "".join(f"<item><title>Blast in Aden</title><link>{web.url(f'/{name}')}</link></item>" for name in names)
    headers = {} if tag is None else {"ETag": tag}
    return Reply(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml", headers=headers)


def _add(bench: Bench, kind: str, location: str) -> int:
    with unit(bench.engine, bench._publish, bench.now) as work:
        return sources.add_source(work.session, kind, location, bench.now).id or 0


def _problem(bench: Bench, source: int) -> str | None:
    with reading(bench.engine) as session:
        row = session.get(SourceRow, source)
        assert row is not None
        return row.problem


def _candidates(bench: Bench) -> dict[str, str]:
    with reading(bench.engine) as session:
        rows = session.execute(select(CandidateRow)).scalars()
        return {(row.url or "").rpartition("/")[2]: row.status for row in rows}


# Searches


@pytest.mark.parametrize("status", [429, 503])
def test_a_source_that_says_not_now_is_asked_again_when_it_said_and_the_others_are_not(
    bench: Bench, web: Answering, status: int
) -> None:
    found = Reply(json.dumps({"articles": [{"url": web.url("/two"), "title": "Blast in Aden"}]}))
    web.replies |= {"/feed": _rss(web, "one"), "/doc": [Reply("", "text/html", status, BUSY.headers), found]}
    _add(bench, "feed", web.url("/feed"))
    gdelt = _add(bench, "gdelt", web.url("/doc"))
    run = bench.verify(ARTICLE)
    assert (run.stage, run.candidates, run.fetched, run.problems) == ("done", 2, 2, [])
    assert (len(web.questions("/doc")), len(web.questions("/feed"))) == (2, 1)
    assert _candidates(bench) == {"one": "read", "two": "read"}
    assert _problem(bench, gdelt) is None
    with reading(bench.engine) as session:
        first, second = session.execute(select(JobRow).where(JobRow.task == "search").order_by(JobRow.id)).scalars()  # type: ignore[arg-type]
        assert second.due_at - first.created_at >= timedelta(seconds=3)  # as Retry-After said


def test_a_source_that_never_answers_is_told_after_a_few_times_and_the_run_goes_on(
    bench: Bench, web: Answering
) -> None:
    web.replies |= {"/feed": _rss(web, "one"), "/doc": Reply("", "text/html", 503)}
    _add(bench, "feed", web.url("/feed"))
    gdelt = _add(bench, "gdelt", web.url("/doc"))
    run = bench.verify(ARTICLE)
    assert (run.stage, run.candidates, run.fetched) == ("done", 1, 1)
    assert (len(web.questions("/doc")), len(web.questions("/feed"))) == (3, 1)
    (told,) = run.problems
    assert told["where"] == web.url("/doc")
    assert "503" in told["reason"]
    assert "asked 3 times" in told["reason"]
    assert "503" in (_problem(bench, gdelt) or "")
    with reading(bench.engine) as session:
        assert jobs.dead_letters(session) == []


def test_a_source_that_asks_for_an_hour_is_not_waited_for(bench: Bench, web: Answering) -> None:
    web.replies["/feed"] = Reply("", "text/html", 429, {"Retry-After": "3600"})
    _add(bench, "feed", web.url("/feed"))
    run = bench.verify(ARTICLE)
    assert (run.stage, [told["where"] for told in run.problems]) == ("done", [web.url("/feed")])
    assert len(web.questions("/feed")) == 1


def test_a_source_given_with_the_article_is_waited_for_as_well(bench: Bench, web: Answering) -> None:
    web.replies["/feed"] = [BUSY, _rss(web, "one", "two")]
    run = bench.verify(ARTICLE, {"kind": "feed", "location": web.url("/feed")})
    assert (run.stage, run.fetched, run.problems) == ("done", 2, [])


# Polls


def test_a_feed_is_polled_by_its_validators_ever_more_seldom_until_it_has_news(bench: Bench, web: Answering) -> None:
    web.replies["/feed"] = _rss(web, "one", tag='"v1"')
    source = _add(bench, "feed", web.url("/feed"))
    with unit(bench.engine, bench._publish, bench.now) as work:
        polls = schedule.add(work, "source", str(source), Rule("adaptive")).id or 0
    assert (_poll(bench, polls), web.unchanged) == (timedelta(minutes=10), [])
    with reading(bench.engine) as session:
        kept = session.get(SourceRow, source)
        assert kept is not None
        assert kept.etag == '"v1"'
    waits = [_poll(bench, polls) // timedelta(minutes=1) for _ in range(7)]
    assert waits == [20, 40, 80, 160, 320, 360, 360]
    assert web.unchanged == ["/feed"] * 7
    assert _queued(bench) == 1
    web.replies["/feed"] = _rss(web, "two", "one", tag='"v2"')
    assert _poll(bench, polls) == timedelta(minutes=10)
    assert (_queued(bench), len(web.unchanged)) == (2, 7)


def test_a_feed_that_only_dates_itself_is_polled_by_its_date(bench: Bench, web: Answering) -> None:
    reply = _rss(web, "one")
    reply.headers["Last-Modified"] = "Sun, 01 Mar 2026 09:00:00 GMT"
    web.replies["/feed"] = reply
    source = _add(bench, "feed", web.url("/feed"))
    with unit(bench.engine, bench._publish, bench.now) as work:
        polls = schedule.add(work, "source", str(source), Rule("adaptive")).id or 0
    _poll(bench, polls)
    assert web.unchanged == []
    _poll(bench, polls)
    assert (web.unchanged, _queued(bench)) == (["/feed"], 1)


def test_a_poll_that_is_told_to_wait_is_tried_again_and_keeps_its_validators(bench: Bench, web: Answering) -> None:
    web.replies["/feed"] = [_rss(web, "one", tag='"v1"'), Reply("", "text/html", 503), _rss(web, "one", tag='"v1"')]
    source = _add(bench, "feed", web.url("/feed"))
    with unit(bench.engine, bench._publish, bench.now) as work:
        polls = schedule.add(work, "source", str(source), Rule("adaptive")).id or 0
    _poll(bench, polls)
    assert _poll(bench, polls) == timedelta(minutes=20)
    assert (web.unchanged, _problem(bench, source)) == (["/feed"], None)


def _poll(bench: Bench, polls: int) -> timedelta:
    """Polls when the schedule is due; returns the wait that it is given then, counted from the poll's end."""
    with reading(bench.engine) as session:
        row = schedules.get_schedule(session, polls)
        assert row is not None
        assert row.next_at is not None
        bench.now = max(bench.now, row.next_at)
    with unit(bench.engine, bench._publish, bench.now) as work:
        assert schedule.dispatch_due(work) == 1
    bench.work()
    with reading(bench.engine) as session:
        row = schedules.get_schedule(session, polls)
        (last, *_) = schedules.history(session, polls)
        assert row is not None
        assert row.next_at is not None
        assert last.finished_at is not None
        return row.next_at - last.finished_at


def _queued(bench: Bench) -> int:
    with reading(bench.engine) as session:
        return sum(verifications.stage_counts(session).values())


# What is kept


def test_the_same_bytes_at_two_addresses_are_kept_once_and_compressed(bench: Bench, web: Answering) -> None:
    web.replies["/two"] = web.replies["/one"]
    web.replies["/feed"] = _rss(web, "one", "two")
    run = bench.verify(ARTICLE, {"kind": "feed", "location": web.url("/feed")})
    assert run.fetched == 2
    with reading(bench.engine) as session:
        (page,) = session.execute(select(PageRow)).scalars()
        visits = list(session.execute(select(VisitRow)).scalars())
        body = zlib.decompress(page.body)
    assert {visit.page_id for visit in visits} == {page.id}
    assert {visit.url for visit in visits} == {web.url("/one"), web.url("/two")}
    assert body == _page("one").encode()
    assert len(page.body) < len(body)
