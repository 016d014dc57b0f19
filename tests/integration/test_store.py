"""The store on real SQLite and on real PostgreSQL: migrations, writers at once, exact values, idempotent records."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select

from core.claims import Claim, Stance, Window, WindowKind
from core.names import Named
from core.numbers import Interval, Precision
from core.report import Report
from core.store import StoreUnreachable, make_engine, pending, ping, reading, upgrade, writing
from core.store.insert import insert_many, insert_new, update_many, upsert
from core.store.queries import claims, occurrences, pages, reports, verifications
from core.store.tables import ClaimRow, ReportRow, SourceRow, Table, TallyRow, VerificationRow
from tests.conftest import REPOSITORY
from workers.archive.facts import Facts

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def _claim(n: int = 1) -> Claim:
    return Claim(
        n=n,
        text="more than 1,234.5 tonnes",
        value=Decimal("1234.500"),
        interval=Interval(Decimal("1234.500"), None, low_open=True),
        precision=Precision.MORE_THAN,
        measure="other:tonne",
        start=10 * n,
        end=10 * n + 5,
        printed="1,234.5",
        unit="tonne",
        group=Named("الأطفال", "children", "children"),
        window=Window(WindowKind.PERIOD, text="in 24 hours"),
        stance=Stance.ASSERTED,
        attribution=(Named("AFP", "afp", "AFP"), Named("the ministry")),
        due="2026-04-01",
        because=(("measure", "noun"),),
    )


def test_migrations_give_the_tables_of_this_release(engine: Engine) -> None:
    assert pending(engine) == ()
    with reading(engine) as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    upgrade(engine)  # again: nothing to do


def test_a_database_that_was_not_set_up_says_so(database_url: str) -> None:
    with pytest.raises(StoreUnreachable, match="run `tawatur migrate`"), reading(make_engine(database_url)) as session:
        session.execute(select(SourceRow)).all()


def test_a_database_out_of_reach_is_one_sentence(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = "postgresql://nobody:secret@127.0.0.1:1/none"
    with pytest.raises(StoreUnreachable) as told:
        ping(make_engine(url))
    assert "secret" not in str(told.value)
    assert "TAWATUR_DATABASE_URL" in str(told.value)
    assert "\n" not in str(told.value)


_MIGRATE = "import sys; from core.store import make_engine, upgrade; upgrade(make_engine(sys.argv[1]))"


def test_several_processes_migrate_at_once(database_url: str) -> None:
    _at_once(_MIGRATE, database_url)
    assert pending(make_engine(database_url)) == ()


# Reads, then writes what it read plus one: the update that gets lost where writers aren't kept apart.
_COUNT_UP = """
import sys
from sqlalchemy import select
from core.store import make_engine, writing
from core.store.tables import SourceRow
engine = make_engine(sys.argv[1])
for _ in range(100):
    with writing(engine) as session:
        row = session.execute(select(SourceRow).where(SourceRow.id == 1).with_for_update()).scalar_one()
        row.failures += 1
"""


def test_writers_at_once_lose_no_update(engine: Engine, database_url: str) -> None:
    with writing(engine) as session:
        session.add(SourceRow(kind="feed", location="x", created_at=NOW))
    _at_once(_COUNT_UP, database_url)
    with reading(engine) as session:
        assert session.execute(select(SourceRow)).scalar_one().failures == 200


def test_a_claim_comes_back_as_it_was(engine: Engine) -> None:
    with writing(engine) as session:
        stored = reports.store_report(session, "k", Report("", "a\nb"), NOW)
        claims.store_claims(session, stored.report_id, stored.revision_id, [_claim()])
    with reading(engine) as session:
        (row,) = claims.claims_of_revision(session, stored.revision_id)
        assert claims.as_claim(row) == _claim()
        assert str(row.value) == "1234.500"


def test_reading_again_adds_nothing(engine: Engine) -> None:
    for _ in range(3):
        with writing(engine) as session:
            stored = reports.store_report(session, "k", Report("", "a\nb"), NOW)
            claims.store_claims(session, stored.report_id, stored.revision_id, [_claim(1), _claim(2)])
    with reading(engine) as session:
        assert len(session.execute(select(ClaimRow)).all()) == 2
        assert len(reports.revisions_of(session, stored.report_id)) == 1


def test_a_changed_article_is_a_revision_and_going_back_is_another(engine: Engine) -> None:
    with writing(engine) as session:
        numbers = [reports.store_report(session, "k", Report("", text, publisher="P"), NOW).number for text in "aabba"]
        other = reports.store_report(session, "other", Report("", "a"), NOW)
    assert numbers == [1, 1, 2, 2, 3]
    assert other.number == 1


def test_a_claim_says_something_else_has_another_id() -> None:
    assert claims.claim_id("r", _claim()) == claims.claim_id("r", _claim())
    assert claims.claim_id("r", _claim()) != claims.claim_id("r", replace(_claim(), measure="killed"))
    assert claims.claim_id("r", _claim()) != claims.claim_id("q", _claim())


def test_pages_are_kept_once(engine: Engine) -> None:
    body = "صفحة".encode() * 1000
    with writing(engine) as session:
        first = pages.store_page(session, body, "text/html", NOW)
        assert pages.store_page(session, body, "text/html", NOW) == first
    with reading(engine) as session:
        assert pages.page_body(session, first) == body


def test_an_article_has_one_run_at_a_time(engine: Engine) -> None:
    with writing(engine) as session:
        first, is_new = verifications.open_verification(session, "k", {"url": "k"}, NOW)
        again, is_new_again = verifications.open_verification(session, "k", {"url": "k"}, NOW)
        assert (is_new, is_new_again, first.id) == (True, False, again.id)
        verifications.enter(session, first, "done", NOW)
        later, is_new_later = verifications.open_verification(session, "k", {"url": "k"}, NOW)
        assert is_new_later
        assert later.id != first.id


def test_stages_only_go_forward(engine: Engine) -> None:
    with writing(engine) as session:
        run, _ = verifications.open_verification(session, "k", {}, NOW)
        verifications.enter(session, run, "fetching", NOW)
        verifications.enter(session, run, "reading", NOW)
        assert run.stage == "fetching"
        run.reason = "by me"
        verifications.enter(session, run, "cancelled", NOW)
        verifications.enter(session, run, "comparing", NOW)
        assert (run.stage, run.active_key) == ("cancelled", None)


def _at_once(script: str, url: str) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", script, url], cwd=REPOSITORY) for _ in range(2)]
    assert [process.wait(120) for process in processes] == [0] * len(processes)


def test_outlets_are_listed_once_each_by_name(engine: Engine) -> None:
    names = ["North", "East", None, "North", "الجسر", "East", "North"]
    rows = [
        {"id": f"r{n}", "key": f"k{n}", "publisher": name, "title": "t", "lang": "en", "revision_id": f"v{n}",
         "revisions": 1, "first_seen_at": NOW, "last_seen_at": NOW}
        for n, name in enumerate(names)
    ]  # fmt: skip
    with reading(engine) as session:
        assert reports.publishers(session) == []
    with writing(engine) as session:
        insert_new(session, ReportRow, rows)
    with reading(engine) as session:
        assert reports.publishers(session) == ["East", "North", "الجسر"]
        assert reports.publishers(session, 2) == ["East", "North"]


def test_many_rows_are_written_and_changed_exactly(engine: Engine) -> None:
    changes = [[], [{"a": [1, [2]]}, ["b"]], [{"حصيلة": "34"}]]
    rows = [
        verifications.new_run(f"k{n}", {"url": f'it\'s {{{n}}}, \\ "quoted"'}, NOW, against=[], kind="first", who="")
        | {"changes": changes[n], "finished_at": NOW if n else None}
        for n in range(3)
    ]
    with writing(engine) as session:
        assert insert_many(session, VerificationRow, [], ("id",)) == []
        first = insert_many(session, VerificationRow, rows[:2], ("key", "id"))
        again = insert_many(session, VerificationRow, rows, ("key", "id"))
        assert (sorted(key for key, _ in first), [key for key, _ in again]) == (["k0", "k1"], ["k2"])
        ids = dict([*map(tuple, first), *map(tuple, again)])
        changed = [{"id": ids["k0"], "reason": "none", "finished_at": NOW, "changes": [["c"]]}]
        changed += [{"id": ids["k2"], "reason": None, "finished_at": None, "changes": []}]
        update_many(session, VerificationRow, changed)
        update_many(session, VerificationRow, [])
    with reading(engine) as session:
        kept = session.execute(select(VerificationRow).order_by(VerificationRow.key)).scalars().all()
        assert [row.article for row in kept] == [row["article"] for row in rows]
        assert [row.changes for row in kept] == [[["c"]], changes[1], []]
        assert [(row.reason, row.finished_at) for row in kept] == [("none", NOW), (None, NOW), (None, None)]


def test_what_is_equal_in_all_rows_is_stored_as_it_was_in_each(engine: Engine) -> None:
    lows = [Decimal("1.5"), Decimal("1.50")] * 15
    with writing(engine) as session:
        seen = {"first_seen_at": NOW, "last_seen_at": NOW}
        insert_new(session, ReportRow, [{"id": "r", "key": "k", "title": "a", "revisions": 1, **seen}])
        held = occurrences.new_occurrence(session, ["r"], NOW)
        same = {"occurrence_id": held, "codebook": "ucdp", "measure": "killed", "origins": 1, "reports": 1}
        insert_new(session, TallyRow, [same | {"low": low} for low in lows])
        rows = [same | {"low": None, "unit": "x"}] * 25
        assert len(insert_many(session, TallyRow, rows, ("id", "unit"))) == 25
    with reading(engine) as session:
        found = session.execute(select(TallyRow).order_by(TallyRow.id)).scalars().all()
        assert [str(row.low) for row in found] == [str(low) for low in lows] + ["None"] * 25


def test_exact_numbers_and_gaps_survive_in_many_rows(engine: Engine) -> None:
    values = [Decimal("1234.500"), None, Decimal("12345678901234567890.1")]
    with writing(engine) as session:
        seen = {"first_seen_at": NOW, "last_seen_at": NOW}
        upsert(session, ReportRow, [{"id": "r", "key": "k", "title": "a", "revisions": 1, **seen}], ["id"])
        upsert(session, ReportRow, [{"id": i, "key": i, "title": "b", "revisions": 2, **seen} for i in "rs"], ["id"])
        held = occurrences.new_occurrence(session, ["r"], NOW)
        rows = [
            {"occurrence_id": held, "codebook": "ucdp", "measure": "killed", "low": one, "origins": n, "reports": 1}
            for n, one in enumerate(values)
        ]
        insert_new(session, TallyRow, rows)
    with reading(engine) as session:
        found = session.execute(select(TallyRow).order_by(TallyRow.origins)).scalars().all()
        assert [row.low for row in found] == values
        assert [str(row.low) for row in found] == ["1234.500", "None", "12345678901234567890.1"]
        reported = session.execute(select(ReportRow).order_by(ReportRow.id)).scalars().all()
        assert [(row.id, row.title, row.revisions) for row in reported] == [("r", "b", 2), ("s", "b", 2)]


def _open_engine(file: Path) -> None:
    engine = make_engine(f"sqlite:///{file}")
    ping(engine)
    engine.dispose()


def _open_facts(file: Path) -> None:
    Facts(file).close()


@pytest.mark.parametrize("open_it", [_open_engine, _open_facts])
@pytest.mark.parametrize("held", [0.0, 0.05, 0.1])
def test_connections_that_open_a_new_file_at_once_all_get_it(
    tmp_path: Path, open_it: Callable[[Path], None], held: float
) -> None:
    file = tmp_path / "new.db"
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute("CREATE TABLE held (row)")
    # SQLite refuses the switch to the write-ahead log at once, whatever the timeout, while another has the file.
    holder.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(3) as threads:
        openers = [threads.submit(open_it, file) for _ in range(3)]
        time.sleep(held)
        holder.execute("COMMIT")
        holder.close()
    for opener in openers:
        opener.result()
    with closing(sqlite3.connect(file)) as after:
        assert after.execute("PRAGMA journal_mode").fetchone() == ("wal",)
