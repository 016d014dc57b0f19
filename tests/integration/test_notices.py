"""Flags that open are told: by real workers, to a real webhook and a real mail server, once each."""

import json
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest
import requests
from sqlalchemy import Engine

from core.settings import Settings
from core.store import reading
from core.store.queries import flags, notices
from core.store.tables import NoticeRow, NoticeRuleRow
from tests.integration.crew import Crew, crew
from tests.integration.receiving import mail_server, webhook
from workers.app import make_app, publisher
from workers.notices.announcing import tell
from workers.notices.rules import rule_for
from workers.notices.webhook import signature
from workers.outbox import unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.queueing import queue_article

PAIR = (
    "Mine collapse\nThe collapse killed 34 miners in Dorva on Monday, the governor said.",
    "Mine disaster\nThe collapse killed 12 miners in Dorva on Monday, the miners' union said.",
)


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.fixture
def watched(settings: Settings) -> Settings:
    mail = f"smtp://127.0.0.1:{free_port()}"
    extra = {"smtp_url": mail, "desk_url": "https://desk.example.org", "metrics_port": free_port()}
    return Settings(**{**settings.model_dump(exclude_unset=True), **extra})


@pytest.fixture
def hired(watched: Settings, engine: Engine) -> Iterator[Crew]:
    with crew(watched, engine) as made:
        yield made


def add_rule(hired: Crew, rule: NoticeRuleRow) -> int:
    with unit(hired.engine, publisher(make_app(hired.settings)), utc_now()) as work:
        return notices.add_rule(work.session, rule).id or 0


def queue_pair(hired: Crew) -> list[int]:
    publish, runs = publisher(make_app(hired.settings)), []
    for n, text in enumerate(PAIR):
        with unit(hired.engine, publish, utc_now()) as work:
            article = Article(document=text, lang="en", date="2026-03-03", publisher=f"Outlet {n}")
            runs.append(queue_article(work, article).verification_id)
        hired.over(runs[-1])
    return runs


def latest(hired: Crew, rule: int) -> NoticeRow | None:
    with reading(hired.engine) as session:
        return notices.latest_notices(session).get(rule)


def settled(hired: Crew, rule: int) -> NoticeRow:
    def closed() -> bool:
        row = latest(hired, rule)
        return row is not None and row.status != "waiting"

    hired.until(closed)
    row = latest(hired, rule)
    assert row is not None
    return row


def test_flags_are_told_signed_once_and_counted(hired: Crew) -> None:
    port = int(str(hired.settings.smtp_url).rpartition(":")[2])
    with webhook(500, 204) as receiver, mail_server(port) as letters:
        hook = rule_for(receiver.url)
        secret = str(hook.secret)
        told = add_rule(hired, hook)
        mailed = add_rule(hired, rule_for("desk@example.org", lang="ar"))
        silent = add_rule(hired, rule_for(receiver.url, kinds=["changed_silently"]))
        hired.worker(concurrency=2)
        queue_pair(hired)
        assert settled(hired, told).status == settled(hired, mailed).status == "sent"
        assert latest(hired, silent) is None
        with reading(hired.engine) as session:
            (flag,) = flags.list_flags(session)
        # The first try was answered 500: the second is the same notice, and there is no third.
        assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
        assert len(receiver.got) == 2
        headers, body = receiver.got[-1]
        moment = int(headers["webhook-timestamp"])
        assert headers["webhook-signature"] == signature(secret, headers["webhook-id"], moment, body)
        (found,) = json.loads(body)["flags"]
        assert found["id"] == flag.id
        assert found["kind"] == "disputed"
        assert "34" in found["summary"]["en"]
        assert found["url"] == f"https://desk.example.org/flags/{flag.id}"
        (envelope,) = letters.got
        letter = message_from_bytes(envelope.content, policy=default)
        assert envelope.rcpt_tos == ["desk@example.org"]
        assert "34" in str(letter["Subject"])
        assert f"https://desk.example.org/flags/{flag.id}" in letter.get_content()
        assert "جديد" in letter.get_content()
    shown = requests.get(f"http://127.0.0.1:{hired.settings.metrics_port}/metrics", timeout=5).text
    counted = dict(line.rsplit(" ", 1) for line in shown.splitlines() if not line.startswith("#"))
    # Two children did the work; the sum is shown.
    assert float(counted['tawatur_verifications_total{outcome="done"}']) == 2
    assert float(counted['tawatur_flags_total{change="opened",kind="disputed"}']) == 1
    assert float(counted['tawatur_jobs_total{outcome="postponed",task="notify"}']) == 1
    assert float(counted['tawatur_stage_seconds_count{stage="comparing"}']) == 2


def test_a_private_receiver_is_refused_and_a_dead_one_is_said(hired: Crew) -> None:
    private = add_rule(hired, rule_for("https://10.0.0.7/hook"))
    gone = add_rule(hired, rule_for("desk@example.org"))  # nobody listens at the mail server's port
    with webhook(410) as receiver:
        closed = add_rule(hired, rule_for(receiver.url))
        hired.worker(concurrency=1)
        with unit(hired.engine, publisher(make_app(hired.settings)), utc_now()) as work:
            for rule in (private, gone, closed):
                row = notices.get_rule(work.session, rule)
                assert row is not None
                tell(work, row, ())
        refused, unwanted = settled(hired, private), settled(hired, closed)
    assert refused.status == unwanted.status == "failed"
    assert "not a public one" in str(refused.reason)
    assert "410" in str(unwanted.reason)
    waiting = latest(hired, gone)
    assert waiting is not None
    assert waiting.status == "waiting"  # and is tried again for an hour and more
