"""The archive of one machine: tantivy, usearch and SQLite in a folder, for any number of processes."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workers.archive.embed import Encoder, encode, gist
from workers.archive.entry import ArchiveBroken, ArchiveQuery, Entry, Hit, Progress
from workers.archive.fuse import Fused
from workers.archive.generation import Generation, fact_of
from workers.archive.indexer import Indexer, current
from workers.archive.waiting import Waiting

BUILT = "built"
"""The file that says so."""


class _Opened:
    """What one process has open; after a fork the child opens its own."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.process = os.getpid()
        self.waiting = Waiting(folder / "waiting.db")
        self.indexer = Indexer(folder, encoder)
        self.generation: Generation | None = None
        self.last = 0


class EmbeddedArchive:
    """Search by many processes, writing by one (see `indexer`): adding hands entries over and returns. Who only asks
    never becomes the indexer."""

    def __init__(self, home: Path, encoder: Encoder = encode) -> None:
        self._folder = home / "archive"
        self._encoder = encoder
        self._lock = threading.RLock()
        self._opened: _Opened | None = None
        # What a fork left us is not ours to close: its threads run in the parent.
        self._inherited: _Opened | None = None

    def _open(self) -> _Opened:
        if self._opened is not None and self._opened.process != os.getpid():
            self._inherited = self._opened
            self._opened = None
        if self._opened is None:
            self._opened = _Opened(self._folder, self._encoder)
        return self._opened

    def add(self, entries: Sequence[Entry]) -> None:
        """Hand over `entries`, durably: all processes find them within five seconds. A known id is replaced."""
        if entries:
            with self._lock:
                opened = self._open()
                opened.last = opened.waiting.add(entries)
                opened.indexer.start()

    def delete(self, ids: Sequence[str]) -> None:
        """Forget these reports; unknown ids do nothing."""
        if ids:
            with self._lock:
                opened = self._open()
                opened.last = opened.waiting.delete(ids)
                opened.indexer.start()

    def candidates(self, query: ArchiveQuery, limit: int = 200) -> list[Hit]:
        """The likeliest reports on the same occurrence, best first, the report asked about left out."""
        entry, window = query.entry(), query.window()
        with self._lock, self._told():
            generation = self._generation()
            vector = generation.vector(entry, window)
            if vector is None and (text := gist(entry)):
                vector = self._encoder([text])[0]
            fused = Fused(generation.rankings(entry, vector, window, limit), limit)
            return fused.hits(fact_of(entry), generation.facts.of(fused.front), window)

    def _generation(self) -> Generation:
        opened = self._open()
        for _ in range(5):
            name = current(self._folder)
            if opened.generation is None or opened.generation.folder.name != name:
                if opened.generation is not None:
                    opened.generation.close()
                opened.generation = self._load(name)
            opened.generation.refresh()
            if current(self._folder) == name:
                return opened.generation
        raise ArchiveBroken(f"The index in {self._folder} changes faster than it can be opened: try again.")

    def _load(self, name: str) -> Generation:
        with self._told():
            return Generation(self._folder / name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError, RuntimeError, sqlite3.DatabaseError) as error:
            raise ArchiveBroken(
                f"The index in {self._folder} cannot be read ({error}): rebuild it from the database."
            ) from error

    def is_built(self) -> bool:
        """Whether the index has once been built from the database, and is still there."""
        return (self._folder / BUILT).exists()

    def rebuild(self, entries: Iterable[Entry], progress: Progress | None = None) -> None:
        """Build the index anew from `entries`; readers keep the old one until the new one is whole."""
        with self._lock:
            indexer = self._open().indexer
        indexer.rebuild(entries, progress)
        (self._folder / BUILT).touch()

    def count(self) -> int:
        """How many reports can be found."""
        with self._lock:
            return self._generation().facts.count()

    def flush(self, timeout: float = 30.0) -> None:
        """Wait until all that this process added can be found. Raises TimeoutError after `timeout` seconds."""
        until = time.monotonic() + timeout
        with self._lock:
            opened = self._open()
            opened.indexer.start()
        while opened.waiting.any_up_to(opened.last):
            if time.monotonic() > until:
                raise TimeoutError(f"{self._folder} has not indexed all entries within {timeout:g} seconds.")
            opened.indexer.start()
            time.sleep(0.01)

    def close(self) -> None:
        """Release files, connections and the indexer's place; what waits is indexed by the next process."""
        with self._lock:
            opened, self._opened = self._opened, None
            if opened is not None and opened.process == os.getpid():
                opened.indexer.stop()
                opened.waiting.close()
                if opened.generation is not None:
                    opened.generation.close()
