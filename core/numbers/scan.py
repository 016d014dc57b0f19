"""Where numbers may stand: one cheap pass over a text, so that only the neighbourhoods of number words are parsed.

The text is split at spaces (offsets by accumulation) and each piece looked up in a memo of what it can start. News
repeats its words, so nearly every look-up is one dictionary hit.
"""

from collections.abc import Iterator
from itertools import accumulate

from core.numbers.lexicon import Lexicon, Role
from core.text import tokenise

BEFORE, AFTER = 8, 12
"""Pieces of context that are parsed on either side of a trigger."""
LONGEST_WINDOW = 400
_MEMO_SIZE = 60_000

NOTHING, NUMBER, NEGATOR, TARGET, WITHIN, DURATION, STOP = 0, 1, 2, 4, 8, 16, 32
_WEAK = NEGATOR | WITHIN
_SPACES = dict.fromkeys(
    [*map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"), *range(0x2000, 0x200B)], " "
)
_SILENT = frozenset({Role.ARTICLE, Role.POINT, Role.MINUS, Role.TEEN_UNIT, Role.ORDINAL})


class Scanner:
    """Finds the windows of one language; keeps the memo."""

    def __init__(self, lexicon: Lexicon, articles_count: bool = False) -> None:
        self._lexicon = lexicon
        self._silent = _SILENT - {Role.ARTICLE, Role.POINT} if articles_count else _SILENT
        self._memo: dict[str, int] = {}

    def windows(self, raw: str) -> Iterator[tuple[int, int]]:
        """(begin, stop) code-point ranges in text order, each around one or more triggers; they never overlap."""
        pieces = raw.translate(_SPACES).split(" ")
        flags = [self._memo.get(p, -1) for p in pieces]
        for k, flag in enumerate(flags):
            if flag < 0:
                flags[k] = self._look(pieces[k])
        hits = [k for k, flag in enumerate(flags) if flag & 11 and (flag & NUMBER or self._weak(flags, k))]
        if not hits:
            return
        starts = [0, *accumulate(len(p) + 1 for p in pieces)]
        last = len(pieces) - 1
        first, stop = max(0, hits[0] - BEFORE), hits[0] + AFTER
        for k in hits:
            if k - BEFORE > stop or k - first > LONGEST_WINDOW:
                end = min(stop, last, k - 1)
                yield starts[first], starts[end] + len(pieces[end])
                first = max(k - BEFORE, end + 1)
            stop = k + AFTER
        end = min(stop, last)
        yield starts[first], starts[end] + len(pieces[end])

    def _weak(self, flags: list[int], k: int) -> bool:
        """A negator counts where something that it can deny follows, «خلال» where a unit of time does."""
        flag = flags[k]
        if flag & NEGATOR and any(f & TARGET for f in flags[k : k + 8]):
            return True
        return bool(flag & WITHIN and any(f & DURATION for f in flags[k + 1 : k + 3]))

    def _look(self, piece: str) -> int:
        if len(self._memo) > _MEMO_SIZE:
            self._memo.clear()
        flag = NOTHING
        for token in tokenise(piece[:200]):
            flag |= self._token(token.norm)
        self._memo[piece[:200] if len(piece) > 200 else piece] = flag
        return flag

    def _token(self, norm: str) -> int:
        lex = self._lexicon
        flag = NUMBER if norm.isdecimal() else NOTHING
        word = lex.words.get(norm)
        if word is not None:
            if word.role is Role.NEGATOR:
                flag |= NEGATOR
            elif word.role is Role.WITHIN:
                flag |= WITHIN
            elif word.role not in self._silent and not (word.role is Role.DOZEN and word.value == 2):
                flag |= NUMBER
        if norm in lex.zero.targets:
            flag |= TARGET
        if norm in lex.duration_units:
            flag |= DURATION
        return flag
