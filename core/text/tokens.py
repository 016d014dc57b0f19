"""Tokens and sentences of one text, each with its code-point offsets in the raw text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from core.text.normal import FOLDED, MARKS

_TOKEN = re.compile(rf"\d+|[^\W\d_][^\W\d_{MARKS}]*(?:[{MARKS}]+[^\W\d_]*)*|[^\s]")
_SENTENCE_END = re.compile(r"[.!?؟。…]+[\"”’»)\]]*(?=\s|$)|\n+|؛")


class Token(NamedTuple):
    """One word, one run of digits, or one sign. `norm` is the folded form that lexicons are keyed by."""

    start: int
    end: int
    norm: str


@dataclass(frozen=True)
class Text:
    """A raw text in one language, tokenised once and shared by every reader of it.

    `tokens` are in text order and never overlap; `raw[t.start:t.end]` is the token as printed.
    `sentences` are half-open ranges of token indices that cover all tokens in order.
    """

    raw: str
    lang: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokenise(self.raw)

    @cached_property
    def sentence_spans(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of code points, one a sentence, found without making tokens; they cover the text."""
        cuts = [0, *_ends(self.raw), len(self.raw)]
        return tuple((a, b) for a, b in pairwise(cuts) if self.raw[a:b].strip())

    def tokens_in(self, begin: int, stop: int) -> tuple[Token, ...]:
        """The tokens of one stretch of the text only, such as one of `sentence_spans`."""
        return tokenise(self.raw, begin, stop)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        return _sentences(self.raw, self.tokens)


def tokenise(raw: str, begin: int = 0, stop: int | None = None) -> tuple[Token, ...]:
    """The tokens of `raw[begin:stop]` in order, offsets into `raw`; a digit run never holds letters («100جريح»)."""
    folded = FOLDED
    found = _TOKEN.finditer(raw, begin, len(raw) if stop is None else stop)
    return tuple([_new(Token, (*m.span(), folded[m[0]])) for m in found])


_new = tuple.__new__


def _ends(raw: str) -> Iterator[int]:
    """The code points at which a sentence ends; wrapped lines and abbreviations end none."""
    wrapped = _hard_wrapped(raw)
    for cut in _SENTENCE_END.finditer(raw):
        if not ((cut.group() == "." and _abbreviates(raw, cut.start())) or (wrapped and _wraps(raw, cut))):
            yield cut.end()


def _sentences(raw: str, tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    first = index = 0
    for end in _ends(raw):
        while index < len(tokens) and tokens[index].start < end:
            index += 1
        if index > first:
            out.append((first, index))
            first = index
    if first < len(tokens):
        out.append((first, len(tokens)))
    return tuple(out)


_TITLES = "mr mrs ms dr gen lt col sgt capt cpl maj adm brig gov sen rep rev hon prof st no vs etc sr jr"
_MONTHS = "jan feb mar apr aug sept oct nov dec"
_ABBREVIATIONS = frozenset(f"{_TITLES} {_MONTHS}".split())
_ARABIC_TITLES = frozenset("دأم")
_OPENS_WORD = ("", " ", "\n", "«", '"')
_LONGEST_WRAP, _SHORTEST_WRAP = 100, 50


def _abbreviates(raw: str, dot: int) -> bool:
    """True where the full stop belongs to its word: "U.N. aircraft", "George W. Bush", "Gen. Smith"."""
    following = raw[dot + 1 : dot + 3].lstrip()[:1]
    if following.islower() and following.isascii():
        return True
    first = dot
    while first > 0 and dot - first < 6 and raw[first - 1].isalpha():
        first -= 1
    word = raw[first:dot]
    if word in _ARABIC_TITLES:
        return raw[max(first - 1, 0) : first] in _OPENS_WORD and not raw[max(first - 2, 0) : first].strip().isdigit()
    if len(word) == 1 and word.isascii() and word.isupper():
        return first == 0 or raw[first - 1] == " "
    return word.lower() in _ABBREVIATIONS and word[:1].isupper() and not word.isupper()


def _hard_wrapped(raw: str) -> bool:
    """True for a text whose lines were broken at a fixed width: no line is long, and most are near the width."""
    if raw.count("\n") < 4:
        return False
    lengths = [len(line) for line in raw.split("\n") if line.strip()]
    full = sum(length >= _SHORTEST_WRAP for length in lengths)
    return max(lengths, default=0) <= _LONGEST_WRAP and full >= 4 and 2 * full >= len(lengths)


def _wraps(raw: str, cut: "re.Match[str]") -> bool:
    """True where a single line break only wraps a full line: the next line goes on without an indent."""
    if cut.group() != "\n" or raw[cut.end() : cut.end() + 1].isspace():
        return False
    return cut.start() - (raw.rfind("\n", 0, cut.start()) + 1) >= _SHORTEST_WRAP
