"""The archive of a team: words, names and days in PostgreSQL for all workers, vectors in files on each host."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from psycopg import Connection

from workers.archive.embed import Bytes, Encoder, encode, gist
from workers.archive.entry import ArchiveBroken, ArchiveQuery, Entry, Hit, Progress
from workers.archive.facts import Fact
from workers.archive.fuse import Fused, Ranking
from workers.archive.generation import DEPTH, fact_of
from workers.archive.host_vectors import HostVectors
from workers.archive.key import key_of
from workers.archive.shelf import span_of
from workers.archive.team_search import Commonness, ask, merged, prepare
from workers.archive.team_tables import WRITER, create_partition, create_tables
from workers.archive.tokens import figures, weighed

AT_ONCE = 512
_RESAMPLE_AFTER = 2_000


class _Opened:
    """What one process has open; after a fork the child opens its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.process = os.getpid()
        self.url = url
        self.connection = self.connect()
        create_tables(self.connection)
        prepare(self.connection)
        self.vectors = HostVectors(folder, self.connect)
        self.commonness = Commonness(self.connection)
        self.asked = 0

    def connect(self) -> Connection[Any]:
        try:
            return psycopg.connect(self.url, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            why = str(error).strip().splitlines()[0]
            raise ArchiveBroken(
                f"The archive's database cannot be reached ({why}): check TAWATUR_DATABASE_URL."
            ) from None

    def usable(self) -> bool:
        return self.process == os.getpid() and not self.connection.closed and not self.connection.broken


class TeamArchive:
    """Many workers add and ask at once; a report is found as soon as its transaction has ended."""

    def __init__(self, home: Path, database_url: str, encoder: Encoder = encode) -> None:
        self._folder = home / "archive" / "vectors"
        self._url = "postgresql:" + database_url.partition(":")[2]
        self._encoder = encoder
        self._lock = threading.RLock()
        self._opened: _Opened | None = None

    def _open(self) -> _Opened:
        if self._opened is None or not self._opened.usable():
            self._opened = _Opened(self._url, self._folder)
        return self._opened

    def add(self, entries: Sequence[Entry]) -> None:
        """Store `entries`, durably: all workers find them at once. A known id is replaced."""
        latest = list({entry.report_id: entry for entry in entries}.values())
        for at in range(0, len(latest), AT_ONCE):
            some = latest[at : at + AT_ONCE]
            vectors = self._encoder([gist(entry) for entry in some])
            with self._lock:
                self._store(self._open().connection, some, vectors)

    def _store(self, connection: Connection[Any], entries: Sequence[Entry], vectors: Bytes) -> None:
        facts = {key_of(entry.report_id): fact_of(entry) for entry in entries}
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
            _forget(connection, list(facts))
            for span in {span_of(fact.day) for fact in facts.values()}:
                create_partition(connection, span)
            with cursor.copy("COPY archive_report (key, report_id, day, actors, places, vector) FROM STDIN") as copy:
                for entry, (key, fact), vector in zip(entries, facts.items(), vectors, strict=True):
                    named = (list(entry.actors), list(entry.places))
                    copy.write_row((key, fact.report_id, fact.day, *named, vector.tobytes()))
            with cursor.copy("COPY archive_text (key, day, size, words, figures, actors, places) FROM STDIN") as copy:
                for entry, (key, fact) in zip(entries, facts.items(), strict=True):
                    words, counted = weighed(entry), figures(entry)
                    told = (" ".join(words), " ".join(counted), list(entry.actors), list(entry.places))
                    copy.write_row((key, fact.day or 0, len(words), *told))

    def delete(self, ids: Sequence[str]) -> None:
        """Forget these reports; unknown ids do nothing."""
        with self._lock:
            connection = self._open().connection
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
                _forget(connection, [key_of(report_id) for report_id in ids])

    def candidates(self, query: ArchiveQuery, limit: int = 200) -> list[Hit]:
        """The likeliest reports on the same occurrence, best first, the report asked about left out."""
        entry, window = query.entry(), query.window()
        with self._lock, _told():
            opened = self._open()
            vector = _vector(opened.connection, entry)
            if vector is None and (text := gist(entry)):
                vector = self._encoder([text])[0]
            fused = Fused(self._rankings(opened, entry, vector, window, max(limit, DEPTH)), limit)
            return fused.hits(fact_of(entry), _facts(opened.connection, fused.front), window)

    def _rankings(
        self, opened: _Opened, entry: Entry, vector: Bytes | None, window: tuple[int, int] | None, depth: int
    ) -> dict[str, Ranking]:
        connection, common = opened.connection, self._commonness(opened)
        found: dict[str, Ranking] = {
            "text": ask(connection, "words", common.telling(weighed(entry)), window, depth),
            "figures": ask(connection, "figures", common.telling(figures(entry)), window, depth),
            "names": merged(
                (
                    ask(connection, "actors", dict.fromkeys(entry.actors, 1.0), window, depth),
                    ask(connection, "places", dict.fromkeys(entry.places, 1.0), window, depth),
                ),
                depth,
            ),
        }
        if vector is not None:
            opened.vectors.refresh(connection)
            found["meaning"] = opened.vectors.search(vector, window, depth)
        return found

    def _commonness(self, opened: _Opened) -> Commonness:
        opened.asked += 1
        if opened.asked % _RESAMPLE_AFTER == 0:
            opened.commonness = Commonness(opened.connection)
        return opened.commonness

    def is_built(self) -> bool:
        """Whether the index has once been built from the database, and is still there."""
        with self._lock:
            return self._open().connection.execute("SELECT 1 FROM archive_built").fetchone() is not None

    def rebuild(self, entries: Iterable[Entry], progress: Progress | None = None) -> None:
        """Store all `entries` anew, then forget what was not among them; readers see every report throughout."""
        source, done = iter(entries), 0
        with self._lock:
            row = self._open().connection.execute("SELECT nextval('archive_seq')").fetchone()
        while batch := list(islice(source, AT_ONCE)):
            self.add(batch)
            done += len(batch)
            if progress is not None:
                progress(done)
        with self._lock:
            opened = self._open()
            gone = opened.connection.execute("SELECT key FROM archive_report WHERE seq < %s", row).fetchall()
            with opened.connection.transaction():
                opened.connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
                _forget(opened.connection, [key for (key,) in gone])
            opened.connection.execute("INSERT INTO archive_built DEFAULT VALUES ON CONFLICT DO NOTHING")
        self.settle()

    def count(self) -> int:
        """How many reports can be found."""
        with self._lock:
            row = self._open().connection.execute("SELECT count(*) FROM archive_report").fetchone()
        return int(row[0]) if row else 0

    def settle(self) -> None:
        """After much was added: gather statistics and bring the host's vector files up to the database."""
        with self._lock:
            opened = self._open()
            opened.connection.execute("ANALYZE archive_text, archive_report")
            opened.commonness = Commonness(opened.connection)
            opened.vectors.shelve()

    def flush(self, timeout: float = 30.0) -> None:
        """Nothing to wait for: adding returns when the report can be found."""

    def close(self) -> None:
        """Release files and connections."""
        with self._lock:
            opened, self._opened = self._opened, None
            if opened is not None and opened.process == os.getpid():
                opened.vectors.close()
                opened.connection.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        why = str(error).strip().splitlines()[0]
        raise ArchiveBroken(f"The archive's tables cannot be read ({why}): rebuild them from the database.") from error


def _forget(connection: Connection[Any], keys: Sequence[int]) -> None:
    # Only the partitions in which the reports stand: a look into each of a hundred would cost more than all the rest.
    rows = connection.execute(
        "DELETE FROM archive_report WHERE key = ANY(%s) RETURNING key, day", (list(keys),)
    ).fetchall()
    by_day: dict[int, list[int]] = {}
    for key, day in rows:
        by_day.setdefault(day or 0, []).append(key)
    for day, some in by_day.items():
        connection.execute("DELETE FROM archive_text WHERE day = %s AND key = ANY(%s)", (day, some))


def _vector(connection: Connection[Any], entry: Entry) -> Bytes | None:
    # Embedding costs more than all else in a question; a report that was added has its vector.
    query = "SELECT vector FROM archive_report WHERE key = %s"
    row = connection.execute(query, (key_of(entry.report_id),)).fetchone() if entry.report_id else None
    return None if row is None else np.frombuffer(row[0], dtype=np.int8)


def _facts(connection: Connection[Any], keys: Iterable[int]) -> dict[int, Fact]:
    query = "SELECT key, report_id, day, actors, places FROM archive_report WHERE key = ANY(%s)"
    rows = connection.execute(query, (list(keys),)).fetchall()
    return {key: Fact(report_id, day, frozenset(who), frozenset(where)) for key, report_id, day, who, where in rows}
