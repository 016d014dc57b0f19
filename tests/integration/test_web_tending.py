"""The desk's further acts over real HTTP: files, dead letters, second reviewers, wordings, sources, merge and split."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from sqlmodel import Session

from core.settings import Settings, SettingsError, load_settings
from core.store import upgrade, writing
from core.store.engine import make_engine
from core.store.tables import DeadLetterRow, JobRow, VisitRow
from desk.people import add_user
from desk.stored import StoredDesk
from desk.views import FlagFilter
from desk.web import create_app
from desk.web.app import build_app
from tests.e2e.newsroom import Newsroom, open_newsroom
from tests.e2e.serving import served
from workers.outbox import utc_now
from workers.pipeline.fetching import make_fetcher


@dataclass(frozen=True)
class Site:
    """A served desk over a checked newsroom."""

    url: str
    room: Newsroom
    desk: StoredDesk

    def get(self, path: str) -> requests.Response:
        """A page."""
        return requests.get(self.url + path, allow_redirects=False, timeout=30)

    def post(self, path: str, files: object = None, **fields: object) -> requests.Response:
        """A form with its token."""
        with requests.Session() as session:
            token = re.search(r'name="token" value="(\w+)"', session.get(self.url + "/queue", timeout=30).text)
            assert token is not None
            data = {"token": token[1], **fields}
            return session.post(self.url + path, data=data, files=files, allow_redirects=False, timeout=60)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    room = open_newsroom(tmp_path_factory.mktemp("tending"))
    desk = StoredDesk(room.runtime.engine, room.publish, fetcher=lambda: make_fetcher(room.settings))
    with served(build_app(desk, "samira")) as url:
        yield Site(url, room, desk)
    room.runtime.close()


def test_files_are_queued_and_bombs_are_not(site: Site) -> None:
    files = [
        ("file", ("a.txt", b"https://example.org/a\nhttps://example.org/b")),
        ("file", ("b.txt", b"Mine\n9 hurt there")),
    ]
    answer = site.post("/queue", files=files, articles="")
    assert answer.headers.get("location") == "/queue?queued=3"
    table = ("table.csv", b"outlet,url\nAFP,https://example.org/c\n")
    page = ("page.html", b"<article><h1>Pit closes</h1><p>The union said 14 miners were hurt in the pit.</p></article>")
    lines = ("more.jsonl", b'{"url": "https://example.org/d"}')
    answer = site.post("/queue", files=[("file", one) for one in (table, page, lines)], articles="https://e.org/e")
    assert answer.headers.get("location") == "/queue?queued=4"
    wrong = site.post("/queue", files=[("file", ("more.jsonl", b'{"url": "https://example.org/f"}\n{'))], articles="")
    assert (wrong.status_code, "more.jsonl, line 2: not valid JSON" in wrong.text) == (422, True)
    refused = site.post("/queue", files=[("file", ("x.zip", b"PK\x03\x04\xff\xfe" * 50))])
    assert refused.status_code == 422
    assert "no plain text" in refused.text
    assert site.post("/queue", files=[("file", ("x.txt", b"a" * 2_100_000))]).status_code == 413
    many = [("file", (f"{n}.txt", b"")) for n in range(1_100)]
    assert site.post("/queue", files=many).status_code in (400, 413, 422)


def test_ten_thousand_addresses_are_queued_and_more_are_refused_not_cut(site: Site, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'tawatur.db'}")
    upgrade(engine)
    desk = StoredDesk(engine, lambda _: ())
    address = "https://example.org/news/2026/03/02/{}"
    some = "\n".join(address.format(n) for n in range(10_000))
    with served(build_app(desk, "samira")) as url:
        empty = Site(url, site.room, desk)
        assert empty.post("/queue", articles=some).headers.get("location") == "/queue?queued=10000"
        refused = empty.post("/queue", articles=some + "\n" + address.format("more"))
    assert (refused.status_code, "At most 10,000 articles at once" in refused.text) == (422, True)
    engine.dispose()


@pytest.mark.parametrize("path", ["/queue", "/flags/x/second", "/bulk/filters", "/sources", "/sign-in", "/people"])
def test_a_nul_character_is_a_clear_400(site: Site, path: str) -> None:
    answer = site.post(path, articles="one two\0three four", note="a\0b", name="a\0b", location="\0")
    assert answer.status_code == 400
    assert "a character that no text has" in answer.text


def test_a_second_reviewer_is_asked_for_shown_and_settled_by_another_ones_ruling(site: Site) -> None:
    flag = site.desk.flags(FlagFilter()).rows[0].id
    assert site.post(f"/flags/{flag}/second", note="Same attack?").status_code == 303
    page = site.get(f"/flags/{flag}").text
    assert "A second reviewer is asked for." in page
    assert "Same attack?" in page
    assert [row.id for row in site.desk.flags(FlagFilter(second=True)).rows] == [flag]
    site.desk.decide(flag, "cannot_tell", None, "", "samira")
    assert [row.id for row in site.desk.flags(FlagFilter(second=True, state="all")).rows] == [flag]
    site.desk.decide(flag, "a_right", None, "", "rami")
    assert site.desk.flags(FlagFilter(second=True, state="all")).rows == ()
    page = site.get(f"/flags/{flag}?state=all").text
    assert "ruled right" in page
    assert "ruled wrong" in page
    site.desk.undo(flag, "rami")


def test_the_slider_ends_chart_and_tally_at_a_day_without_script(site: Site) -> None:
    shown = (site.desk.occurrence(row.id, None) for row in site.desk.occurrences())
    one = next(found for found in shown if found is not None and len(found.days) > 1)
    page = f"/occurrences/{one.id}"
    assert 'type="range"' in site.get(page).text
    moved = site.get(f"{page}?step=0&codebook=ibc").headers["location"]
    assert moved == f"{page}?codebook=ibc&known_at={one.days[0]}"
    assert site.get(moved).status_code == 200
    early = site.desk.occurrence(one.id, None, one.days[0])
    assert early is not None
    assert 0 < len(early.toll) < len(one.toll)
    assert site.get(f"{page}?step={len(one.days) - 1}").headers["location"] == f"{page}?"
    flag = site.desk.flags(FlagFilter()).rows[0].id
    now, then = (site.desk.discrepancy(flag, FlagFilter(), day) for day in (None, "2001-01-01"))
    assert now is not None
    assert then is not None
    assert (len(now.toll) > 0, then.toll, then.days) == (True, (), now.days)
    for query in ("step=0", "step=99", "step=x", "known_at=x%27"):
        assert site.get(f"/flags/{flag}?{query}").status_code in (200, 303), query


def test_every_filter_of_the_form_narrows_and_kept_filters_count(site: Site) -> None:
    rows = site.desk.flags(FlagFilter()).rows
    outlet = site.desk.discrepancy(rows[0].id, FlagFilter()).left.publisher  # type: ignore[union-attr]
    site.desk.assign((rows[0].id,), "samira", "samira")
    assert [row.id for row in site.desk.flags(FlagFilter(assignee="samira")).rows] == [rows[0].id]
    for query in (f"outlet={outlet}", "measure=killed", "assignee=samira", "days=7", "second=1", "days=x"):
        assert site.get(f"/flags?{query}").status_code == 200, query
    html = site.get("/flags").text
    assert all(f'name="{name}"' in html for name in ("q", "lang_of", "state", "measure", "outlet", "assignee", "days"))
    assert site.post("/bulk/filters?assignee=samira", name="Mine").status_code == 303
    kept = next(one for one in site.desk.saved_filters("samira") if one.name == "Mine")
    assert kept.count == 1
    site.desk.assign((rows[0].id,), None, "samira")


def test_a_feed_is_added_tried_paused_and_a_path_is_not(site: Site) -> None:
    for location in ("/etc/passwd", "file:///etc/passwd", "../secret", "javascript:alert(1)", "http://a b/"):
        assert site.post("/sources", location=location).status_code == 422, location
    assert site.post("/sources", location="http://169.254.169.254/feed", name="Inside").status_code == 303
    row = next(one for one in site.desk.sources() if one.name == "Inside")
    tried = site.post(f"/sources/{row.id}/try")
    assert tried.status_code == 200
    assert "private" in tried.text or "not fetched" in tried.text
    assert site.post(f"/sources/{row.id}/pause").status_code == 303
    assert next(one for one in site.desk.sources() if one.id == row.id).health == "off"
    assert site.post(f"/sources/{row.id}/resume").status_code == 303
    archive = next(one for one in site.desk.sources() if one.kind == "jsonl")
    assert site.desk.try_source(archive.id, "samira").found > 3


def test_errors_are_told_by_host_and_dead_letters_wait_for_a_person(site: Site) -> None:
    now = utc_now()
    with writing(site.room.runtime.engine) as session:
        for n in range(3):
            session.add(
                VisitRow(
                    url=f"https://down.example/{n}", status="timeout", reason="no answer", failures=2, fetched_at=now
                )
            )
        _dead(session)
    html = site.get("/sources").text
    assert "down.example" in html
    assert "3 pages" in html
    html = site.get("/queue/dead").text
    assert "it timed out" in html
    letters = site.desk.dead()
    assert site.post(f"/queue/dead/{letters[0].id}/discard").status_code == 303
    assert site.desk.dead() == ()
    assert site.post("/queue/dead/99999/retry").status_code == 409


def _dead(session: Session) -> None:
    job = JobRow(task="read", subject="x", queue="interactive", state="dead", due_at=utc_now(), created_at=utc_now())
    session.add(job)
    session.flush()
    session.add(
        DeadLetterRow(
            job_id=job.id or 0, task="read", subject="https://x.example", attempts=4, reason="it timed out",
            died_at=utc_now(),
        )
    )  # fmt: skip


def test_reports_are_split_off_and_merged_back(site: Site) -> None:
    one = max(site.desk.occurrences(), key=lambda row: row.reports)
    found = site.desk.occurrence(one.id, None)
    assert found is not None
    report = found.reports[0][1][0].article_id
    answer = site.post(f"/occurrences/{one.id}/split", report=report, note="Another day")
    assert answer.status_code == 303
    other = answer.headers["location"].rpartition("/")[2]
    assert other != one.id
    site.room.work()
    back = site.post(f"/occurrences/{one.id}/merge", other=f"{site.url}/occurrences/{other}")
    assert back.headers["location"] == f"/occurrences/{one.id}"
    assert site.post(f"/occurrences/{one.id}/merge", other="nothing-like-it").status_code == 409
    assert site.post(f"/occurrences/{one.id}/split").status_code == 409
    site.room.work()


def test_a_schedule_tells_its_runs(site: Site) -> None:
    article = next(row.article_id for row in site.desk.verifications() if row.stage == "done" and row.article_id)
    site.desk.add_schedule(str(article), "every", "6", "samira")
    row = site.desk.schedules()[0]
    site.desk.run_schedule(row.id, "samira")
    site.room.work()
    assert "1 run" in site.get(f"/schedules/{row.id}").text
    assert f'href="/schedules/{row.id}"' in site.get(f"/articles/{article}").text
    assert site.get("/schedules/999").status_code == 404


def test_behind_a_trusted_proxy_cookies_are_secure_and_only_there(tmp_path: Path) -> None:
    for proxies, secure in ((("127.0.0.1",), True), ((), False)):
        settings = Settings(
            home=tmp_path / "home", broker_url="redis://127.0.0.1:1/0", trusted_proxies=proxies,
            desk_hosts=("desk.example",),
        )  # fmt: skip
        engine = make_engine(settings.database)
        upgrade(engine)
        if secure:
            add_user(engine, "Amal", "admin", "a river in flood 7")
        with served(create_app(settings, who="x")) as url:
            headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Host": "desk.example"}
            answer = requests.get(url + "/sign-in", headers=headers, allow_redirects=False, timeout=20)
            assert answer.status_code == 200
            assert ("Secure" in answer.headers["set-cookie"]) is secure
            assert requests.get(url + "/sign-in", headers={"Host": "other.example"}, timeout=20).status_code == 421
        engine.dispose()


@pytest.mark.parametrize(("name", "value"), [("DESK_HOSTS", "https://x.org"), ("TRUSTED_PROXIES", "everyone")])
def test_wrong_names_and_proxies_are_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TAWATUR_{name}", value)
    with pytest.raises(SettingsError, match=name):
        load_settings()
