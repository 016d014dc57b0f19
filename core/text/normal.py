"""One spelling for the many ways a word is printed: case, accents, harakat, tatweel, hamza seats, digits.

Folding is for looking words up. It never moves an offset: tokens keep their place in the raw text.
"""

import re
import unicodedata
from functools import lru_cache

MARKS = r"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
"""What can stand inside a word and is dropped when it is looked up, as a regular-expression class."""

_DROPPED = re.compile(f"[{MARKS}]+")
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

_SPARSEST = 40
"""Arabic has an alef in every ten letters or so; text with fewer than one in forty is folded the general way."""
_RUNNING = (
    *((seat, "ا") for seat in "أإآٱ"),
    *((form, "ي") for form in "ىیئ"),
    ("ؤ", "و"),
    ("ة", "ه"),
    ("ک", "ك"),
    *((mark, "") for mark in "ًٌٍَُِّْـٰ\u200c\u200d"),
)
"""Every replacement is one fast pass over the text, which beats any single pass that looks at each letter."""


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The look-up form of one word: «أُصيبَ» → «اصيب», "Été" → "ete", "٣٤" → "34".

    Arabic: harakat and tatweel go, hamza seats become their bare letter, alef maqsura ى is ي, ta marbuta ة is ه.
    Elsewhere: case and accents go. Lexicon entries are folded with the same function when they are loaded.
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_ARABIC))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", "".join(_digit(c) for c in kept).translate(_ARABIC)).casefold()


def fold_running(text: str) -> str:
    """`text` with every word folded, in a few passes over the whole of it: for scanning, not for offsets."""
    if text.isascii():
        return text.lower()
    if text.count("ا") * _SPARSEST > len(text):
        for old, new in _RUNNING:
            text = text.replace(old, new)
        return text
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", text))
    return bare.replace("ة", "ه").replace("ى", "ي").replace("ی", "ي").replace("ک", "ك").replace("ٱ", "ا").lower()


def _digit(char: str) -> str:
    return char if char.isascii() or not char.isdecimal() else str(unicodedata.decimal(char))
