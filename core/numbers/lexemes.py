"""The words, numerals and signs of one stretch of text, as parallel lists: what the number grammar reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from operator import add

from core.numbers.lexicon import Lexicon
from core.numbers.lexicon import lexicon as lexicon_of
from core.numbers.numeral import Numeral, numeral
from core.numbers.words import Word
from core.text import Pieces
from core.text.normal import MARKS, fold_once, plain_arabic

_INNER = MARKS.replace(r"\u0640", "")  # tatweel is a letter to the regular-expression engine
_LEXEME = re.compile(
    rf"[\u0621-\u064aa-zA-Z]+(?![^\W\d_]|[{_INNER}])"  # most words, quickly
    rf"|[^\W\d_]+(?:[{_INNER}]+[^\W\d_]*)*"
    r"|(\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,٫]\d+)?"
    r"|\d+(?:[.,٬٫'’]\d+)*(?:ر\d+)?"
    r"|(?<![\w.,])[.,٫]\d+)"
    r"|\n|[^\s]"
)


_GROUP = re.compile(r"\d{3}(?!\d)")
_MEMO_SIZE = 50_000
_Lexeme = tuple[str, Word | None, bool, Numeral | None, int, int]


class _Memo(dict[str, tuple[_Lexeme, ...]]):
    """Piece of text → its lexemes, with offsets into the piece; forgets everything when it grows too large."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._words, self._hamza, self._decimal = lexicon.words, lexicon.hamza_needed, lexicon.grammar.decimal
        self._plain = lexicon.hamza_alien
        self._met: dict[str, tuple[str, Word | None, bool, Numeral | None]] = {}

    def __missing__(self, piece: str) -> tuple[_Lexeme, ...]:
        whole = plain_arabic(piece) and piece[0].isalpha()
        known = ((*self._look_up(piece), 0, len(piece)),) if whole else self.read(piece)
        if len(self) > _MEMO_SIZE:
            self.clear()
        if len(piece) < _LONGEST_KNOWN:
            self[piece] = known
        return known

    def read(self, text: str) -> tuple[_Lexeme, ...]:
        """The lexemes of `text`, which isn't remembered."""
        return tuple([(*self._word(match[0]), *match.span()) for match in _LEXEME.finditer(text)])

    def _word(self, text: str) -> tuple[str, Word | None, bool, Numeral | None]:
        found = self._met.get(text)
        if found is None:
            found = self._look_up(text)
            if len(self._met) < _MEMO_SIZE and len(text) < _LONGEST_KNOWN:
                self._met[text] = found
        return found

    def _look_up(self, text: str) -> tuple[str, Word | None, bool, Numeral | None]:
        norm = fold_once(text)
        digits = norm[-1:].isdecimal()
        word = None if digits else self._words.get(norm)
        if word is not None and norm in self._hamza and "ئ" not in text:
            word = None
        if word is not None and norm in self._plain and "أ" in text:
            word = None
        return norm, word, digits, numeral(norm, self._decimal) if digits else None


_LONGEST_KNOWN = 40


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


def lexemes(raw: str, pieces: Pieces, first: int, last: int, lexicon: Lexicon, bare: bool = False) -> Lexemes:
    """The lexemes of pieces first..last-1 of `raw`, with offsets into `raw`."""
    memo = _memo(lexicon.lang)
    parts = list(map(memo.__getitem__, pieces.texts[first:last]))
    begins = list(chain.from_iterable(map(repeat, pieces.starts[first:last], map(len, parts))))
    rows = list(chain.from_iterable(parts))
    if _spaced_groups(raw, begins, rows):
        at = begins[0] + rows[0][4]
        rows = list(memo.read(raw[at : begins[-1] + rows[-1][5]]))
        begins = [at] * len(rows)
    if not rows:
        return Lexemes(raw, lexicon, (), (), (), (), (), (), bare)
    norm, word, digits, numerals, start, end = zip(*rows, strict=True)
    return Lexemes(
        raw, lexicon, norm, tuple(map(add, begins, start)), tuple(map(add, begins, end)), word, numerals, digits, bare
    )


def _spaced_groups(raw: str, begins: Sequence[int], rows: list[_Lexeme]) -> bool:
    """True where a number may be grouped by spaces («1 200»), which the pieces have torn apart."""
    reached = -1
    for begin, row in zip(begins, rows, strict=True):
        if row[2]:
            if begin + row[4] == reached and _GROUP.match(raw, reached):
                return True
            reached = begin + row[5] + 1
    return False
