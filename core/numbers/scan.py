"""Where numbers may stand: one cheap pass over a text, so that only the neighbourhoods of number words are parsed.

The text is split at its spaces and each piece is looked up as printed, punctuation and all, in one dictionary of what
has been met before. Most pieces recur, so that most cost one look-up and no object is made for them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import compress

from core.numbers.lexicon import Lexicon
from core.numbers.words import Role
from core.text import Pieces, Text
from core.text.normal import MARKS, fold_once, plain_arabic

BEFORE, AFTER = 7, 10
"""Pieces of context that are parsed on either side of a trigger."""
LONGEST_WINDOW = 4000
"""Code points after which a window is cut, however close the triggers stand."""
LONGEST_PIECE = 300
"""A longer stretch without a space is cut up before it is looked at."""

NUMBER, NEGATOR, WITHIN, TARGET, DURATION, CONSTRUCT, GOVERNED, LONG = 1, 2, 4, 8, 16, 32, 64, 128
_WEAKLY = NEGATOR | WITHIN | CONSTRUCT
_WORD = re.compile(rf"[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*|(\d)")
_CUT = re.compile(rf"[^ ]{{1,{LONGEST_PIECE}}}(?!\S)|[^ ]{{1,{LONGEST_PIECE}}}")
_EDGES = ".،,:;؛!؟?\"'«»“”()[]\n"
_SILENT = frozenset({Role.POINT, Role.MINUS, Role.TEEN_UNIT, Role.ORDINAL})
_WEAK = {Role.NEGATOR: NEGATOR, Role.WITHIN: WITHIN}
_REMEMBERED = 200_000


class Flags(dict[str, int]):
    """Piece as printed → what its words can start, as flags; forgets everything when it grows too large."""

    def __init__(self, words: Mapping[str, int]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, piece: str) -> int:
        if len(piece) > LONGEST_PIECE:
            return LONG
        flag = 0
        word = piece.strip(_EDGES)
        if plain_arabic(word):  # the commonest case, without a regular expression for its parts
            flag = self._words.get(fold_once(word), 0)
        else:
            for match in _WORD.finditer(word):
                flag |= NUMBER if match[1] else self._words.get(fold_once(match[0]), 0)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[piece] = flag
        return flag


def flags_of(lexicon: Lexicon, articles_count: bool) -> Flags:
    """What each piece of a text in the language of `lexicon` can start."""
    flags: dict[str, int] = {}
    for norm, word in lexicon.words.items():
        silent = word.role in _SILENT or (word.role is Role.ARTICLE and not articles_count)
        flag = _WEAK.get(word.role, 0 if silent else NUMBER)
        if word.role is Role.DUAL and word.room == 2:
            flag = CONSTRUCT
        if flag:
            flags[norm] = flag
    followers = (
        (lexicon.zero.targets, TARGET),
        (lexicon.duration_units, DURATION),
        (lexicon.construct_before, GOVERNED),
    )
    for norms, flag in followers:
        for norm in norms:
            flags[norm] = flags.get(norm, 0) | flag
    return Flags(flags)


def windows(text: Text, flags: Flags) -> Iterator[tuple[Pieces, int, int]]:
    """(pieces, first, last exclusive) in text order, each around one or more triggers; they never overlap."""
    pieces = text.pieces
    found = list(map(flags.__getitem__, pieces.texts))
    if LONG in found:
        cut = [(match[0], match.start()) for match in _CUT.finditer(text.raw)]
        pieces = Pieces([piece for piece, _ in cut], [start for _, start in cut])
        found = list(map(flags.__getitem__, pieces.texts))
    hits = _triggers(found)
    if hits:
        yield from _around(pieces, hits)


def _around(pieces: Pieces, hits: list[int]) -> Iterator[tuple[Pieces, int, int]]:
    starts, size = pieces.starts, len(pieces.texts)
    begin, stop = max(0, hits[0] - BEFORE), hits[0] + AFTER
    latest = starts[begin] + LONGEST_WINDOW
    for place in hits:
        if place - BEFORE > stop or starts[place] > latest:
            end = min(stop, place)
            yield pieces, begin, min(end, size)
            begin = max(place - BEFORE, end)
            latest = starts[begin] + LONGEST_WINDOW
        stop = place + AFTER
    if begin < size:
        yield pieces, begin, min(stop, size, max(bisect_left(starts, latest), hits[-1] + 1))


def _triggers(found: list[int]) -> list[int]:
    """Indices of the pieces that can start a number, a statement of none or a bare duration."""
    return [
        k
        for k, flag in compress(enumerate(found), found)
        if flag & NUMBER or (flag & _WEAKLY and _stands(found, k, flag))
    ]


def _stands(found: list[int], k: int, flag: int) -> bool:
    """A negator counts where something follows that it can deny, «خلال» where a unit of time does, a construct dual
    where a noun that it governs does (ضابطا شرطة); all of it can stand in one piece, with a line break between.
    """
    if flag & NEGATOR and any(f & TARGET for f in found[k : k + 9]):
        return True
    if flag & CONSTRUCT and any(f & GOVERNED for f in found[k : k + 2]):
        return True
    return bool(flag & WITHIN and any(f & DURATION for f in found[k : k + 4]))
