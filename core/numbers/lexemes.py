"""The words, numerals and signs of one stretch of text, as parallel lists: what the number grammar reads."""

import re
from dataclasses import dataclass, field

from core.numbers.lexicon import Lexicon, Word
from core.numbers.numeral import Numeral, numeral
from core.text import fold
from core.text.tokens import MARKS

_LEXEME = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,٫]\d+)?"
    r"|\d+(?:[.,٬٫'’]\d+)*"
    r"|(?<![\w.,])[.,٫]\d+)"
    rf"|[^\W\d_][^\W\d_{MARKS}]*(?:[{MARKS}]+[^\W\d_]*)*|\n|[^\s]"
)


@dataclass(slots=True)
class Lexemes:
    """Index k stands for `raw[start[k]:end[k]]`; `word[k]` and `numeral[k]` are None where it is not one.

    `digits[k]` tells a run of digits, also where it is no number (a dotted date has no `numeral`).
    """

    raw: str
    lexicon: Lexicon
    norm: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    word: list[Word | None] = field(default_factory=list)
    numeral: list[Numeral | None] = field(default_factory=list)
    digits: list[bool] = field(default_factory=list)

    def glued(self, k: int) -> bool:
        """True where lexeme k follows the one before it without a space."""
        return k > 0 and k < len(self.start) and self.start[k] == self.end[k - 1]

    def printed(self, first: int, last: int) -> str:
        """The raw text from lexeme `first` to lexeme `last`, both included."""
        return self.raw[self.start[first] : self.end[last]]


def lexemes(raw: str, begin: int, stop: int, lexicon: Lexicon) -> Lexemes:
    """The lexemes of `raw[begin:stop]`, with offsets into `raw`."""
    out = Lexemes(raw, lexicon)
    norm, start, end, word, numerals, digits = out.norm, out.start, out.end, out.word, out.numeral, out.digits
    words, decimal = lexicon.words, lexicon.grammar.decimal
    for match in _LEXEME.finditer(raw, begin, stop):
        text = match.group()
        folded = fold(text)
        norm.append(folded)
        start.append(match.start())
        end.append(match.end())
        if match.lastindex:
            numerals.append(numeral(folded, decimal))
            word.append(None)
            digits.append(True)
        else:
            numerals.append(None)
            word.append(words.get(folded))
            digits.append(False)
    return out
