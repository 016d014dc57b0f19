"""The one indexer: whichever process holds the lock takes the waiting entries and writes them to the index.

The lock is the operating system's, so it falls free when its holder dies, however it dies; the next process that looks
takes over where the waiting queue stands. Every step can be repeated: an order is struck only when it can be found.
"""

import fcntl
import logging
import os
import shutil
import threading
import time
import weakref
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from workers.archive.embed import Encoder, gist
from workers.archive.entry import ArchiveBroken, Entry, Progress
from workers.archive.generation import Generation
from workers.archive.shelf import replace
from workers.archive.tail import LONGEST
from workers.archive.waiting import Order, Waiting

AT_ONCE = 256
LOOK_EVERY = 0.5
TURN = 60.0
CURRENT = "CURRENT"
_FIRST = "index-1"
_log = logging.getLogger(__name__)


class Lock:
    """A file lock between processes; `take` does not wait."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None
        _LOCKS.add(self)

    @property
    def held(self) -> bool:
        """Whether this process holds the lock already."""
        return self._descriptor is not None

    def take(self) -> bool:
        """Whether this process holds the lock now."""
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def free(self) -> None:
        """Let others have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


# A child of a fork has its parent's descriptors, and a lock is held until the last one is closed.
_LOCKS: "weakref.WeakSet[Lock]" = weakref.WeakSet()


def _free_inherited() -> None:
    for lock in list(_LOCKS):
        lock.free()


os.register_at_fork(after_in_child=_free_inherited)


def current(folder: Path) -> str:
    """The name of the index in force."""
    try:
        return (folder / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return _FIRST


class Indexer:
    """Takes waiting entries in a thread of its own, as long as no other process does."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._lock = Lock(folder / "indexer.lock")
        self._turnstile = Lock(folder / "rebuild.lock")
        self._waiting = Waiting(folder / "waiting.db")
        self._generation: Generation | None = None
        self._writing = threading.RLock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look for waiting entries, or look now rather than in half a second."""
        self._wake.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="archive-indexer", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(LOOK_EVERY)
            self._wake.clear()
            try:
                self._give_way()
                while not self._stopped.is_set() and self._waiting.any_up_to() and self.step():
                    pass
            except Exception:
                self._drop()
                # One bad moment (disk full, database busy) must not end indexing: the orders still wait.
                _log.exception("indexing failed, trying again")
                self._stopped.wait(LOOK_EVERY * 4)

    def step(self) -> bool:
        """Index the oldest waiting orders; False where another process is the indexer."""
        with self._writing:
            if self._stopped.is_set() or not self._may_write():
                return False
            orders = self._waiting.first(AT_ONCE)
            if orders:
                generation = self._own()
                self._apply(generation, orders)
                generation.words.commit()
                generation.shelve()
                self._waiting.done(orders[-1].seq)
            return True

    def _give_way(self) -> None:
        # An indexer with nothing to do holds the lock too, and would keep who wants to rebuild waiting for ever.
        with self._writing:
            if self._lock.held:
                self._may_write()

    def _may_write(self) -> bool:
        # Whoever rebuilds keeps the turnstile shut and waits for the lock: the holder must step back, not finish.
        if not self._turnstile.take():
            self._drop()
            self._lock.free()
            return False
        self._turnstile.free()
        return self._lock.take()

    def _apply(self, generation: Generation, orders: list[Order]) -> None:
        latest = {order.report_id: order.entry for order in orders}
        removed = [report_id for report_id, entry in latest.items() if entry is None]
        entries = [entry for entry in latest.values() if entry is not None]
        if removed:
            generation.remove(removed)
        if entries:
            generation.put(entries, self._encoder([gist(entry) for entry in entries]))

    def _own(self) -> Generation:
        name = current(self._folder)
        if self._generation is None or self._generation.folder.name != name:
            self._drop()
            self._generation = Generation(self._folder / name)
            self._clear(name)
        return self._generation

    def _clear(self, kept: str) -> None:
        # What a rebuild that was killed left behind, and what one that finished replaced.
        for path in self._folder.glob("index-*"):
            if path.name != kept:
                shutil.rmtree(path, ignore_errors=True)

    def rebuild(self, entries: Iterable[Entry], progress: Progress | None) -> None:
        """Write a fresh index, then put it in force. Raises ArchiveBroken where another process does so."""
        with self._writing:
            self._enter()
            try:
                before = current(self._folder)
                self._drop()
                self._clear(before)
                name = f"index-{int(before.rpartition('-')[2]) + 1}"
                fresh = Generation(self._folder / name)
                self._fill(fresh, entries, progress)
                fresh.close(settle=True)
                replace(self._folder / CURRENT, name)
                self._clear(name)
            finally:
                self._turnstile.free()

    def _enter(self) -> None:
        until = time.monotonic() + TURN
        while not (self._turnstile.take() and self._lock.take()):
            if time.monotonic() > until:
                self._turnstile.free()
                raise ArchiveBroken("Another process is rebuilding the archive: wait for it, then try again.")
            time.sleep(0.05)

    def _fill(self, fresh: Generation, entries: Iterable[Entry], progress: Progress | None) -> None:
        done = 0
        source = iter(entries)
        while batch := list(islice(source, AT_ONCE)):
            latest = list({entry.report_id: entry for entry in batch}.values())
            fresh.put(latest, self._encoder([gist(entry) for entry in latest]))
            fresh.shelve(4 * LONGEST)
            done += len(batch)
            if progress is not None:
                progress(done)
        fresh.words.commit()
        fresh.shelve(1)

    def _drop(self) -> None:
        if self._generation is not None:
            self._generation.close()
            self._generation = None

    def stop(self) -> None:
        """Finish the step at hand, then give the lock free."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
        with self._writing:
            self._drop()
            self._lock.free()
            self._waiting.close()
