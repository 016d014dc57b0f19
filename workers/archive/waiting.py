"""Entries that were handed over and are not indexed yet: durable, in order, written by any process."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from workers.archive.entry import Entry
from workers.archive.facts import connect

_TABLE = (
    "CREATE TABLE IF NOT EXISTS waiting (seq INTEGER PRIMARY KEY AUTOINCREMENT, report_id TEXT NOT NULL, entry TEXT)"
)


@dataclass(frozen=True, slots=True)
class Order:
    """One entry to index, or (`entry` is None) one report to forget."""

    seq: int
    report_id: str
    entry: Entry | None


class Waiting:
    """One SQLite file as a queue: many hand over, the indexer takes."""

    def __init__(self, file: Path) -> None:
        self._db = connect(file, shrinking=True)
        self._db.execute(_TABLE)

    def add(self, entries: Sequence[Entry]) -> int:
        """Hand over entries; the number of the last one."""
        return self._insert([(e.report_id, json.dumps(asdict(e))) for e in entries])

    def delete(self, ids: Sequence[str]) -> int:
        """Hand over reports to forget; the number of the last one."""
        return self._insert([(report_id, None) for report_id in ids])

    def _insert(self, rows: Sequence[tuple[str, str | None]]) -> int:
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT INTO waiting (report_id, entry) VALUES (?, ?)", rows)
            return int(self._db.execute("SELECT coalesce(max(seq), 0) FROM waiting").fetchone()[0])

    def first(self, limit: int) -> list[Order]:
        """The oldest orders."""
        rows = self._db.execute("SELECT seq, report_id, entry FROM waiting ORDER BY seq LIMIT ?", (limit,)).fetchall()
        return [Order(seq, report_id, _entry(text)) for seq, report_id, text in rows]

    def any_up_to(self, seq: int | None = None) -> bool:
        """Whether an order (with a number up to `seq`) still waits."""
        bound = 2**62 if seq is None else seq
        return self._db.execute("SELECT 1 FROM waiting WHERE seq <= ? LIMIT 1", (bound,)).fetchone() is not None

    def done(self, last: int) -> None:
        """Strike the orders up to number `last`: they are indexed."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM waiting WHERE seq <= ?", (last,))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _entry(text: str | None) -> Entry | None:
    if text is None:
        return None
    raw = json.loads(text)
    return Entry(**{**raw, "actors": tuple(raw["actors"]), "places": tuple(raw["places"])})
