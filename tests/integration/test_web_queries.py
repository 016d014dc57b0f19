"""How often each page and each answer of the API asks the database: as often over many rows as over few."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import requests
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine, event
from sqlmodel import Session

from benchmarks.desk import fill
from core.store import make_engine, upgrade, writing
from core.store.ids import derived
from core.store.tables import (
    CorrectionRow,
    DeadLetterRow,
    DecisionRow,
    JobRow,
    OccurrenceRow,
    RevisionRow,
    ScheduleRow,
    SourceRow,
    VisitRow,
)
from desk.people import add_user
from desk.signing import People
from desk.stored import StoredDesk
from desk.web.app import build_app
from desk.web.signed import SESSION_COOKIE
from tests.e2e.serving import served

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PASSWORD = "a river in flood 7"
FLAG, ARTICLE, OCCURRENCE = derived("flag", 0, 0), derived("report", 0, 0), derived("bench", 0)

MOST = {
    "/": 0, "/healthz": 0, "/readyz": 6, "/metrics": 12, "/flags.atom": 6,
    "/sign-in": 4, "/account": 12, "/people": 11, "/people/acts": 11,
    "/queue": 16, "/queue/rows": 16, "/queue/dead": 12,
    "/flags": 28, "/flags/{flag_id}": 30,
    "/articles/{article_id}": 26, "/articles/{article_id}/text": 22, "/articles/{article_id}/revisions": 14,
    "/occurrences": 16, "/occurrences/{occurrence_id}": 26, "/occurrences/{occurrence_id}/print": 40,
    "/schedules": 16, "/schedules/{schedule_id}": 17, "/sources": 14,
    "/export/claims.{format_name}": 12, "/export/flags.{format_name}": 50, "/export/claimreview.json": 16,
    "/export/gold.jsonl": 16,
}  # fmt: skip
"""Statements that one request to each address may send, signing in and BEGIN included. A new page is a new line."""
MOST_OF_API = {
    "/flags": 20, "/flags/{flag_id}": 26, "/filters": 8, "/verifications": 13, "/dead": 8, "/articles": 8,
    "/articles/{article_id}": 22, "/articles/{article_id}/revisions": 10, "/occurrences": 12,
    "/occurrences/{occurrence_id}": 22, "/schedules": 12, "/schedules/{schedule_id}": 13, "/sources": 8,
    "/sources/hosts": 8, "/people": 6, "/acts": 6, "/account": 8,
    "/export/claims.{format_name}": 12, "/export/flags.{format_name}": 50, "/export/claimreview.json": 16,
    "/export/gold.jsonl": 16,
}  # fmt: skip
IDS = {"flag_id": FLAG, "article_id": ARTICLE, "occurrence_id": OCCURRENCE, "schedule_id": "1", "format_name": "csv"}


@dataclass(frozen=True)
class Filled:
    """A served desk over coined rows."""

    url: str
    app: FastAPI
    engine: Engine
    cookie: str

    def asked(self, path: str) -> list[str]:
        """The statements that a page of an admin asks the database."""
        said: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            said.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        try:
            cookies = {} if path == "/sign-in" else {SESSION_COOKIE: self.cookie}
            answer = requests.get(self.url + path, cookies=cookies, allow_redirects=False, timeout=60)
            assert answer.status_code == (307 if path == "/" else 200), (path, answer.text[:500])
            return said
        finally:
            event.remove(self.engine, "before_cursor_execute", note)


@contextmanager
def filled(url: str, occurrences: int) -> Iterator[Filled]:
    """A desk over so many occurrences, and whatever else a page can list in proportion to them."""
    engine = make_engine(url)
    upgrade(engine)
    with writing(engine) as session:
        fill(session, occurrences * 100, occurrences * 12)
        _more(session, occurrences)
    for number in range(occurrences):
        add_user(engine, f"Person {number}", "admin", PASSWORD)
    people, desk = People(engine), StoredDesk(engine, lambda messages: ())
    signed = people.sign_in("Person 0", PASSWORD, "::1")
    for number in range(occurrences):
        desk.save_filter(f"Filter {number}", "kind=disputed", "Person 0")
        people.new_token(signed.person, f"Program {number}")
    app = build_app(desk, "x", people=people)
    with served(app) as address:
        yield Filled(address, app, engine, signed.token)
    engine.dispose()


def _more(session: Session, occurrences: int) -> None:
    """Rulings, corrections, wordings, failing hosts and dead letters."""
    for number in range(occurrences):
        flag, report = derived("flag", number, 1), derived("report", number, 0)
        ruling = {"ruling": "a_right", "who": "Rami", "decided_at": NOW, "evidence": []}
        session.add(DecisionRow(flag_id=flag, **ruling))
        session.add(DecisionRow(flag_id=FLAG, **ruling))
        wording = session.get(RevisionRow, derived("revision", number, 0))
        assert wording is not None
        struck = {"act": "strike", "start": 0, "end": 2, "who": "Rami", "made_at": NOW}
        session.add(CorrectionRow(report_id=report, document_hash=wording.document_hash, **struck))
        url = f"https://down{number}.example/1"
        session.add(VisitRow(url=url, status="timeout", reason="no answer", failures=2, fetched_at=NOW))
        session.add(SourceRow(kind="feed", location=f"https://more{number}.example/rss", created_at=NOW))
        job = JobRow(task="read", subject=url, queue="interactive", state="dead", due_at=NOW, created_at=NOW)
        session.add(job)
        session.flush()
        dead = {"task": "read", "subject": url, "attempts": 4, "reason": "it timed out", "died_at": NOW}
        session.add(DeadLetterRow(job_id=job.id or 0, **dead))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with filled(f"sqlite:///{tmp_path_factory.mktemp('small') / 'desk.db'}", 1) as found:
        yield found


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with filled(f"sqlite:///{tmp_path_factory.mktemp('large') / 'desk.db'}", 4) as found:
        yield found


def reads(app: FastAPI) -> set[str]:
    """Every address of an application that is read: whoever adds one has to say how often it asks."""
    return {path for path, acts in app.openapi()["paths"].items() if "get" in acts}


def api_of(app: FastAPI) -> FastAPI:
    """The application under /api/v1."""
    (mount,) = (route for route in app.routes if getattr(route, "path", "") == "/api/v1")
    found = mount.app  # type: ignore[attr-defined]
    assert isinstance(found, FastAPI)
    return found


def test_every_page_has_its_number(small: Filled) -> None:
    assert reads(small.app) == set(MOST)
    assert reads(api_of(small.app)) == set(MOST_OF_API)
    assert all(route.include_in_schema for route in small.app.routes if isinstance(route, APIRoute))


@pytest.mark.parametrize("path", [*MOST, *(f"/api/v1{path}" for path in MOST_OF_API)])
def test_a_page_asks_as_often_over_many_rows_as_over_few(small: Filled, large: Filled, path: str) -> None:
    most = MOST_OF_API[path.removeprefix("/api/v1")] if path.startswith("/api/v1") else MOST[path]
    address = path.format(**IDS)
    few, many = small.asked(address), large.asked(address)
    assert len(many) <= len(few), (path, len(few), len(many))
    assert len(many) <= most, (path, len(many), many)
    assert len(many) > 0 or most == 0, path


def test_long_lists_go_on_to_their_end(small: Filled) -> None:
    with writing(small.engine) as session:
        for number in range(230):
            subject = f"https://many.example/{number}"
            occurrence = {"first_date": "2020-01-01", "last_date": "2020-01-01", "changed": 1, "judged": 1}
            session.add(OccurrenceRow(id=derived("many", number), title=f"No {number}", created_at=NOW, **occurrence))
            session.add(ScheduleRow(subject_kind="article", subject_id=subject, rule="adaptive", created_at=NOW))
            job = JobRow(task="read", subject=subject, queue="interactive", state="dead", due_at=NOW, created_at=NOW)
            session.add(job)
            session.flush()
            dead = {"task": "read", "subject": subject, "attempts": 4, "reason": "x", "died_at": NOW}
            session.add(DeadLetterRow(job_id=job.id or 0, **dead))
    cookies = {SESSION_COOKIE: small.cookie}
    links = {
        "/occurrences": r'href="(/occurrences/\w{20,})"',
        "/schedules": r'href="(/schedules/\d+)"',
        "/queue/dead": r'action="(/queue/dead/\d+)/retry"',
        "/queue": r'href="(/articles/\w+)"',
    }
    for path, link in links.items():
        seen: list[str] = []
        address: str | None = path
        while address:
            html = requests.get(small.url + address, cookies=cookies, timeout=60).text
            seen += re.findall(link, html)
            onward = re.search(r'href="([^"]+)" rel="next"', html)
            address = onward[1] if onward else None
        total = re.search(r'class="sum"><strong>([\d,]+) ', html)
        assert total is not None
        assert len(seen) == int(total[1].replace(",", "")) >= 200, path
        assert path == "/queue" or len(set(seen)) == len(seen), path  # many runs are of one article
        listed: list[str] = []
        address = "/api/v1" + {"/queue/dead": "/dead", "/queue": "/verifications"}.get(path, path)
        while address:
            part = requests.get(small.url + address, cookies=cookies, timeout=60).json()
            listed += [str(item["id"]) for item in part["items"]]
            address = part["next"]
        assert len(listed) == len(set(listed)) == len(seen), path
    for query in ("page=0", "page=x", "page=-1", "page=99999999999", "before=x", "page=9999"):
        for path in links:
            assert requests.get(f"{small.url}{path}?{query}", cookies=cookies, timeout=60).status_code == 200
