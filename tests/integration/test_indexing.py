"""New reports are found by all: the indexing process beside each worker, and placing that asks the archive."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from core.settings import Settings, load_settings
from core.store import make_engine, reading, upgrade, writing
from core.store.queries import archive_orders, occurrences, reports
from core.store.tables import ArchiveOrderRow
from tests.integration.command import tawatur
from tests.integration.crew import Crew, crew
from tests.integration.test_pipeline import Bench, _article, _told
from workers.app import make_app, publisher
from workers.archive import Archive, ArchiveQuery, catching_up, open_archive
from workers.archive.catching_up import catch_up, rebuild
from workers.broker import stop_broker
from workers.outbox import unit, utc_now
from workers.pipeline.queueing import queue_article

SOON = 5.0


@pytest.fixture
def bench(settings: Settings, engine: Engine) -> Iterator[Bench]:
    made = Bench(settings, engine)
    yield made
    made.runtime.close()


def _index(bench: Bench, archive: Archive) -> None:
    """As the indexing process does; the orders are forgotten, as they are after a while."""
    catch_up(bench.engine, archive, bench.now)
    with writing(bench.engine) as session:
        archive_orders.forget(session, bench.now + timedelta(seconds=1))
    with reading(bench.engine) as session:
        assert session.execute(select(ArchiveOrderRow)).all() == []


ARABIC = {
    "id": "Shamal",
    "document": "مقتل 34 مدنيا في انفجار بسوق عدن\n"
    "قتل 34 مدنيا في انفجار وقع يوم الاثنين في سوق بمدينة عدن، بحسب وزارة الصحة.\n"
    "وهز الانفجار السوق ظهرا، وبحث رجال الإنقاذ بين المحال حتى المساء.",
    "lang": "ar",
    "date": "2026-03-02",
    "publisher": "Shamal",
}


GERMAN = "Explosion in Hafenstadt: 12 Verletzte\nBei einer Explosion wurden am Montag 12 Menschen verletzt."


def test_a_new_report_is_placed_among_those_that_the_archive_finds(bench: Bench) -> None:
    archive = bench.runtime.archive
    bench.verify(_article(_told("34", "the Health Ministry", "East")))
    _index(bench, archive)
    bench.verify(_article(ARABIC))
    with reading(bench.engine) as session:
        (occurrence,) = occurrences.list_occurrences(session)
        assert len(occurrences.members(session, occurrence.id)) == 2
    _index(bench, archive)
    yesterday = _told("5", "the governor", "South", date="2026-03-01")
    yesterday["document"] = (
        "Roadside bomb near Aden kills 5 soldiers\nFive soldiers died on Sunday when a bomb went off under their lorry "
        "on the coast road outside Aden, the governor said. Nobody claimed the attack on the convoy."
    )
    bench.verify(_article(yesterday))
    with reading(bench.engine) as session:
        assert len(occurrences.list_occurrences(session)) == 2


def test_an_index_that_is_lost_is_built_again_and_a_broken_one_stops_nobody(bench: Bench, home: Path) -> None:
    done = bench.verify(_article(_told("34", "the Health Ministry", "East")))
    archive = bench.runtime.archive
    _index(bench, archive)
    bench.runtime.close()
    if bench.engine.dialect.name == "sqlite":
        shutil.rmtree(home / "archive")
        other = open_archive(home, bench.runtime.settings.database)
        assert catch_up(bench.engine, other, bench.now) == 1
        (hit,) = other.candidates(ArchiveQuery(words="market Aden"))
        assert hit.report_id == done.report_id
        other.close()
        for meta in (home / "archive").rglob("words/meta.json"):
            meta.write_text("{not json")
    else:
        with writing(bench.engine) as session:
            session.connection().exec_driver_sql("ALTER TABLE archive_report RENAME TO archive_lost")
    bench.verify(_article(_told("43", "the Red Cross", "North")))
    with reading(bench.engine) as session:
        (occurrence,) = occurrences.list_occurrences(session)
        assert len(occurrences.members(session, occurrence.id)) == 2


def test_a_newer_wording_begins_the_order_anew(bench: Bench) -> None:
    bench.verify(_article(_told("34", "the Health Ministry", "East")))
    with reading(bench.engine) as session:
        (order,) = archive_orders.waiting(session, 10)
    with writing(bench.engine) as session:
        archive_orders.note(session, [(order[0], "0" * 32)], bench.now)
    with writing(bench.engine) as session:
        archive_orders.carried_out(session, [order], bench.now)
        assert archive_orders.waiting(session, 10) == [(order[0], "0" * 32)]
        archive_orders.note(session, [order], bench.now)
        archive_orders.carried_out(session, [order], bench.now)
        assert archive_orders.waiting(session, 10) == []


def test_a_rebuild_takes_every_report_however_many_came_at_once(settings: Settings, engine: Engine, home: Path) -> None:
    bench = Bench(settings, engine)
    told = [_told(str(number), f"office {number}", f"Outlet {number}") for number in range(12, 19)]
    # Of a language that is not read: it is done like the others, and cannot be found.
    told.append({**told[0], "id": "Zeitung", "document": GERMAN, "lang": "de"})
    with writing(engine) as session:
        for row in told:
            reports.store_report(session, row["id"], _article(row).report(), bench.now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catching_up, "AT_ONCE", 3)
        archive = open_archive(home, settings.database)
        seen: list[int] = []
        assert rebuild(engine, archive, bench.now, seen.append) == 7
        assert seen == [3, 6, 8]
        assert len(archive.candidates(ArchiveQuery(words="market Aden"))) == 7
        archive.close()
    done = tawatur(home, "reindex", database_url=settings.database)
    assert done.returncode == 0, done.stderr
    assert b"7 reports can be found" in done.stdout
    assert b"8/8" in done.stderr


@pytest.fixture
def hosts(postgres_url: str) -> Iterator[tuple[Crew, Crew]]:
    """Two hosts of a team: homes and brokers of their own, one database."""
    homes = [Path(tempfile.mkdtemp(prefix="tw")) for _ in range(2)]
    engine = make_engine(postgres_url)
    upgrade(engine)
    one, two = (load_settings(home=home, database_url=postgres_url, retry_base=0.2) for home in homes)
    with crew(one, engine) as first, crew(two, engine) as second:
        yield first, second
    engine.dispose()
    for home in homes:
        stop_broker(load_settings(home=home))
        shutil.rmtree(home, ignore_errors=True)


def _read(host: Crew, row: dict[str, str]) -> str:
    app = make_app(host.settings)
    with unit(host.engine, publisher(app), utc_now()) as work:
        queued = queue_article(work, _article(row), who="test")
    return str(host.over(queued.verification_id).report_id)


def _found(host: Crew, words: str) -> list[str]:
    archive = open_archive(host.settings.home, host.settings.database)
    try:
        return [hit.report_id for hit in archive.candidates(ArchiveQuery(words=words))]
    finally:
        archive.close()


@pytest.mark.postgres
def test_two_workers_on_postgresql_see_each_others_reports(hosts: tuple[Crew, Crew]) -> None:
    for host in hosts:
        host.worker(concurrency=1)
    east = _read(hosts[0], _told("34", "the Health Ministry", "East"))
    for host in hosts:
        host.until(lambda host=host: east in _found(host, "blast market Aden"), SOON)  # type: ignore[misc]
    north = _read(hosts[1], _told("43", "the Red Cross", "North"))
    for host in hosts:
        host.until(lambda host=host: north in _found(host, "blast market Aden"), SOON)  # type: ignore[misc]
    with reading(hosts[0].engine) as session:
        (occurrence,) = occurrences.list_occurrences(session)
        assert sorted(occurrences.members(session, occurrence.id)) == sorted([east, north])


def test_an_indexing_process_that_is_killed_is_started_again(home: Path) -> None:
    settings = load_settings(home=home, retry_base=0.2)
    engine = make_engine(settings.database)
    upgrade(engine)
    with crew(settings, engine) as hired:
        parent = hired.worker(concurrency=1)
        first = _read(hired, _told("34", "the Health Ministry", "East"))
        hired.until(lambda: first in _found(hired, "blast market Aden"), SOON)
        (indexing,) = _holders(settings.home)
        os.kill(indexing, signal.SIGKILL)
        second = _read(hired, _told("43", "the Red Cross", "North"))
        hired.until(lambda: second in _found(hired, "blast market Aden"), 15)
        os.kill(parent.pid, signal.SIGKILL)
        hired.until(lambda: not _holders(settings.home), 10)


def _holders(home: Path) -> list[int]:
    """The processes that hold the lock of whoever indexes."""
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _holds(folder, home)]


def _holds(folder: Path, home: Path) -> bool:
    try:
        return str(home / "archive" / "indexing.lock") in [os.readlink(link) for link in (folder / "fd").iterdir()]
    except OSError:
        return False
