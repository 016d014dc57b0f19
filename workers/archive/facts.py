"""What is known of each report by number: its id, its day and its names, and the vectors that are not yet shelved."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.store.write_ahead import write_ahead
from workers.archive.embed import DIMENSIONS, Bytes

_TABLES = """
CREATE TABLE IF NOT EXISTS fact (key INTEGER PRIMARY KEY, report_id TEXT NOT NULL, day INTEGER,
                                 actors TEXT NOT NULL, places TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tail (seq INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL, span INTEGER NOT NULL,
                                 vector BLOB NOT NULL);
"""
_BETWEEN = "\n"
_NONE: frozenset[str] = frozenset()
PATIENCE = 30.0
"""Seconds that a connection waits for others."""


class Fact(NamedTuple):
    """One report as the gates see it; `day` is an ordinal, actors and places are ids."""

    report_id: str
    day: int | None
    actors: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class TailRows:
    """Vectors in the order they came; `last` is the highest number among them."""

    last: int
    keys: tuple[int, ...]
    spans: tuple[int, ...]
    vectors: Bytes


class Facts:
    """One SQLite file, read by every process, written by the one that holds the archive's lock."""

    def __init__(self, file: Path) -> None:
        self._db = connect(file)
        self._db.executescript(_TABLES)

    def of(self, keys: Iterable[int]) -> dict[int, Fact]:
        """The facts of those `keys` that are in the archive."""
        # In the order of the keys a page is read once; most reports of one archive name the same few actors.
        query = "SELECT fact.* FROM json_each(?) AS asked JOIN fact ON fact.key = asked.value"
        asked = json.dumps(sorted(keys), separators=(",", ":"))
        return {
            key: Fact(report_id, day, _ids(actors), _ids(places))
            for key, report_id, day, actors, places in self._db.execute(query, (asked,))
        }

    def count(self) -> int:
        """How many reports there are."""
        return int(self._db.execute("SELECT count(*) FROM fact").fetchone()[0])

    def put(self, keys: Sequence[int], facts: Sequence[Fact], spans: Sequence[int], vectors: Bytes) -> None:
        """Facts and vectors of new reports in one transaction."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?, ?)",
                [
                    (key, fact.report_id, fact.day, _BETWEEN.join(fact.actors), _BETWEEN.join(fact.places))
                    for key, fact in zip(keys, facts, strict=True)
                ],
            )
            rows = [(key, span, row.tobytes()) for key, span, row in zip(keys, spans, vectors, strict=True)]
            self._db.executemany("INSERT INTO tail (key, span, vector) VALUES (?, ?, ?)", rows)

    def remove(self, keys: Sequence[int]) -> None:
        """Forget reports: a vector without its fact is found no more."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for table in ("fact", "tail"):
                self._db.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in keys])  # noqa: S608

    def tail_after(self, seq: int) -> TailRows:
        """Vectors of the tail that came after number `seq`."""
        rows = self._db.execute("SELECT seq, key, span, vector FROM tail WHERE seq > ? ORDER BY seq", (seq,)).fetchall()
        joined = np.frombuffer(b"".join(row[3] for row in rows), dtype=np.int8).reshape(len(rows), DIMENSIONS)
        last = rows[-1][0] if rows else seq
        return TailRows(last, tuple(row[1] for row in rows), tuple(row[2] for row in rows), joined)

    def tail_length(self) -> int:
        """How many vectors wait to be shelved."""
        return int(self._db.execute("SELECT count(*) FROM tail").fetchone()[0])

    def drop_tail(self, last: int) -> None:
        """Drop the vectors up to number `last`: they are on the shelf."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM tail WHERE seq <= ?", (last,))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


@lru_cache(maxsize=10_000)
def _ids(joined: str) -> frozenset[str]:
    return frozenset(joined.split(_BETWEEN)) if joined else _NONE


def connect(file: Path, shrinking: bool = False) -> sqlite3.Connection:
    """An SQLite connection that several processes and threads can use; a new `shrinking` file gives back its space."""
    db = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    if shrinking:
        db.execute("PRAGMA auto_vacuum = FULL")
    write_ahead(db, PATIENCE)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA journal_size_limit = 4194304")
    db.execute("PRAGMA mmap_size = 1073741824")
    return db
