"""Vectors on disk, by month or so: usearch segments that are written once a generation and viewed by every process.

A manifest names the segments in force. It is replaced by renaming, after the new segments are safe on disk: whoever is
killed while writing leaves the old generation whole. A segment holds the reports of thirty days, so a question with a
window of dates opens few of them, whatever the size of the archive; a full one is followed by the next of its days.
"""

import json
import os
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from usearch.index import Index

from workers.archive.embed import DIMENSIONS, Bytes

DAYS_IN_SPAN = 30
UNDATED = 0
FULL = 65_536
_MANIFEST = "manifest.json"


def span_of(day: int | None) -> int:
    """The number of the thirty days that `day` falls in; UNDATED for None."""
    return UNDATED if day is None else day // DAYS_IN_SPAN


@dataclass(frozen=True, slots=True)
class Segment:
    """One usearch file: the reports of one span, at most FULL of them."""

    file: str
    span: int
    count: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The segments in force; `position` is how far the source of vectors is on the shelf, in the source's own terms."""

    generation: int = 0
    position: tuple[int, ...] = ()
    segments: tuple[Segment, ...] = ()


class Shelf:
    """The vector files of one folder. Any process may search; one at a time, by the caller's lock, may `put`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = Manifest()
        self._stamp: tuple[int, int] | None = None
        self._views: dict[str, Index] = {}
        self.refresh()

    def refresh(self) -> bool:
        """Take up a newer generation; whether there was one. A shelf whose files are gone is an empty one."""
        try:
            stat = (self.folder / _MANIFEST).stat()
        except FileNotFoundError:
            was_there, self._stamp = self._stamp is not None, None
            self.manifest, self._views = Manifest(), {}
            return was_there
        if (stamp := (stat.st_ino, stat.st_mtime_ns)) == self._stamp:
            return False
        raw = json.loads((self.folder / _MANIFEST).read_text("utf-8"))
        segments = tuple(Segment(**segment) for segment in raw["segments"])
        self.manifest = Manifest(raw["generation"], tuple(raw["position"]), segments)
        self._stamp = stamp
        files = {segment.file for segment in segments}
        self._views = {file: view for file, view in self._views.items() if file in files}
        return True

    def search(self, vector: Bytes, window: tuple[int, int] | None, limit: int) -> dict[int, float]:
        """Key → cosine of the nearest reports in each span that the window touches, the undated among them."""
        for _ in range(3):
            try:
                return self._search(vector, window, limit)
            except (FileNotFoundError, RuntimeError):
                # The writer has cleared a generation away between our look at the manifest and the opening.
                if not self.refresh():
                    raise
        return self._search(vector, window, limit)

    def _search(self, vector: Bytes, window: tuple[int, int] | None, limit: int) -> dict[int, float]:
        spans = None if window is None else {UNDATED, *_reached(window, self.manifest.segments)}
        found: dict[int, float] = {}
        asked = [segment for segment in self.manifest.segments if spans is None or segment.span in spans]
        # Where two months or more answer, no one of them needs to give all.
        most = limit if len(asked) < 2 else limit // 2
        for segment in asked:
            matches = self._view(segment.file).search(vector, most, threads=1)
            keys, distances = matches.keys, matches.distances
            for key, distance in zip(keys.tolist(), distances.tolist(), strict=True):
                found[key] = max(found.get(key, -1.0), 1.0 - distance)
        return found

    def clear(self) -> None:
        """Throw all away, for a source that can give every vector again."""
        (self.folder / _MANIFEST).unlink(missing_ok=True)
        self.refresh()

    def vector(self, key: int, window: tuple[int, int] | None) -> Bytes | None:
        """The shelved vector of one report, newest first; None where the window's segments have none."""
        spans = None if window is None else {UNDATED, *_reached(window, self.manifest.segments)}
        for segment in reversed(self.manifest.segments):
            if (spans is None or segment.span in spans) and key in (view := self._view(segment.file)):
                found: Bytes = np.asarray(view.get(key), dtype=np.int8).reshape(-1)
                return found
        return None

    def _view(self, file: str) -> Index:
        view = self._views.get(file)
        if view is None:
            view = Index.restore(str(self.folder / file), view=True)
            if view is None:
                raise FileNotFoundError(self.folder / file)
            self._views[file] = view
        return view

    def put(self, keys: Sequence[int], spans: Sequence[int], vectors: Bytes, position: tuple[int, ...] = ()) -> None:
        """Shelve `vectors` as a new generation. Only one process may do this at a time."""
        self.refresh()
        rows: dict[int, list[int]] = defaultdict(list)
        for row, span in enumerate(spans):
            rows[span].append(row)
        generation = self.manifest.generation + 1
        segments = list(self.manifest.segments)
        numbers = np.asarray(keys, dtype=np.uint64)
        for span, chosen in rows.items():
            self._put_span(segments, span, numbers[chosen], vectors[chosen], generation)
        self._publish(Manifest(generation, position, tuple(segments)))

    def _put_span(
        self, segments: list[Segment], span: int, keys: npt.NDArray[np.uint64], vectors: Bytes, generation: int
    ) -> None:
        last = next((segment for segment in reversed(segments) if segment.span == span), None)
        if last is not None and last.count >= FULL:
            last = None
        at = 0
        while at < len(keys):
            index = _empty() if last is None else _loaded(self.folder / last.file)
            room = max(1, FULL - len(index))
            chosen = slice(at, at + room)
            _add(index, keys[chosen], vectors[chosen])
            file = f"{span}-{generation}-{at}.usearch"
            _save(index, self.folder / file)
            if last is not None:
                segments.remove(last)
            segments.append(Segment(file, span, len(index)))
            last, at = None, at + room

    def _publish(self, manifest: Manifest) -> None:
        segments = [{"file": s.file, "span": s.span, "count": s.count} for s in manifest.segments]
        text = json.dumps({"generation": manifest.generation, "position": manifest.position, "segments": segments})
        replace(self.folder / _MANIFEST, text)
        kept = {segment.file for segment in manifest.segments}
        for path in self.folder.glob("*.usearch"):
            if path.name not in kept:
                path.unlink(missing_ok=True)
        self.refresh()


def _reached(window: tuple[int, int], segments: Collection[Segment]) -> set[int]:
    first, last = window[0] // DAYS_IN_SPAN, window[1] // DAYS_IN_SPAN
    return {segment.span for segment in segments if first <= segment.span <= last}


def _empty() -> Index:
    return Index(ndim=DIMENSIONS, metric="cos", dtype="i8", connectivity=12, expansion_add=48, expansion_search=128)


def _loaded(path: Path) -> Index:
    index = _empty()
    index.load(str(path))
    return index


def _add(index: Index, keys: npt.NDArray[np.uint64], vectors: Bytes) -> None:
    last = {int(key): row for row, key in enumerate(keys)}
    for key in last:
        if key in index:
            index.remove(key)
    rows = list(last.values())
    index.add(keys[rows], vectors[rows], threads=1)


def _save(index: Index, path: Path) -> None:
    index.save(str(path))
    with path.open("rb") as file:
        os.fsync(file.fileno())


def replace(path: Path, text: str) -> None:
    """Write a small file so that readers, and whoever comes after a crash, see the old or the new one whole."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
