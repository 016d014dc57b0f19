"""Tokens and sentences of one text, each with its code-point offsets in the raw text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, count, pairwise
from operator import add
from typing import NamedTuple, overload

from core.text.normal import MARKS, fold

_TOKEN = re.compile(rf"\d+|[^\W\d_][^\W\d_{MARKS}]*(?:[{MARKS}]+[^\W\d_]*)*|[^\s]")
_SENTENCE_END = re.compile(r"[.!?؟。…]+[\"”’»)\]]*(?=\s|$)|\n+|؛")

_MAY_END = re.compile(r"[.!?؟。…\n؛]")


class Token(NamedTuple):
    """One word, one run of digits, or one sign. `norm` is the folded form that lexicons are keyed by."""

    start: int
    end: int
    norm: str


class Tokens(Sequence[Token]):
    """The tokens of a text, each made when it is asked for: most readers ask for single columns of the table."""

    __slots__ = ("_ends", "_norms", "_starts")

    def __init__(self, starts: list[int], ends: list[int], norms: list[str]) -> None:
        self._starts = starts
        self._ends = ends
        self._norms = norms

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, int):
            return Token(self._starts[index], self._ends[index], self._norms[index])
        return list(map(Token, self._starts[index], self._ends[index], self._norms[index]))

    def __iter__(self) -> Iterator[Token]:
        return map(Token, self._starts, self._ends, self._norms)


class Text:
    """A raw text in one language, tokenised once and shared by every reader of it; equal where raw and lang are.

    `tokens` are in text order and never overlap; `raw[t.start:t.end]` is the token as printed.
    `sentences` are half-open ranges of token indices that cover all tokens in order.
    """

    # Kept by hand and not with cached_property, which classes that mypyc compiles can't have.
    __slots__ = ("_kept_columns", "_kept_pieces", "_kept_sentences", "_kept_spans", "_kept_tokens", "lang", "raw")

    def __init__(self, raw: str, lang: str) -> None:
        self.raw = raw
        self.lang = lang
        self._kept_pieces: Pieces | None = None
        self._kept_columns: _Columns | None = None
        self._kept_tokens: Tokens | None = None
        self._kept_spans: tuple[tuple[int, int], ...] | None = None
        self._kept_sentences: tuple[tuple[int, int], ...] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.raw == other.raw and self.lang == other.lang

    def __hash__(self) -> int:
        return hash((self.raw, self.lang))

    def __repr__(self) -> str:
        return f"Text(raw={self.raw!r}, lang={self.lang!r})"

    @property
    def pieces(self) -> "Pieces":
        """The text between its spaces."""
        if self._kept_pieces is None:
            texts = self.raw.split(" ")
            starts = [*map(add, accumulate(map(len, texts[:-1]), initial=0), count())]
            self._kept_pieces = Pieces(texts, starts)
        return self._kept_pieces

    @property
    def _columns(self) -> "_Columns":
        if self._kept_columns is None:
            self._kept_columns = _columns(*self.pieces)
        return self._kept_columns

    @property
    def norms(self) -> list[str]:
        """The folded form of every token."""
        kept = self._kept_columns
        return self._columns[2] if kept is None else kept[2]

    @property
    def starts(self) -> list[int]:
        """Where every token starts, in code points."""
        kept = self._kept_columns
        return self._columns[0] if kept is None else kept[0]

    @property
    def ends(self) -> list[int]:
        """Where every token ends, in code points, exclusive."""
        kept = self._kept_columns
        return self._columns[1] if kept is None else kept[1]

    @property
    def tokens(self) -> Tokens:
        if self._kept_tokens is None:
            self._kept_tokens = Tokens(*self._columns)
        return self._kept_tokens

    @property
    def sentence_spans(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of code points, one a sentence, found without making tokens; they cover the text."""
        if self._kept_spans is None:
            cuts = [0, *_ends(self.raw), len(self.raw)]
            self._kept_spans = tuple((a, b) for a, b in pairwise(cuts) if self.raw[a:b].strip())
        return self._kept_spans

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        if self._kept_sentences is None:
            self._kept_sentences = _sentences(self.raw, self.starts)
        return self._kept_sentences


class Pieces(NamedTuple):
    """A text between its spaces: `texts[k]` starts at code point `starts[k]`."""

    texts: list[str]
    starts: list[int]


def tokenise(raw: str) -> tuple[Token, ...]:
    """The tokens of `raw` in order; a digit run never holds letters («100جريح»)."""
    return tuple(Text(raw, "").tokens)


_Columns = tuple[list[int], list[int], list[str]]
_Part = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]
"""Starts, ends and folded forms: of the tokens of a text, and of those of one piece, from where the piece starts."""


class _Parts(dict[str, str | _Part]):
    """Piece as printed → its folded form where it is one token, as most are, else its tokens.

    Most pieces recur, so that most of a text costs one look-up a piece.
    """

    def __missing__(self, piece: str) -> str | _Part:
        found = list(_TOKEN.finditer(piece))
        part: str | _Part
        if len(found) == 1 and found[0].end() - found[0].start() == len(piece):
            part = fold(piece)
        else:
            part = (
                tuple([match.start() for match in found]),
                tuple([match.end() for match in found]),
                tuple([fold(match[0]) for match in found]),
            )
        if len(piece) <= _LONGEST_KNOWN:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = part
        return part


_REMEMBERED, _LONGEST_KNOWN = 100_000, 40
_PARTS = _Parts()


def _columns(texts: list[str], at: list[int]) -> _Columns:
    starts: list[int] = []
    ends: list[int] = []
    norms: list[str] = []
    for piece, begin, part in zip(texts, at, list(map(_PARTS.__getitem__, texts)), strict=True):
        if isinstance(part, str):
            starts.append(begin)
            ends.append(begin + len(piece))
            norms.append(part)
        else:
            firsts, lasts, words = part
            starts += [begin + first for first in firsts]
            ends += [begin + last for last in lasts]
            norms += words
    return starts, ends, norms


def _ends(raw: str) -> Iterator[int]:
    """The code points at which a sentence ends; wrapped lines and abbreviations end none."""
    wrapped = _hard_wrapped(raw)
    reached = 0
    for sign in _MAY_END.finditer(raw):  # one class of signs is sought much faster than what they must be part of
        cut = _SENTENCE_END.match(raw, sign.start()) if sign.start() >= reached else None
        if cut is None:
            continue
        reached = cut.end()
        if not ((cut.group() == "." and _abbreviates(raw, cut.start())) or (wrapped and _wraps(raw, cut))):
            yield cut.end()


def _sentences(raw: str, starts: list[int]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    first = 0
    for end in _ends(raw):
        index = bisect_left(starts, end, first)
        if index > first:
            out.append((first, index))
            first = index
    if first < len(starts):
        out.append((first, len(starts)))
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
