"""Who is tried: the archive of one machine, the archive of a team, SQLite FTS5 and a plain PostgreSQL text index."""

import itertools
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.searching.coined import coined_encoder
from workers.archive.embedded import EmbeddedArchive
from workers.archive.entry import DAYS_AROUND, ArchiveQuery, Entry, day_of
from workers.archive.team import TeamArchive
from workers.archive.tokens import tokens

PLAIN_TERMS = 28


@dataclass(frozen=True)
class Contender:
    """One index, opened: how it takes reports, answers, says its size in bytes and lets go of its files.

    `settle` ends a stage: whatever an index does late is counted as adding.
    """

    add: Callable[[list[Entry]], object]
    ask: Callable[[Entry], object]
    settle: Callable[[], object]
    bytes: Callable[[], int]
    close: Callable[[], object]


def embedded(home: Path, _url: str) -> Contender:
    """Tantivy, usearch and SQLite in a folder."""
    archive = EmbeddedArchive(home, coined_encoder)
    return Contender(
        archive.add,
        lambda entry: archive.candidates(ArchiveQuery(entry)),
        lambda: archive.flush(3_600),
        lambda: _folder_bytes(home),
        archive.close,
    )


def team(home: Path, url: str) -> Contender:
    """PostgreSQL, and the vectors in files of this host."""
    archive = TeamArchive(home, url, coined_encoder)
    return Contender(
        archive.add,
        lambda entry: archive.candidates(ArchiveQuery(entry)),
        archive.settle,
        lambda: _table_bytes(url, "archive_%") + _folder_bytes(home),
        archive.close,
    )


def fts5(home: Path, _url: str) -> Contender:
    """All words of a report in SQLite's own text index, its day in a column."""
    file = home / "fts5.db"
    db = sqlite3.connect(file)
    db.executescript(
        "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS report (id INTEGER PRIMARY KEY, day INTEGER);"
        "CREATE INDEX IF NOT EXISTS report_day ON report (day);"
        "CREATE VIRTUAL TABLE IF NOT EXISTS text USING fts5(words, content='', tokenize='unicode61')"
    )
    numbers = itertools.count(1 + int(db.execute("SELECT coalesce(max(id), 0) FROM report").fetchone()[0]))

    def add(batch: list[Entry]) -> None:
        with db:
            for entry in batch:
                number = next(numbers)
                db.execute("INSERT INTO report VALUES (?, ?)", (number, day_of(entry.date)))
                db.execute("INSERT INTO text (rowid, words) VALUES (?, ?)", (number, f"{entry.headline} {entry.body}"))

    def ask(entry: Entry) -> object:
        words = " OR ".join(f'"{word}"' for word in _asked_words(entry))
        return db.execute(
            "SELECT text.rowid FROM text JOIN report ON report.id = text.rowid "
            "WHERE text MATCH ? AND day BETWEEN ? AND ? "
            "ORDER BY bm25(text) LIMIT 200",
            (words, *_window(entry)),
        ).fetchall()

    return Contender(add, ask, lambda: None, lambda: _folder_bytes(home), db.close)


def plain_postgres(_home: Path, url: str) -> Contender:
    """One table with a GIN index over all words and an index over days, ranked by ts_rank."""
    connection = psycopg.connect(url, autocommit=True)
    connection.execute("CREATE TABLE IF NOT EXISTS plain (id text, day integer, words tsvector)")
    connection.execute("CREATE INDEX IF NOT EXISTS plain_words ON plain USING gin (words)")
    connection.execute("CREATE INDEX IF NOT EXISTS plain_day ON plain (day)")

    def add(batch: list[Entry]) -> None:
        rows = [(entry.report_id, day_of(entry.date), f"{entry.headline} {entry.body}") for entry in batch]
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO plain VALUES (%s, %s, to_tsvector('simple', %s))", rows)

    def ask(entry: Entry) -> object:
        query = " | ".join(_asked_words(entry))
        return connection.execute(
            "SELECT id FROM plain, to_tsquery('simple', %s) query WHERE words @@ query AND day BETWEEN %s AND %s "
            "ORDER BY ts_rank(words, query) DESC LIMIT 200",
            (query, *_window(entry)),
        ).fetchall()

    def settle() -> None:
        connection.execute("VACUUM ANALYZE plain")

    return Contender(add, ask, settle, lambda: _table_bytes(url, "plain%"), connection.close)


OPENERS: dict[str, Callable[[Path, str], Contender]] = {
    "embedded": embedded,
    "team": team,
    "plain PostgreSQL": plain_postgres,
    "FTS5": fts5,
}
"""By name, those that take longest to fill first."""


def _asked_words(entry: Entry) -> list[str]:
    return list(dict.fromkeys(tokens(f"{entry.headline} {entry.body}")))[:PLAIN_TERMS]


def _window(entry: Entry) -> tuple[int, int]:
    day = day_of(entry.date) or 0
    return day - DAYS_AROUND, day + DAYS_AROUND


def _folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _table_bytes(url: str, like: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class "
            "WHERE relkind = 'r' AND relname LIKE %s",
            (like,),
        ).fetchone()
    return int(row[0]) if row else 0
