"""The desk over real HTTP and a real database: pages, acts, refusals, hostile requests."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from fastapi import FastAPI

from core.settings import Settings
from core.store import upgrade
from core.store.engine import make_engine
from desk.locale import locale_for
from desk.signing import People
from desk.stored import StoredDesk
from desk.views import FlagFilter
from desk.web import create_app
from desk.web.app import build_app
from desk.web.security import MAX_BODY
from tests.e2e.newsroom import REPORTS, Newsroom, open_newsroom
from tests.e2e.serving import served
from tests.unit.desk.sample import SampleDesk


@dataclass(frozen=True)
class Site:
    """A served desk over a checked newsroom."""

    url: str
    room: Newsroom
    desk: StoredDesk

    def form(self, path: str, **fields: str) -> requests.Response:
        """Posts a form as a browser that has the page before it would; follows nothing."""
        with requests.Session() as session:
            page = session.get(self.url + "/queue", timeout=20)
            token = re.search(r'name="token" value="(\w+)"', page.text)
            assert token is not None
            return session.post(
                self.url + path,
                data={"token": token[1], **fields},
                headers={"Origin": self.url},
                allow_redirects=False,
                timeout=20,
            )


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    room = open_newsroom(tmp_path_factory.mktemp("newsroom"))
    yield room
    room.runtime.close()


@pytest.fixture(scope="module")
def site(seeded: Newsroom) -> Iterator[Site]:
    desk = StoredDesk(seeded.runtime.engine, seeded.publish)
    with served(build_app(desk, "samira")) as url:
        yield Site(url, seeded, desk)


def get(site: Site, path: str, **headers: str) -> requests.Response:
    """A page, without following redirects."""
    return requests.get(site.url + path, headers=headers, allow_redirects=False, timeout=20)


def paths_of(site: Site) -> list[str]:
    """Every page that the newsroom has."""
    flag = site.desk.flags(FlagFilter(state="all")).rows[0].id
    shown = site.desk.discrepancy(flag, FlagFilter(state="all"))
    assert shown is not None
    return [
        "/queue",
        "/queue/rows",
        "/flags",
        "/flags?kind=misquoted&lang_of=en&q=bound&state=all&page=2",
        f"/flags/{flag}?state=all",
        f"/articles/{shown.left.article_id}",
        "/occurrences",
        f"/occurrences/{shown.occurrence_id}",
        f"/occurrences/{shown.occurrence_id}/print",
        f"/articles/{shown.left.article_id}/revisions",
        "/queue/dead",
        "/schedules",
        *[f"/schedules/{row.id}" for row in site.desk.schedules()[:1]],
        "/sources",
    ]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_page_answers_in_the_language_it_is_asked_for(site: Site, lang: str) -> None:
    for path in paths_of(site):
        answer = get(site, path, **{"Accept-Language": f"{lang}-XX,fr;q=0.9"})
        assert answer.status_code == 200, path
        if path != "/queue/rows":
            assert f'<html lang="{lang}" dir="{locale_for(lang).dir}"' in answer.text
        assert "content-security-policy" in answer.headers
        assert answer.headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script_or_style_and_nothing_remote(site: Site) -> None:
    for path in paths_of(site):
        html = get(site, path).text
        assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)[^>]*>", html), path
        assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", html), path
        assert not re.search(r"<(?:script|link|img|iframe|use)[^>]*(?:src|href)=\"(?![/#])", html), path


def test_hostile_text_of_an_article_stays_text(site: Site) -> None:
    hostile = next(report for report in REPORTS if "<script>" in report["document"])
    found = [path for row in site.desk.occurrences() for path in [f"/occurrences/{row.id}"]]
    links = {link for path in found for link in re.findall(r'href="(/articles/\w+)"', get(site, path).text)}
    page = next(html for html in (get(site, link).text for link in links) if hostile["publisher"] in html)
    assert "&lt;script&gt;document.title=" in page
    assert "<script>document" not in page
    assert "<img src=x" not in page


def test_hostile_addresses_in_a_sample_are_no_links() -> None:
    with served(build_app(SampleDesk(), "x")) as url:
        html = requests.get(url + "/flags/f1", timeout=20).text
    assert "javascript:" not in html
    assert "https://example.org/a" in html


def test_a_ruling_is_kept_shown_taken_back_and_kept_all_the_same(site: Site) -> None:
    flag = site.desk.flags(FlagFilter()).rows[0]
    answer = site.form(
        f"/flags/{flag.id}/decisions?kind={flag.kind}", decision="both_right", dimension="window", note="  x "
    )
    assert answer.status_code == 303
    assert f"decided={flag.id}" in answer.headers["location"]
    assert answer.headers["location"].startswith("/flags")
    assert "kind=" + flag.kind in answer.headers["location"]
    shown = site.desk.discrepancy(flag.id, FlagFilter(state="all"))
    assert shown is not None
    assert shown.state == "decided"
    assert shown.decision is not None
    assert (shown.decision.decision, shown.decision.dimension, shown.decision.note, shown.decision.who) == (
        "both_right",
        "window",
        "x",
        "samira",
    )
    assert flag.id not in [row.id for row in site.desk.flags(FlagFilter()).rows]
    assert flag.id in [row.id for row in site.desk.flags(FlagFilter(state="decided")).rows]

    back = site.form(f"/flags/{flag.id}/undo")
    assert back.status_code == 303
    assert back.headers["location"].startswith(f"/flags/{flag.id}")
    shown = site.desk.discrepancy(flag.id, FlagFilter())
    assert shown is not None
    assert shown.state == "open"
    assert shown.decision is None
    assert [(row.decision, row.undone) for row in shown.history][:1] == [("both_right", True)]
    again = site.form(f"/flags/{flag.id}/undo")
    assert again.status_code == 409


def test_a_later_ruling_replaces_an_earlier_one_and_both_stay(site: Site) -> None:
    flag = site.desk.flags(FlagFilter()).rows[-1]
    for decision in ("a_right", "b_right"):
        assert site.form(f"/flags/{flag.id}/decisions", decision=decision).status_code == 303
    shown = site.desk.discrepancy(flag.id, FlagFilter(state="all"))
    assert shown is not None
    assert [(row.decision, row.replaced) for row in shown.history][:2] == [("b_right", False), ("a_right", True)]
    site.form(f"/flags/{flag.id}/undo")


def test_follow_up_keeps_the_flag_in_the_inbox(site: Site) -> None:
    flag = site.desk.flags(FlagFilter()).rows[0]
    assert site.form(f"/flags/{flag.id}/decisions", decision="follow_up").status_code == 303
    assert flag.id in [row.id for row in site.desk.flags(FlagFilter()).rows]
    site.form(f"/flags/{flag.id}/undo")


def test_the_inbox_walks_in_the_order_of_rank(site: Site) -> None:
    rows = site.desk.flags(FlagFilter()).rows
    seen = [rows[0].id]
    while True:
        shown = site.desk.discrepancy(seen[-1], FlagFilter())
        assert shown is not None
        assert (shown.position, shown.total) == (len(seen), len(rows))
        assert shown.previous_id == (seen[-2] if len(seen) > 1 else None)
        if shown.next_id is None:
            break
        seen.append(shown.next_id)
    assert seen == [row.id for row in rows]


def test_pasted_text_is_queued_read_and_shown(site: Site) -> None:
    text = "Mine collapse\r\nThe ministry of labour said 27 miners were killed in a mine near Soma."
    first = site.form("/queue", articles=text, publisher="Desk & Sons", lang="en", date="2026-03-01")
    assert (first.status_code, first.headers["location"]) == (303, "/queue?queued=1")
    assert "Mine collapse" in get(site, "/queue/rows").text
    assert 'hx-trigger="every 2s"' in get(site, "/queue/rows").text
    site.room.work()
    rows = get(site, "/queue/rows").text
    assert "hx-trigger" not in rows
    article = get(site, re.search(r'href="(/articles/\w+)"', rows)[1]).text  # type: ignore[index]
    assert "Desk &amp; Sons" in article
    assert re.search(r"<mark[^>]*><a[^>]*>27<svg", article)
    again = site.form("/queue", articles=text, publisher="Desk & Sons", lang="en", date="2026-03-01")
    assert again.headers["location"] == "/queue?queued=0"


@pytest.mark.parametrize("articles", ["", "   ", "hm", "ftp://example.org/x"])
def test_nothing_worth_queueing_is_said_kindly(site: Site, articles: str) -> None:
    answer = site.form("/queue", articles=articles)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_an_unreachable_address_fails_with_what_to_do_and_can_be_tried_again(site: Site) -> None:
    assert site.form("/queue", articles="http://169.254.169.254/latest").status_code == 303
    site.room.work()
    row = site.desk.verifications()[0]
    assert row.stage == "failed"
    assert row.error == "blocked"
    html = get(site, "/queue").text
    assert "leads to a private network" in html
    assert site.form(f"/queue/{row.id}/retry").status_code == 303
    assert site.desk.verifications()[0].id != row.id
    running = site.desk.verifications()[0]
    assert site.form(f"/queue/{running.id}/cancel").status_code == 303
    site.room.work()
    assert site.desk.verifications()[0].stage == "cancelled"


def test_schedules_are_added_paused_resumed_and_run(site: Site) -> None:
    article = next(row.article_id for row in site.desk.verifications() if row.stage == "done" and row.article_id)
    assert article is not None
    occurrence = site.desk.occurrences()[0].id
    forms = [
        {"subject": article, "rule": "every", "hours": "6"},
        {"subject": f"http://x/articles/{article}", "rule": "adaptive"},
        {"subject": f"/occurrences/{occurrence}", "rule": "cron", "cron": "0 */6 * * *"},
    ]
    for form in forms:
        assert site.form("/schedules", **form).headers.get("location") == "/schedules?did=added"
    rows = site.desk.schedules()
    assert {(row.rule, row.hours) for row in rows} == {("every", 6), ("adaptive", 0), ("cron", 0)}
    one = next(row for row in rows if row.rule == "every")
    site.form(f"/schedules/{one.id}/pause")
    assert next(row for row in site.desk.schedules() if row.id == one.id).state == "paused"
    site.form(f"/schedules/{one.id}/resume")
    assert next(row for row in site.desk.schedules() if row.id == one.id).state == "active"
    assert site.form(f"/schedules/{one.id}/run").status_code == 303
    site.room.work()
    assert next(row for row in site.desk.schedules() if row.id == one.id).last_result == "done"
    html = get(site, "/schedules").text
    assert "every 6 hours" in html
    assert "0 */6 * * *" in html


@pytest.mark.parametrize(
    "form",
    [
        {"subject": "nothing-like-it", "rule": "every", "hours": "6"},
        {"subject": "", "rule": "every", "hours": "6"},
        {"subject": "%", "rule": "adaptive"},
        {"subject": "ARTICLE", "rule": "every", "hours": "0"},
        {"subject": "ARTICLE", "rule": "every", "hours": "six"},
        {"subject": "ARTICLE", "rule": "cron", "cron": "every day"},
    ],
)
def test_a_schedule_that_cannot_be_is_refused_with_the_reason(site: Site, form: dict[str, str]) -> None:
    article = next(row.article_id for row in site.desk.verifications() if row.article_id)
    count = len(site.desk.schedules())
    answer = site.form("/schedules", **{**form, "subject": form["subject"].replace("ARTICLE", str(article))})
    assert answer.status_code == 422
    assert "That schedule can" in answer.text
    assert len(site.desk.schedules()) == count


PAGES_TOO = ("/queue", "/schedules", "/sources", "/people", "/sign-in")
KEYS = {"flag_id": "FLAG", "article_id": "x", "occurrence_id": "x", "session_id": "x", "name": "x"}


def posts_of(app: FastAPI) -> list[str]:
    """Every address of the pages that takes a form: a new one is tried as soon as it is there."""
    found = [path for path, acts in app.openapi()["paths"].items() if "post" in acts]
    return [re.sub(r"\{(\w+)\}", lambda key: KEYS.get(key[1], "1"), path) for path in found]


def test_no_form_works_without_its_token_from_elsewhere_or_under_another_name(site: Site) -> None:
    flag = site.desk.flags(FlagFilter()).rows[0].id
    fields = {"decision": "a_right", "articles": "One two three four.", "subject": "x", "rule": "every"}
    posts = posts_of(build_app(site.desk, "samira", people=People(site.room.runtime.engine)))
    assert len(posts) >= 41
    for path in (path.replace("FLAG", flag) for path in posts):
        url = site.url + path
        bare = requests.post(url, data=fields, timeout=20)
        assert bare.status_code == 403, path
        forged = requests.post(url, data={**fields, "token": "0" * 64}, cookies={"tawatur_form": "x"}, timeout=20)
        assert forged.status_code == 403, path
        foreign = requests.post(url, data=fields, headers={"Origin": "http://evil.example"}, timeout=20)
        assert foreign.status_code == 403, path
        rebound = requests.post(url, data=fields, headers={"Host": "evil.example"}, timeout=20)
        assert rebound.status_code == 421, path
        assert requests.get(url, timeout=20).status_code in (404, 405) or path in PAGES_TOO, path
    assert site.desk.flags(FlagFilter()).rows[0].id == flag


def test_a_page_under_another_host_name_is_refused(site: Site) -> None:
    assert get(site, "/flags", Host="rebound.example").status_code == 421
    assert get(site, "/flags", Host="localhost:1").status_code == 200


def test_bodies_are_capped_with_and_without_a_length(site: Site) -> None:
    big = requests.post(site.url + "/queue", data={"articles": "x" * (MAX_BODY + 1)}, timeout=60)
    assert big.status_code == 413

    def dripping(part: bytes) -> Iterator[bytes]:
        for _ in range(40):
            yield part + b"x" * 100_000

    for part in (b"&articles=", b""):
        answer = requests.post(
            site.url + "/queue",
            data=dripping(part),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            timeout=60,
        )
        assert answer.status_code == 413
        assert "too much text" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/flags/none", "/articles/none", "/occurrences/none", "/nothing", "/static/../app.py", "/static/%2e%2e/app.py",
     "/flags/%00", "/articles/%25", "/occurrences/%27%20or%201=1", "/flags/" + "x" * 3000],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(site: Site, path: str) -> None:
    answer = get(site, path)
    assert answer.status_code == 404
    assert "nothing at this address" in answer.text


@pytest.mark.parametrize(
    "query",
    ["kind=%27", "kind=disputed&page=-4", "page=99999999999999999999", "q=%25_%5c", "q=" + "x" * 5000,
     "state=%3Cscript%3E", "lang_of=%00", "lang=xx&theme=pink&digits=roman"],
)  # fmt: skip
def test_strange_filters_are_no_filters_and_no_failure(site: Site, query: str) -> None:
    answer = get(site, f"/flags?{query}")
    assert answer.status_code in (200, 422)
    assert "<script>" not in answer.text.replace('<script src="/static', "")


@pytest.mark.parametrize(
    "path", ["/queue/99/retry", "/queue/x/retry", "/queue/1e9/cancel", "/schedules/٣/pause", "/flags/zz/undo"]
)
def test_acts_on_what_is_not_there_are_refused(site: Site, path: str) -> None:
    assert site.form(path).status_code == 409


def test_a_ruling_that_does_not_exist_is_refused(site: Site) -> None:
    flag = site.desk.flags(FlagFilter()).rows[0].id
    assert site.form(f"/flags/{flag}/decisions", decision="burn_it").status_code == 422
    assert site.form("/flags/none/decisions", decision="a_right").status_code == 404


def test_choices_of_the_reader_are_kept_in_cookies(site: Site) -> None:
    with requests.Session() as session:
        session.get(site.url + "/flags?lang=ar&digits=latn&theme=dark", timeout=20)
        html = session.get(site.url + "/flags", timeout=20).text
        assert '<html lang="ar" dir="rtl" data-theme="dark">' in html
        assert "٣" not in html.replace("٠-٩", "")
    cookies = session.cookies
    assert all(cookie.has_nonstandard_attr("HttpOnly") for cookie in cookies)


def test_health_and_readiness(site: Site) -> None:
    assert get(site, "/healthz").json() == {"status": "ok"}
    assert get(site, "/readyz").json() == {"status": "ready", "parts": {"database": "ok", "broker": "ok"}}
    assert get(site, "/").headers["location"] == "/flags"


def test_the_factory_serves_over_its_own_database_and_tells_what_is_not_ready(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", broker_url="redis://127.0.0.1:1/0")
    with served(create_app(settings, who="x")) as url:
        assert requests.get(url + "/healthz", timeout=20).status_code == 200
        page = requests.get(url + "/flags", timeout=20)
        assert page.status_code == 503
        assert "out of reach" in page.text
        ready = requests.get(url + "/readyz", timeout=20)
        assert ready.status_code == 503
        assert "migrate" in ready.json()["parts"]["database"]
        assert "doesn't answer" in ready.json()["parts"]["broker"]
        upgrade(make_engine(settings.database))
        assert requests.get(url + "/flags", timeout=20).status_code == 200


def test_what_is_queued_while_the_broker_is_away_waits_in_the_database(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", broker_url="redis://127.0.0.1:1/0")
    upgrade(make_engine(settings.database))
    with served(create_app(settings, who="x")) as url:
        away = Site(url, None, None)  # type: ignore[arg-type]
        started = time.monotonic()
        assert away.form("/queue", articles="https://example.org/1").status_code == 303
        assert time.monotonic() - started < 20
        assert "https://example.org/1" in requests.get(url + "/queue", timeout=20).text
