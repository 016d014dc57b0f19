"""The gazetteer: towns and provinces of the world with what they lie in, as two sorted tables searched by bisection."""

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from core.names.stems import bare
from core.text import tokenise

ARTICLES = frozenset({"al", "el", "ar", "as", "ad", "at", "an", "ash", "ez", "the"})
_NO_APOSTROPHES = str.maketrans("", "", "‘’'`ʿʾ")


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is a path, "country:TR/63/300075": country, first-level division, GeoNames number.

    A division's population is 0.
    """

    id: str
    name: str
    population: int

    @property
    def country(self) -> str:
        """The ISO 3166 code."""
        return self.id[8:10]


def place_key(name: str) -> str:
    """The look-up form of a name: folded words without articles, hyphens and apostrophes («الرمادي»: «رمادي»)."""
    words = (bare(t.norm) for t in tokenise(name.translate(_NO_APOSTROPHES)))
    return " ".join(word for word in words if word.isalnum() and word not in ARTICLES)


class Gazetteer:
    """Names and rows in memory as bytes; a look-up reads a handful of lines."""

    def __init__(self, keys: bytes, rows: bytes) -> None:
        self._keys = keys
        self._rows = rows.split(b"\n")
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.begins = lru_cache(maxsize=100_000)(self._begins)

    def _named(self, key: str) -> tuple[Place, ...]:
        """The places that `key` (of place_key) may be, the largest town first, divisions before towns."""
        line = self._line(key.encode())
        return tuple(self._row(int(number)) for number in line.split(b",")) if line else ()

    def _begins(self, word: str) -> bool:
        """True where some key has `word` as its first word."""
        first = word.encode()
        at = self._lower(first)
        return self._keys.startswith(first + b"\t", at) or self._keys.startswith(first + b" ", at)

    def _row(self, number: int) -> Place:
        key, name, population = self._rows[number].decode().split("\t")
        return Place(key, name, int(population))

    def _line(self, key: bytes) -> bytes:
        at = self._lower(key + b"\t")
        if not self._keys.startswith(key + b"\t", at):
            return b""
        end = self._keys.find(b"\n", at)
        return self._keys[at + len(key) + 1 : end if end >= 0 else len(self._keys)]

    def _lower(self, key: bytes) -> int:
        """The offset of the first line that is not below `key`."""
        keys, low, high = self._keys, 0, len(self._keys)
        while low < high:
            start = keys.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if keys[start : start + len(key)] < key:
                end = keys.find(b"\n", start)
                low = len(keys) if end < 0 else end + 1
            else:
                high = start
        return low


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships, read once."""
    data = resources.files("core.names") / "data"
    tables = [gzip.decompress((data / name).read_bytes()) for name in ("places.keys.gz", "places.rows.gz")]
    return Gazetteer(*tables)
