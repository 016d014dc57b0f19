"""One whole index: words, facts and vectors in one folder. A rebuild writes the next one beside it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from workers.archive.embed import Bytes
from workers.archive.entry import Entry, day_of
from workers.archive.facts import Fact, Facts
from workers.archive.fuse import Ranking
from workers.archive.key import key_of
from workers.archive.shelf import Shelf, span_of
from workers.archive.tail import LONGEST, Tail
from workers.archive.tokens import figures, names, weighed
from workers.archive.words import Words

DEPTH = 200
"""How many reports each ranking gives, at least."""


class Generation:
    """The parts of one index. Reading and writing take separate instances: each has its own connection."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vectors").mkdir(exist_ok=True)
        self.folder = folder
        self.facts = Facts(folder / "facts.db")
        self.words = Words(folder / "words")
        self.shelf = Shelf(folder / "vectors")
        self._tail = Tail()
        self._seen = 0
        # Both libraries leave Python's lock while they search: vectors are compared on a second core meanwhile.
        self._beside = ThreadPoolExecutor(1, "archive-vectors")

    def refresh(self) -> None:
        """See what any process has written since."""
        self.words.refresh()
        if self.shelf.refresh():
            self._tail, self._seen = Tail(), 0
        rows = self.facts.tail_after(self._seen)
        if rows.keys:
            self._tail.add(rows.keys, rows.spans, rows.vectors)
            self._seen = rows.last

    def rankings(
        self, entry: Entry, vector: Bytes | None, window: tuple[int, int] | None, limit: int
    ) -> dict[str, Ranking]:
        """What each index finds, best first."""
        depth = max(limit, DEPTH)
        near = None if vector is None else self._beside.submit(self._near, vector, window, depth)
        found: dict[str, Ranking] = {
            "text": self.words.by_text(weighed(entry), window, depth),
            "figures": self.words.by_figures(figures(entry), window, depth),
            "names": self.words.by_names(names(entry), window, depth),
        }
        if near is not None:
            found["meaning"] = near.result()
        return found

    def _near(self, vector: Bytes, window: tuple[int, int] | None, depth: int) -> Ranking:
        near = self.shelf.search(vector, window, depth)
        near.update(self._tail.search(vector, window, depth))
        return sorted(near.items(), key=lambda pair: -pair[1])

    def vector(self, entry: Entry, window: tuple[int, int] | None) -> Bytes | None:
        """The vector that was stored for this report: embedding costs more than all else in a question."""
        if not entry.report_id:
            return None
        key = key_of(entry.report_id)
        found = self._tail.vector(key)
        return self.shelf.vector(key, window) if found is None else found

    def put(self, entries: Sequence[Entry], vectors: Bytes) -> None:
        """Write reports: facts and vectors first, then words. Killed in between, doing it again mends it."""
        keys = [key_of(entry.report_id) for entry in entries]
        facts = [fact_of(entry) for entry in entries]
        self.facts.put(keys, facts, [span_of(fact.day) for fact in facts], vectors)
        for key, entry, fact in zip(keys, entries, facts, strict=True):
            self.words.put(key, fact.day, weighed(entry), figures(entry), names(entry))

    def remove(self, ids: Sequence[str]) -> None:
        """Forget reports."""
        keys = [key_of(report_id) for report_id in ids]
        self.facts.remove(keys)
        for key in keys:
            self.words.remove(key)

    def shelve(self, at_least: int | None = None) -> None:
        """Move the tail to the shelf where it has grown to `at_least` (LONGEST) vectors."""
        if self.facts.tail_length() < (LONGEST if at_least is None else at_least):
            return
        rows = self.facts.tail_after(0)
        if rows.keys:
            self.shelf.put(rows.keys, rows.spans, rows.vectors)
            self.facts.drop_tail(rows.last)

    def close(self, settle: bool = False) -> None:
        """Close all files."""
        self._beside.shutdown()
        self.words.close(settle)
        self.facts.close()


def fact_of(entry: Entry) -> Fact:
    """What the gates need of a report."""
    return Fact(entry.report_id, day_of(entry.date), frozenset(entry.actors), frozenset(entry.places))
