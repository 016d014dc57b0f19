"""The vectors of a team's archive on one host: files beside the processes, rebuilt from the database by themselves."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from psycopg import Connection

from workers.archive.embed import DIMENSIONS, Bytes
from workers.archive.indexer import Lock
from workers.archive.shelf import Shelf, span_of
from workers.archive.tail import LONGEST, Tail

AT_ONCE = 4 * LONGEST
_log = logging.getLogger(__name__)
_Rows = list[tuple[int, int, int | None, bytes]]


class HostVectors:
    """Shelf files up to one number of `seq`, and in memory what the database has had since.

    Files that are lost or damaged are built again from the database, as on a fresh host.
    """

    def __init__(self, folder: Path, connect: Callable[[], Connection[Any]]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._connect = connect
        self._lock = Lock(folder / "vectors.lock")
        self._shelf = Shelf(folder)
        self._writing = threading.Lock()
        self._shelver: threading.Thread | None = None
        self._begin()

    def _begin(self) -> None:
        self._tail = Tail()
        self._seen = self._shelf.manifest.position[0] if self._shelf.manifest.position else 0

    def refresh(self, connection: Connection[Any]) -> None:
        """See what any worker on any host has added since."""
        if self._shelf.refresh():
            self._begin()
        rows: _Rows = connection.execute(
            "SELECT seq, key, day, vector FROM archive_report WHERE seq > %s ORDER BY seq DESC LIMIT %s",
            (self._seen, AT_ONCE),
        ).fetchall()
        if rows:
            rows.reverse()
            self._tail.add([row[1] for row in rows], [span_of(row[2]) for row in rows], _vectors(rows))
            self._seen = rows[-1][0]
        if len(self._tail) >= LONGEST:
            self._begin_shelving()

    def search(self, vector: Bytes, window: tuple[int, int] | None, limit: int) -> list[tuple[int, float]]:
        """Key and cosine of the nearest reports, best first; of the newest alone where the files were damaged."""
        try:
            near = self._shelf.search(vector, window, limit)
        except (OSError, RuntimeError, ValueError):
            _log.exception("the vector files in %s are damaged: built again from the database", self._shelf.folder)
            self._shelf.clear()
            self._begin()
            near = {}
        near.update(self._tail.search(vector, window, limit))
        return sorted(near.items(), key=lambda pair: -pair[1])

    def _begin_shelving(self) -> None:
        # Beside the questions: a fresh host has a million vectors to shelve and answers from words and names meanwhile.
        if self._shelver is None or not self._shelver.is_alive():
            self._shelver = threading.Thread(target=self.shelve, name="archive-vectors", daemon=True)
            self._shelver.start()

    def shelve(self, progress: Callable[[int], None] | None = None) -> None:
        """Write all full batches that the database has beyond the shelf; nothing where another process does so."""
        with self._writing:
            self._shelf.folder.mkdir(parents=True, exist_ok=True)
            if not self._lock.take():
                return
            try:
                with self._connect() as connection:
                    self._shelve(Shelf(self._shelf.folder), connection, progress)
            finally:
                self._lock.free()

    def _shelve(self, shelf: Shelf, connection: Connection[Any], progress: Callable[[int], None] | None) -> None:
        done = 0
        while True:
            at = shelf.manifest.position[0] if shelf.manifest.position else 0
            rows: _Rows = connection.execute(
                "SELECT seq, key, day, vector FROM archive_report WHERE seq > %s ORDER BY seq LIMIT %s", (at, AT_ONCE)
            ).fetchall()
            if len(rows) < LONGEST:
                return
            spans = [span_of(row[2]) for row in rows]
            shelf.put([row[1] for row in rows], spans, _vectors(rows), (rows[-1][0],))
            done += len(rows)
            if progress is not None:
                progress(done)

    def close(self) -> None:
        """Wait for a batch that is being written."""
        if self._shelver is not None:
            self._shelver.join(timeout=60)


def _vectors(rows: _Rows) -> Bytes:
    return np.frombuffer(b"".join(row[3] for row in rows), dtype=np.int8).reshape(len(rows), DIMENSIONS)
