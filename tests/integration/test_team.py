"""The team set-up of docker-compose.yml at work on this machine; its backup and restore; an upgrade while it runs."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy.engine import make_url

from core.store import make_engine, pending, reading
from core.store.migrate import downgrade
from core.store.queries import flags, verifications
from tests.conftest import _execute
from tests.integration.command import one_sentence, tawatur
from tests.integration.composed import Composed, composed, postgres_program

pytestmark = pytest.mark.postgres

STAYING = ("worker", "fetch-worker", "beat", "web")
PAIR = (
    "Mine collapse\nThe collapse killed 34 miners in Dorva on Monday, the governor said.",
    "Mine disaster\nThe collapse killed 12 miners in Dorva on Monday, the miners' union said.",
)


@pytest.fixture
def team(tmp_path: Path, postgres_url: str) -> Iterator[Composed]:
    made = composed(tmp_path, postgres_url)
    yield made
    made.end()


def start(team: Composed, *names: str) -> None:
    team.healthy("postgres")
    team.start("redis")
    team.healthy("redis")
    migrated = team.run("migrate")
    assert migrated.returncode == 0, migrated.stderr.decode()
    team.start(*names)
    for name in names:
        team.healthy(name)


def queue(team: Composed, text: str) -> None:
    body = {"article": {"text": text, "lang": "en", "date": "2026-03-03"}}
    answer = requests.post(f"{team.web}/api/v1/verifications", json=body, timeout=20)
    assert answer.status_code == 202, answer.text


def wait_for(team: Composed, done: int, seconds: float = 60.0) -> list[Any]:
    deadline = time.monotonic() + seconds
    while True:
        rows = requests.get(f"{team.web}/api/v1/verifications", timeout=20).json()["items"]
        if len([row for row in rows if row["stage"] == "done"]) == done:
            return list(rows)
        assert time.monotonic() < deadline, f"{rows}\n{team.log('worker')}\n{team.log('fetch-worker')}"
        time.sleep(0.2)


def test_what_the_file_starts_works_and_stops_in_order(team: Composed, tmp_path: Path, postgres_server: str) -> None:
    start(team, *STAYING)
    assert requests.get(f"{team.web}/readyz", timeout=20).json()["status"] == "ready"
    for n, text in enumerate(PAIR, 1):
        queue(team, text)
        wait_for(team, n)
    (flag,) = requests.get(f"{team.web}/api/v1/flags", timeout=20).json()["items"]
    assert flag["kind"] == "disputed"
    # The backup is taken while all runs, and restored into an empty database.
    url = make_url(team.postgres_url)
    host, dump = str(url.query["host"]), tmp_path / "tawatur.dump"
    at = ["--host", host, "--username", str(url.username)]
    subprocess.run(
        [postgres_program("pg_dump"), *at, "--format=custom", f"--file={dump}", str(url.database)],
        check=True,
        timeout=60,
    )
    _execute(postgres_server, "CREATE DATABASE restored")
    try:
        subprocess.run(
            [postgres_program("pg_restore"), *at, "--dbname=restored", "--no-owner", "--exit-on-error", str(dump)],
            check=True,
            timeout=60,
        )
        engine = make_engine(team.postgres_url.replace(f"/{url.database}?", "/restored?"))
        assert pending(engine) == ()
        with reading(engine) as session:
            assert [row.id for row in flags.list_flags(session)] == [flag["id"]]
            assert verifications.stage_counts(session) == {"done": 2}
        engine.dispose()
    finally:
        _execute(postgres_server, "DROP DATABASE restored WITH (FORCE)")
    # Uvicorn ends in order, and then by the signal that it was sent.
    ended = {"worker": 0, "fetch-worker": 0, "beat": 0, "web": -signal.SIGTERM}
    assert {name: team.stop(name) for name in STAYING} == ended


def test_an_upgrade_while_workers_run_loses_nothing(team: Composed) -> None:
    start(team, "worker", "web")
    engine = make_engine(team.postgres_url)
    # The workers of the new release are there before its tables: what they take waits until the migration has run.
    downgrade(engine, "0010")
    queue(team, PAIR[0])
    queue(team, PAIR[1])
    deadline = time.monotonic() + 30
    while "tawatur migrate" not in team.log("worker"):
        assert time.monotonic() < deadline, team.log("worker")
        time.sleep(0.1)
    assert team.run("migrate").returncode == 0
    rows = wait_for(team, 2)
    assert {row["stage"] for row in rows} == {"done"}
    engine.dispose()


def test_a_backup_of_the_embedded_database_is_whole_while_it_is_written(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    missing = tawatur(home, "backup", str(file))
    assert missing.returncode == 5
    assert "queue something first" in one_sentence(missing)
    assert tawatur(home, "add", "-", stdin=PAIR[0].encode()).returncode == 0
    assert tawatur(home, "backup", str(file)).returncode == 0
    again = tawatur(home, "backup", str(file))
    assert again.returncode == 2
    assert "exists" in one_sentence(again)
    restored = make_engine(f"sqlite:///{file}")
    with reading(restored) as session:
        assert sum(verifications.stage_counts(session).values()) == 1
    restored.dispose()
    other = tawatur(home, "backup", str(tmp_path / "x.db"), database_url="postgresql://nobody@127.0.0.1:1/none")
    assert other.returncode == 2
    assert "pg_dump" in one_sentence(other)
