"""The archive as a user of it sees it, embedded and on PostgreSQL."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from tests.integration.archive_writer import Either, opened
from tests.unit.archive.coined import coined, coined_encoder
from workers.archive import ArchiveBroken, ArchiveQuery, Entry, open_archive
from workers.archive.embedded import EmbeddedArchive
from workers.archive.team import TeamArchive


@pytest.fixture
def archive(home: Path, database_url: str) -> Iterator[Either]:
    made = opened(home, database_url)
    yield made
    made.close()


def ids(archive: Either, query: ArchiveQuery, limit: int = 200) -> list[str]:
    return [hit.report_id for hit in archive.candidates(query, limit)]


def like(number: int) -> ArchiveQuery:
    return ArchiveQuery(coined(number))


def same(number: int, upto: int) -> set[str]:
    return {f"r{other}" for other in range(number % 64, upto, 64)} - {f"r{number}"}


def test_the_database_url_chooses(home: Path) -> None:
    assert isinstance(open_archive(home, f"sqlite:///{home}/t.db"), EmbeddedArchive)
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        assert isinstance(open_archive(home, f"{scheme}://nobody@localhost/none"), TeamArchive)


def test_an_empty_archive_answers_nothing(archive: Either) -> None:
    assert archive.candidates(like(1)) == []
    assert archive.candidates(ArchiveQuery(words="")) == []
    archive.delete(["nobody"])
    archive.add([])
    archive.flush()
    assert archive.count() == 0


def test_reports_on_the_same_come_first(archive: Either) -> None:
    archive.add([coined(number) for number in range(320)])
    archive.flush()
    assert archive.count() == 320
    for number in (0, 77, 319):
        assert set(ids(archive, like(number))[:4]) == same(number, 320)
    hit = archive.candidates(like(77))[0]
    assert "shares" in hit.because
    assert "same day" in hit.because


def test_free_words_find_and_a_window_gates(archive: Either) -> None:
    archive.add([coined(1, "2024-03-10"), coined(65, "2024-05-10"), coined(129, None), coined(2, "2024-03-10")])
    archive.flush()
    assert set(ids(archive, ArchiveQuery(words="salwa shelling"))[:3]) == {"r1", "r65", "r129"}
    spring = ArchiveQuery(words="salwa shelling", since="2024-04-01", until="2024-06-01")
    assert set(ids(archive, spring)) == {"r65", "r129"}
    assert set(ids(archive, like(1))) == {"r129", "r2"}
    assert "r65" in ids(archive, ArchiveQuery(coined(1), days=90))


def test_a_revision_replaces_the_report(archive: Either) -> None:
    archive.add([coined(1), coined(2), coined(65)])
    archive.flush()
    archive.add([Entry("r65", "Harvest festival opens", "Singers came to Luma.", "en", "2024-03-12", (), ("Luma",))])
    archive.flush()
    assert archive.count() == 3
    assert ids(archive, ArchiveQuery(words="singers luma"))[0] == "r65"
    assert ids(archive, ArchiveQuery(words="65 people hurt"))[0] != "r65"
    assert "shares" not in {hit.report_id: hit.because for hit in archive.candidates(like(1))}["r65"]


def test_a_deleted_report_is_found_no_more(archive: Either) -> None:
    archive.add([coined(number) for number in range(128)])
    archive.delete(["r65", "r2"])
    archive.flush()
    assert archive.count() == 126
    found = ids(archive, like(1))
    assert not {"r65", "r2"} & set(found)


def test_an_answer_is_the_same_twice(archive: Either) -> None:
    archive.add([coined(number) for number in range(200)])
    archive.flush()
    assert archive.candidates(like(5)) == archive.candidates(like(5))


def test_odd_reports_do_no_harm(archive: Either) -> None:
    odd = [
        Entry("empty", ""),
        Entry("signs", "'''\\ : & | ! ( ) <->", "''' \\\\ \x00 \ud83d\ude00 :* 'x'"),
        Entry("long", "word " * 5_000, "1 " * 50_000),
        Entry("glued", "x" * 100_000),
        Entry("dated", "flood", date="0000-99-99"),
        Entry("ids", "flood", actors=("a'b\"c{}", "x\\y"), places=("ز,ز", "")),
    ]
    archive.add(odd)
    archive.flush()
    assert archive.count() == len(odd)
    for entry in odd:
        archive.candidates(ArchiveQuery(entry))
    assert set(ids(archive, ArchiveQuery(words="flood"))[:2]) == {"dated", "ids"}


def test_many_reports_go_over_to_the_shelf(archive: Either, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    for module in ("generation", "host_vectors"):
        monkeypatch.setattr(f"workers.archive.{module}.LONGEST", 100)
    monkeypatch.setattr("workers.archive.host_vectors.AT_ONCE", 400)
    archive.add([coined(number, f"2024-0{1 + number % 3}-15") for number in range(300)])
    archive.flush()
    archive.candidates(like(1))
    until = time.monotonic() + 10
    while not list((home / "archive").rglob("*.usearch")) and time.monotonic() < until:
        time.sleep(0.05)
    assert list((home / "archive").rglob("*.usearch"))
    query = ArchiveQuery(Entry("", "shelling in Salwa hurts 4"), since="2024-01-01", until="2024-03-30")
    assert set(ids(archive, query, 10)[:5]) == {"r1", "r65", "r129", "r193", "r257"}


def test_a_rebuild_keeps_what_is_given_and_nothing_else(archive: Either) -> None:
    archive.add([coined(number) for number in range(100)])
    archive.flush()
    seen: list[int] = []
    archive.rebuild((coined(number) for number in range(50, 700)), seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 650
    assert archive.count() == 650
    assert set(ids(archive, like(60))[:9]) == same(60, 700) - {"r60"}
    archive.add([coined(900)])
    archive.flush()
    assert archive.count() == 651


def test_threads_of_one_process_share_an_archive(archive: Either) -> None:
    problems: list[Exception] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 20):
                archive.add([coined(number)])
                archive.candidates(like(number))
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    archive.flush()
    assert problems == []
    assert archive.count() == 60


def test_a_second_opener_finds_what_the_first_added_within_five_seconds(
    archive: Either, home: Path, database_url: str
) -> None:
    archive.add([coined(number) for number in range(64)])
    archive.flush()
    other = opened(home, database_url)
    try:
        assert other.count() == 64
        for writer, reader, number in ((archive, other, 64), (other, archive, 129)):
            writer.add([coined(number)])
            until = time.monotonic() + 5
            while f"r{number}" not in ids(reader, like(number % 64)):
                assert time.monotonic() < until
                time.sleep(0.05)
    finally:
        other.close()


def test_a_child_of_a_fork_opens_its_own(archive: Either) -> None:
    archive.add([coined(number) for number in range(64)])
    archive.flush()
    before = ids(archive, like(1))
    child = os.fork()
    if child == 0:
        try:
            archive.add([coined(65)])
            archive.flush(20)
            os._exit(0 if "r65" in ids(archive, like(1)) else 3)
        except BaseException:
            os._exit(4)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert "r65" not in before
    assert ids(archive, like(1))[0] == "r65"


def test_a_database_out_of_reach_is_told_in_one_sentence(home: Path) -> None:
    archive = TeamArchive(home, "postgresql+psycopg://nobody@127.0.0.1:1/none", coined_encoder)
    with pytest.raises(ArchiveBroken, match="cannot be reached"):
        archive.candidates(like(1))


def test_an_index_that_is_damaged_is_told_and_can_be_rebuilt(home: Path) -> None:
    archive = EmbeddedArchive(home, coined_encoder)
    archive.add([coined(1)])
    archive.flush()
    archive.close()
    (meta,) = (home / "archive").rglob("words/meta.json")
    meta.write_text("{not json")
    archive = EmbeddedArchive(home, coined_encoder)
    with pytest.raises(ArchiveBroken, match="rebuild"):
        archive.candidates(like(1))
    archive.rebuild([coined(1), coined(65)])
    assert ids(archive, like(1)) == ["r65"]
    archive.close()


@contextmanager
def writer(mode: str, home: Path, url: str, *numbers: int) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """Another process at work, and what it prints."""
    command = [sys.executable, "-m", "tests.integration.archive_writer", mode, str(home), url, *map(str, numbers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


@pytest.mark.parametrize("batches_before_the_kill", [1, 8])
def test_an_archive_survives_a_kill_while_writing(home: Path, database_url: str, batches_before_the_kill: int) -> None:
    with writer("add", home, database_url, 0, 2_000, 40) as (process, lines):
        for _ in range(batches_before_the_kill):
            handed_over = int(lines.readline()) + 40
        process.kill()
    archive = opened(home, database_url)
    try:
        archive.add([coined(3_000)])
        archive.flush(60)
        # The writer may have got further than the last line that was read; what it told us must be there.
        assert archive.count() >= handed_over + 1
        assert same(1, handed_over) <= set(ids(archive, like(1), 500))
    finally:
        archive.close()


def test_an_archive_survives_a_kill_while_it_is_built_anew(archive: Either, home: Path, database_url: str) -> None:
    archive.add([coined(number) for number in range(320)])
    archive.flush()
    with writer("rebuild", home, database_url, 64, 20_000, 64) as (process, lines):
        assert int(lines.readline()) > 0
        assert same(1, 320) <= set(ids(archive, like(1), 500))
        process.kill()
    assert same(1, 320) <= set(ids(archive, like(1), 500))
    archive.rebuild(coined(number) for number in range(64, 400))
    assert archive.count() == 336
    assert same(65, 400) - {"r1"} <= set(ids(archive, like(65), 500))


def test_another_process_takes_over_when_the_indexer_is_killed(home: Path) -> None:
    with writer("add", home, "sqlite:///none", 0, 64, 64) as (process, lines):
        assert [lines.readline().strip() for _ in range(2)] == ["0", "all"]
        archive = EmbeddedArchive(home, coined_encoder)
        archive.add([coined(65)])
        archive.flush(5)
        assert ids(archive, like(1))[0] == "r65"
        process.kill()
    archive.add([coined(66)])
    archive.flush(5)
    assert "r66" in ids(archive, like(2))
    archive.close()


@pytest.fixture
def small_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.archive.host_vectors.LONGEST", 50)
    monkeypatch.setattr("workers.archive.host_vectors.AT_ONCE", 60)


def shelved(archive: Either, home: Path) -> bool:
    """Whether the host has the vectors in files: meanwhile it finds the newest sixty by meaning, and no others."""
    found = {hit.report_id for hit in archive.candidates(like(1)) if "meaning" in hit.because}
    return bool(list(home.rglob("*.usearch"))) and same(1, 256) <= found


@pytest.mark.postgres
@pytest.mark.usefixtures("small_shelves")
def test_a_fresh_host_builds_its_vectors_from_the_database(home: Path, tmp_path: Path, postgres_url: str) -> None:
    one, other = (TeamArchive(folder, postgres_url, coined_encoder) for folder in (home, tmp_path))
    one.add([coined(number) for number in range(256)])
    other.candidates(like(1))
    until = time.monotonic() + 20
    while not shelved(other, tmp_path):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert set(ids(other, like(1))[:3]) == same(1, 256)
    one.close()
    other.close()


@pytest.mark.postgres
@pytest.mark.usefixtures("small_shelves")
@pytest.mark.parametrize(
    ("loss", "running"), [("folder", True), ("folder", False), ("one file", False), ("half a file", False)]
)
def test_a_host_that_loses_its_vector_files_builds_them_again(
    home: Path, postgres_url: str, loss: str, running: bool
) -> None:
    archive = TeamArchive(home, postgres_url, coined_encoder)
    archive.add([coined(number) for number in range(256)])
    archive.settle()
    assert shelved(archive, home)
    if not running:
        archive.close()
    file = next(iter(home.rglob("*.usearch")))
    if loss == "folder":
        shutil.rmtree(file.parent)
    elif loss == "one file":
        file.unlink()
    else:
        os.truncate(file, file.stat().st_size // 2)
    until = time.monotonic() + 20
    while not shelved(archive, home):
        assert time.monotonic() < until
        time.sleep(0.05)
    archive.close()
