"""Coined reports and a coined encoder: the machinery is tried without the language model."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from workers.archive.embed import DIMENSIONS, Bytes, to_bytes
from workers.archive.entry import Entry

TOWNS = ("Harbin", "Salwa", "Tesk", "Orun", "Midal", "Kafra", "Zoum", "Berek")
DEEDS = ("shelling", "flood", "bus crash", "strike", "fire", "collapse", "clash", "blast")


def coined_encoder(texts: Sequence[str]) -> Bytes:
    """Each word is a direction of its own: texts are near where they share words."""
    rows = [sum((_direction(word) for word in text.lower().split()), np.zeros(DIMENSIONS)) for text in texts]
    return to_bytes(np.asarray(rows, dtype=np.float32).reshape(len(texts), DIMENSIONS) + np.float32(1e-6))


def _direction(word: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    return np.random.default_rng(crc32(word.encode())).normal(size=DIMENSIONS)


def coined(number: int, date: str | None = "2024-03-10") -> Entry:
    """Report `number`: its town and deed follow from the number, so every 64th report is about the same."""
    town, deed = TOWNS[number % 8], DEEDS[number // 8 % 8]
    body = f"Officials in {town} said {number + 3} people were hurt in the {deed}. Roads stay closed."
    return Entry(f"r{number}", f"{deed} in {town} hurts {number + 3}", body, "en", date, (f"actor-{deed}",), (town,))
