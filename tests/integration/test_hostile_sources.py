"""One verification with real workers among bad sources and pages: it ends, and says what it couldn't reach."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Engine, select

from core.settings import Settings
from core.store import reading, writing
from core.store.queries import reports, sources
from core.store.tables import CandidateRow, SourceRow
from tests.integration.answering import Answering, Reply, answering
from tests.integration.crew import Crew, crew
from tests.integration.hostile_web import HostileWeb, hostile_web
from tests.integration.site import article_html
from workers.app import make_app, publisher
from workers.outbox import unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.queueing import queue_article

BODY = (
    "At least {n} ISIS militants were killed in Baghouz on Friday, the monitoring group of the valley said.\n"
    "Trucks left the town in the evening, and the road to the river was closed for the third day in a row."
)
# What each bad host says of itself: on the source that leads nowhere else, and on a page that a source named.
BAD = {
    "/hop/1": "redirects too many times",
    "/to-metadata": "not a public one",
    "/bomb": "larger than",
    "/drip": "too slowly",
    "/huge": "larger than",
    "/huge-chunked": "larger than",
    "/picture": "image/png",
}
# Answers once as a public host would, and then as a machine's own metadata service.
REBINDING = (
    "import socket; real, seen = socket.getaddrinfo, []; "
    "socket.getaddrinfo = lambda host, *a, **k: (seen.append(host), "
    "real('127.0.0.1' if seen.count(host) < 2 else '169.254.169.254', *a, **k))[1] "
    "if host == 'rebind.test' else real(host, *a, **k)"
)


@pytest.fixture
def web() -> Iterator[Answering]:
    with answering() as made:
        yield made


@pytest.fixture
def bad() -> Iterator[dict[str, HostileWeb]]:
    """Each misbehaviour on a host of its own, as hosts are judged one by one."""
    with ExitStack() as stack:
        yield {path: stack.enter_context(hostile_web()) for path in (*BAD, "/page")}


@pytest.fixture
def team(settings: Settings, engine: Engine) -> Iterator[Crew]:
    strict = settings.model_copy(
        update={
            "allow_loopback_fetch": True,
            "fetch_deadline": 1.5,
            "fetch_max_bytes": 3_000_000,
            "fetch_max_decoded_bytes": 4_000_000,
            "host_interval": 0.0,
            "max_attempts": 2,
            "retry_base": 0.1,
            "retry_limit": 0.3,
            "tick": 0.2,
        }
    )
    strict = Settings(**strict.model_dump())
    with crew(strict, engine) as hired:
        yield hired


def _newsroom(web: Answering, bad: dict[str, HostileWeb]) -> dict[str, tuple[str, str]]:
    """Sources by name: kind and location. One feed is good, and names a page on each bad host."""
    page = article_html("ISIS lose Baghouz", BODY.format(n=41), "2019-01-25T10:00:00Z", "Harbour Post")
    web.replies["/good"] = Reply(page, "text/html; charset=utf-8")
    broken = "<html><p>ISIS in Baghouz<table><div></p><b>" + "<div>" * 3000
    web.replies["/broken"] = Reply(broken, "text/html")
    lines = "قتل 41 مسلحا من داعش في الباغوز يوم الجمعة بحسب ما قال مسعفون في البلدة الواقعة على ضفة النهر.\n" + (
        "وغادرت شاحنات البلدة مساء، وبقيت الطريق إلى النهر مقطوعة لليوم الثالث على التوالي أمام سكان القرى المجاورة."
    )
    arabic = article_html("معارك داعش في الباغوز", lines, "2019-01-25", "ميناء").replace("utf-8", "iso-8859-1")
    web.replies["/lying"] = Reply(arabic.encode("windows-1256"), "text/html; charset=utf-8")
    links = [web.url(path) for path in ("/good", "/broken", "/lying")] + [host.url(path) for path, host in bad.items()]
    port = bad["/page"].server_address[1]
    links.append(f"http://rebind.test:{port}/page")
    items = "".join(f"<item><title>ISIS in Baghouz</title><link>{link}</link></item>" for link in links)
    many = "".join(f"<item><title>Lentil soup {n}</title><link>{web.url(f'/{n}')}</link></item>" for n in range(10_000))
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
    control = '{"articles": [{"url": "' + web.url("/good") + '", "title": "ISIS \x01\x02 in Baghouz"}]}'
    web.replies |= {
        "/feed": Reply(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml"),
        "/many": Reply(f"<rss version='2.0'><channel>{many}</channel></rss>", "application/rss+xml"),
        "/xml-bomb": Reply(bomb, "application/rss+xml"),
        "/gdelt": Reply(control),
        "/gdelt-busy": Reply("Please limit requests", "text/html", 429, {"Retry-After": "5"}),
    }
    feeds = {path: ("feed", host.url(path)) for path, host in bad.items() if path in BAD}
    return feeds | {
        "good": ("feed", web.url("/feed")),
        "many": ("feed", web.url("/many")),
        "xml-bomb": ("feed", web.url("/xml-bomb")),
        "gdelt": ("gdelt", web.url("/gdelt")),
        "gdelt-busy": ("gdelt", web.url("/gdelt-busy")),
    }


def test_a_verification_among_bad_hosts_ends_and_says_what_it_could_not_reach(
    team: Crew, engine: Engine, web: Answering, bad: dict[str, HostileWeb]
) -> None:
    with writing(engine) as session:
        for name, (kind, location) in _newsroom(web, bad).items():
            sources.add_source(session, kind, location, utc_now(), name)
    article = Article(
        document="ISIS pushed out of Baghouz\n" + BODY.format(n=34), lang="en", date="2019-01-25", publisher="Valley"
    )
    team.worker(before=REBINDING)
    team.beat()
    with unit(engine, publisher(make_app(team.settings)), utc_now()) as work:
        queued = queue_article(work, article, who="test")
    run = team.over(queued.verification_id, 120)
    assert run.stage == "done", run.reason
    said = "\n".join(f"{p['where']} {p['reason']}" for p in run.problems)
    with reading(engine) as session:
        told = {row.name: row.problem for row in session.execute(select(SourceRow)).scalars()}
        looked = {row.url: row for row in session.execute(select(CandidateRow)).scalars()}
    for path, reason in BAD.items():
        address = bad[path].url(path)
        assert reason in (told[path] or ""), f"the source {path} says {told[path]}"
        assert looked[address].report_id is None
        assert address in said, f"nothing is said of {path}:\n{said}"
    assert "XML bomb" in (told["xml-bomb"] or "")
    assert "429" in (told["gdelt-busy"] or "")
    assert [told[name] for name in ("good", "many", "gdelt")] == [None, None, None]
    rebound = next(row for url, row in looked.items() if url and "rebind.test" in url)
    assert (rebound.status, rebound.report_id) == ("blocked", None)
    for path in ("/good", "/lying"):
        assert looked[web.url(path)].report_id is not None, looked[web.url(path)].reason
    with reading(engine) as session:
        lying = reports.get_report(session, looked[web.url("/lying")].report_id or "")
        assert lying is not None
        assert lying.title == "معارك داعش في الباغوز"
    assert web.url("/broken") in said
    assert bad["/huge-chunked"].asked["megabytes sent"] < 30
