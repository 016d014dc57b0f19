"""The words, numerals and signs of one stretch of text, as parallel lists: what the number grammar reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress

from core.numbers.lexicon import Lexicon
from core.numbers.lexicon import lexicon as lexicon_of
from core.numbers.numeral import Numeral, numeral
from core.numbers.words import Word
from core.text import MARKS, fold

_INNER = MARKS.replace(r"\u0640", "")  # tatweel is a letter to the regular-expression engine
_LEXEME = re.compile(
    rf"[\u0621-\u064aa-zA-Z]+(?![^\W\d_]|[{_INNER}])"  # most words, quickly
    rf"|[^\W\d_]+(?:[{_INNER}]+[^\W\d_]*)*"
    r"|(\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,٫]\d+)?"
    r"|\d+(?:[.,٬٫'’]\d+)*(?:ر\d+)?"
    r"|(?<![\w.,])[.,٫]\d+)"
    r"|\n|[^\s]"
)


_MEMO_SIZE = 100_000


class _Memo(dict[str, tuple[str, Word | None, bool]]):
    """Printed lexeme → (folded, its number word, is it digits); forgets everything when it grows too large."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._words = lexicon.words
        self._hamza = lexicon.hamza_needed

    def __missing__(self, text: str) -> tuple[str, Word | None, bool]:
        if len(self) > _MEMO_SIZE:
            self.clear()
        norm = fold(text)
        digits = norm[-1:].isdecimal()
        word = None if digits else self._words.get(norm)
        if word is not None and norm in self._hamza and "ئ" not in text:
            word = None
        known = (norm, word, digits)
        if len(text) < 40:
            self[text] = known
        return known


@cache
def _memo(lang: str) -> _Memo:
    return _Memo(lexicon_of(lang))


@dataclass(slots=True)
class Lexemes:
    """Index k stands for `raw[start[k]:end[k]]`; `word[k]` and `numeral[k]` are None where it is not one.

    `digits[k]` tells a run of digits, also where it is no number (a dotted date has no `numeral`).
    `bare`: the number grammar alone is wanted, without the senses that context gives.
    """

    raw: str
    lexicon: Lexicon
    norm: Sequence[str]
    start: Sequence[int]
    end: Sequence[int]
    word: Sequence[Word | None]
    numeral: Sequence[Numeral | None]
    digits: Sequence[bool]
    bare: bool = False

    def glued(self, k: int) -> bool:
        """True where lexeme k follows the one before it without a space."""
        return k > 0 and k < len(self.start) and self.start[k] == self.end[k - 1]

    def printed(self, first: int, last: int) -> str:
        """The raw text from lexeme `first` to lexeme `last`, both included."""
        return self.raw[self.start[first] : self.end[last]]


def lexemes(raw: str, begin: int, stop: int, lexicon: Lexicon, bare: bool = False) -> Lexemes:
    """The lexemes of `raw[begin:stop]`, with offsets into `raw`."""
    spans = [match.span() for match in _LEXEME.finditer(raw, begin, stop)]
    if not spans:
        return Lexemes(raw, lexicon, (), (), (), (), (), (), bare)
    memo = _memo(lexicon.lang)
    norm, word, digits = zip(*[memo[raw[first:last]] for first, last in spans], strict=True)
    start, end = zip(*spans, strict=True)
    numerals: list[Numeral | None] = [None] * len(norm)
    decimal = lexicon.grammar.decimal
    for k in compress(range(len(norm)), digits):
        numerals[k] = numeral(norm[k], decimal)
    return Lexemes(raw, lexicon, norm, start, end, word, numerals, digits, bare)
