"""The newest vectors, not yet on the shelf: few enough to be compared one by one, in memory."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workers.archive.embed import DIMENSIONS, Bytes, to_bytes
from workers.archive.shelf import UNDATED, span_of

LONGEST = 4_096
"""Above this many vectors the tail goes to the shelf; comparing that many takes about a millisecond."""


class Tail:
    """Keys, spans and unit vectors side by side; a key that is added again replaces its earlier vector."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._keys = np.empty(256, dtype=np.int64)
        self._spans = np.empty(256, dtype=np.int64)
        self._units = np.empty((256, DIMENSIONS), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: int) -> bool:
        return key in self._rows

    def add(self, keys: Sequence[int], spans: Sequence[int], vectors: Bytes) -> None:
        """Take up new vectors, shape (len(keys), 512)."""
        units = unit(vectors)
        for key, span, row in zip(keys, spans, units, strict=True):
            at = self._rows.setdefault(key, len(self._rows))
            if at == len(self._keys):
                self._grow()
            self._keys[at], self._spans[at], self._units[at] = key, span, row

    def _grow(self) -> None:
        size = 2 * len(self._keys)
        self._keys = np.resize(self._keys, size)
        self._spans = np.resize(self._spans, size)
        self._units = np.resize(self._units, (size, DIMENSIONS))

    def vector(self, key: int) -> Bytes | None:
        """The vector of one report, as bytes."""
        row = self._rows.get(key)
        return None if row is None else to_bytes(self._units[row])

    def search(self, vector: Bytes, window: tuple[int, int] | None, limit: int) -> dict[int, float]:
        """Key → cosine of the nearest, the undated among them."""
        count = len(self._rows)
        keys, units = self._keys[:count], self._units[:count]
        if window is not None:
            spans = self._spans[:count]
            inside = (spans == UNDATED) | ((spans >= span_of(window[0])) & (spans <= span_of(window[1])))
            keys, units = keys[inside], units[inside]
        # Not `@`: BLAS starts threads for it, which cost more than they save where several workers share the cores.
        cosines = np.einsum("ij,j->i", units, unit(vector))
        if len(keys) > limit:
            best = np.argpartition(-cosines, limit)[:limit]
            keys, cosines = keys[best], cosines[best]
        return dict(zip(keys.tolist(), cosines.tolist(), strict=True))


def unit(vectors: Bytes) -> npt.NDArray[np.float32]:
    """Bytes as floats of length one."""
    floats = vectors.astype(np.float32)
    norms = np.linalg.norm(floats, axis=-1, keepdims=True)
    units: npt.NDArray[np.float32] = floats / np.maximum(norms, 1e-9)
    return units
