"""The feed and the metrics of the web desk, and who may read them."""

from collections.abc import Iterator

import pytest
import requests
from lxml import etree as Xml
from sqlalchemy import Engine

from core.store import writing
from core.store.tables import FlagRow, JobRow
from desk.people import add_user
from desk.signing import People
from desk.stored import StoredDesk
from desk.web.app import build_app
from tests.e2e.serving import served
from workers.outbox import utc_now

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def url(engine: Engine) -> Iterator[str]:
    with served(build_app(StoredDesk(engine, lambda _: ()), "samira", people=People(engine))) as address:
        yield address


@pytest.fixture
def flagged(engine: Engine) -> Engine:
    now = utc_now()
    with writing(engine) as session:
        for n, kind in enumerate(("denied", "disputed")):
            because = {"en": f"{n} <b>&", "ar": f"{n} ضد"}
            session.add(
                FlagRow(id=f"flag{n}", kind=kind, key=kind, because=because, evidence=[], opened_at=now, changed_at=now)
            )
        session.add(
            JobRow(task="look", subject="1:0", queue="fetch", state="sent", due_at=now, sent_at=now, created_at=now)
        )
    return engine


def test_feed_and_metrics_without_users(url: str, flagged: Engine) -> None:
    answer = requests.get(f"{url}/flags.atom", params={"kind": "denied", "lang": "ar"}, timeout=20)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    entries = Xml.fromstring(answer.content).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}summary") for entry in entries] == ["0 ضد"]
    shown = requests.get(f"{url}/metrics", timeout=20).text
    assert 'tawatur_queue_jobs{queue="fetch",state="sent"} 1.0' in shown
    assert 'tawatur_flags_open{kind="disputed"} 1.0' in shown
    assert "tawatur_dead_letters_open 0.0" in shown


def test_with_users_a_token_is_needed(url: str, flagged: Engine) -> None:
    vera = add_user(flagged, "Vera", "viewer", "a river in flood 7")
    token = People(flagged).new_token(vera, "reader")
    for path in ("/flags.atom", "/metrics"):
        refused = requests.get(url + path, timeout=20)
        assert refused.status_code == 401
        assert "Basic" in refused.headers["WWW-Authenticate"]
        assert requests.get(url + path, auth=("", "taw_wrong"), timeout=20).status_code == 401
        assert requests.get(url + path, headers={"Authorization": "Basic ?"}, timeout=20).status_code == 401
        assert requests.get(url + path, auth=("any", token), timeout=20).status_code == 200
        bearer = {"Authorization": f"Bearer {token}"}
        assert requests.get(url + path, headers=bearer, timeout=20).status_code == 200
