"""One spelling for the many ways a word is printed: case, accents, harakat, tatweel, hamza seats, digits.

Folding is for looking words up. It never moves an offset: tokens keep their place in the raw text.
"""

import re
import unicodedata

MARKS = r"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
"""What can stand inside a word and is dropped when it is looked up, as a regular-expression class."""

_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ـ": None,
        "\u200c": None,
        "\u200d": None,
        "’": "'",
        "ʼ": "'",
    }
)

_PLAIN = re.compile("[\u0621-\u063a\u0640-\u0652]+")
_PLAIN_FORMS = _ARABIC | dict.fromkeys(range(0x64B, 0x653))
"""Most Arabic words hold nothing but these letters and harakat, for which one table does."""


plain_arabic = _PLAIN.fullmatch
"""Truthy for a word of these letters and harakat alone."""


def fold(word: str) -> str:
    """The look-up form of one word: «أُصيبَ» → «اصيب», "Été" → "ete", "٣٤" → "34".

    Arabic: harakat and tatweel go, hamza seats become their bare letter, alef maqsura ى is ي, ta marbuta ة is ه.
    Elsewhere: case and accents go. Lexicon entries are folded with the same function when they are loaded.
    """
    return FOLDED[word]


class _Folded(dict[str, str]):
    """Words as printed → their folded form; a dictionary answers faster than a cached call, and most words recur."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        form = self[word] = fold_once(word)
        return form


_REMEMBERED = 200_000
FOLDED = _Folded()


def fold_once(word: str) -> str:
    """As `fold`, without remembering the word."""
    if word.isascii():
        return word.lower()
    if _PLAIN.fullmatch(word):
        return word.translate(_PLAIN_FORMS)
    return _fold_any(word)


def _fold_any(word: str) -> str:
    """The general way, for every script."""
    decomposed = unicodedata.normalize("NFKD", word.translate(_ARABIC))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", "".join(_digit(c) for c in kept).translate(_ARABIC)).casefold()


def _digit(char: str) -> str:
    return char if char.isascii() or not char.isdecimal() else str(unicodedata.decimal(char))
