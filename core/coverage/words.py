"""The words of a report, read once however many questions are put to it."""

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from core.text import tokenise


@dataclass(frozen=True, slots=True)
class Words:
    """`norms` are the folded words in text order, signs left out; `starts` their code-point offsets."""

    norms: tuple[str, ...]
    starts: "array[int]"

    def around(self, offset: int, words: int) -> tuple[str, ...]:
        """Up to `words` words on each side of a code-point offset."""
        at = bisect_left(self.starts, offset)
        return self.norms[max(0, at - words) : at + words]


@lru_cache(maxsize=1024)
def words_of(document: str) -> Words:
    """The words of one document. Kept for the last thousand documents: the same text is asked about its copies, its
    passages and its happening."""
    tokens = [token for token in tokenise(document) if token.norm[:1].isalnum()]
    return Words(tuple(token.norm for token in tokens), array("L", (token.start for token in tokens)))
