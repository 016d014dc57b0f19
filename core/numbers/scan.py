"""Where numbers may stand: one cheap pass over a text, so that only the neighbourhoods of number words are parsed.

Digits are found by one regular expression; words by folding the whole text at once, splitting it at its spaces and
looking each piece up in one dictionary. No object is made for a word that says nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, compress

from core.numbers.lexicon import Lexicon
from core.numbers.words import Role
from core.text import MARKS, fold_running

BEFORE, AFTER = 36, 54
"""Code points of context that are parsed on either side of a trigger, up to the next space."""
LONGEST_WINDOW = 4000

NUMBER, NEGATOR, WITHIN, TARGET, DURATION, CONSTRUCT, GOVERNED = 1, 2, 4, 8, 16, 32, 64
_WEAKLY = NEGATOR | WITHIN | CONSTRUCT
_SIGNS = re.compile(rf"[^\w {MARKS}]")
_ZEROS = [c for c in range(0x10000) if chr(c).isdecimal() and unicodedata.decimal(chr(c)) == 0]
_DIGITS = re.compile("[{}\U00010000-\U0010ffff]".format("".join(f"{chr(z)}-{chr(z + 9)}" for z in _ZEROS)))
"""Every decimal digit (a plain set is searched twice as fast as the digit class), and whatever lies beyond the BMP."""
_SILENT = frozenset({Role.POINT, Role.MINUS, Role.TEEN_UNIT, Role.ORDINAL})
_WEAK = {Role.NEGATOR: NEGATOR, Role.WITHIN: WITHIN}


def flags_of(lexicon: Lexicon, articles_count: bool) -> dict[str, int]:
    """What each folded word can start, as flags; words that start nothing are absent."""
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
    return flags


def windows(raw: str, flags: dict[str, int]) -> Iterator[tuple[int, int]]:
    """(begin, stop) code-point ranges in text order, each around one or more triggers; they never overlap."""
    places = _word_places(raw, flags)
    digits = [match.start() for match in _DIGITS.finditer(raw)]
    if digits:
        places = sorted(places + digits) if places else digits
    if not places:
        return
    begin, stop = max(0, places[0] - BEFORE), places[0] + AFTER
    for place in places:
        if place - BEFORE > stop or place - begin > LONGEST_WINDOW:
            end = _to_space(raw, min(stop, place))
            yield _from_space(raw, begin), end
            begin = max(place - BEFORE, end)
        stop = place + AFTER
    yield _from_space(raw, begin), _to_space(raw, stop)


def _word_places(raw: str, flags: dict[str, int]) -> list[int]:
    """Offsets of the words that can start a number, a statement of none or a bare duration."""
    spaced = _SIGNS.sub(" ", raw)
    folded = fold_running(spaced)
    pieces = folded.split(" ")
    found = list(map(flags.get, pieces))
    hits = [
        k
        for k, flag in compress(enumerate(found), found)
        if flag and (flag & NUMBER or (flag & _WEAKLY and _stands(found, k, flag)))
    ]
    if not hits:
        return []
    originals = pieces if len(folded) == len(spaced) else spaced.split(" ")
    if len(originals) != len(pieces):  # a sign that unfolds into several words: look piece by piece
        return _slow_places(originals, flags)
    ends = list(accumulate(map(len, originals)))  # without the spaces between, which number k
    return [ends[k - 1] + k if k else 0 for k in hits]


def _slow_places(originals: list[str], flags: dict[str, int]) -> list[int]:
    starts = [0, *accumulate(len(piece) + 1 for piece in originals)]
    return [starts[k] for k, piece in enumerate(originals) if any(p in flags for p in fold_running(piece).split(" "))]


def _stands(found: list[int | None], k: int, flag: int) -> bool:
    """A negator counts where something follows that it can deny, «خلال» where a unit of time does, a construct dual
    where a noun that it governs does (ضابطا شرطة).
    """
    if flag & NEGATOR and any(f and f & TARGET for f in found[k : k + 9]):
        return True
    if flag & CONSTRUCT and any(f and f & GOVERNED for f in found[k + 1 : k + 2]):
        return True
    return bool(flag & WITHIN and any(f and f & DURATION for f in found[k + 1 : k + 4]))


def _from_space(raw: str, at: int) -> int:
    """`at`, moved left to the start of its word, within reason."""
    left = raw.rfind(" ", max(0, at - 30), at)
    return at if left < 0 else left + 1


def _to_space(raw: str, at: int) -> int:
    right = raw.find(" ", at, at + 30)
    return min(at, len(raw)) if right < 0 else right
