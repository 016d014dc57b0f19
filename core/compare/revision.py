"""What a later wording of a report changed: the words, and the numbers among them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import zip_longest

from core.numbers import Interval, Kind, Quantity, read_quantities
from core.text import Text

_Figure = tuple[Decimal | None, Interval, str | None]
_CLAIMABLE = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DISTANCE, Kind.AREA, Kind.DURATION, Kind.OTHER_UNIT})
# A number with its separators, a word, or one sign.
_WORD = re.compile(r"\d+(?:[.,٬٫'’\u00a0\u202f]\d+)*|[^\s\d!\"'(),.:;?\[\]«»،؛؟‘’“”]+|\S")

# Cells of the table that a diff may fill in all, so that no text costs more than a moment; what is left is one edit.
_BUDGET = 1_000_000


@dataclass(frozen=True, slots=True)
class Edit:
    """`before[before_start:before_end]` became `after[after_start:after_end]`: whole words, an empty side possible.

    Offsets are code points into the two documents. Edits stand in text order and never overlap.
    """

    before_start: int
    before_end: int
    after_start: int
    after_end: int


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One number before and after: its value, its bound or its unit differs. None: it was added, or taken out."""

    before: Quantity | None
    after: Quantity | None


@dataclass(frozen=True, slots=True)
class Changed:
    """The edits between two wordings, and the numbers that they touched, in text order."""

    edits: tuple[Edit, ...] = ()
    numbers: tuple[NumberChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits)


def changed(before: str, after: str, lang: str) -> Changed:
    """Word by word what `after` changed of `before`, both in the language `lang` (ISO 639-1).

    White space between words is no change. Numbers that only moved are none either. Past a bound on work, a stretch
    that differs is given as one edit instead of many.
    """
    if before == after:
        return Changed()
    blocks = _Blocks(_words(before), _words(after))
    edits = tuple(blocks.edits())
    return Changed(edits, tuple(_numbers(before, after, lang, edits)))


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


def _words(raw: str) -> list[_Word]:
    return [_Word(found.start(), found.end(), found.group()) for found in _WORD.finditer(raw)]


class _Blocks:
    """Two lists of words, and how much work may still go into aligning them."""

    def __init__(self, before: list[_Word], after: list[_Word]) -> None:
        self._sides = before, after
        self._texts = [word.text for word in before], [word.text for word in after]
        self._left = _BUDGET

    def edits(self) -> Iterator[Edit]:
        """The edits in order, neighbours already joined by the alignment."""
        a, b = self._texts
        head = _shared(a, b)
        tail = _shared(a[head:][::-1], b[head:][::-1])
        for i, j, k, m in self._ranges(head, len(a) - tail, head, len(b) - tail):
            yield Edit(*_span(self._sides[0], i, j), *_span(self._sides[1], k, m))

    def _ranges(self, i: int, j: int, k: int, m: int) -> Iterator[tuple[int, int, int, int]]:
        a, b = self._texts[0][i:j], self._texts[1][k:m]
        if not a and not b:
            return
        if len(a) * len(b) > self._left:
            yield from self._by_anchor(a, b, i, k)
            return
        self._left -= len(a) * len(b)
        for tag, p, q, r, s in SequenceMatcher(None, a, b).get_opcodes():
            if tag != "equal":
                yield i + p, i + q, k + r, k + s

    def _by_anchor(self, a: list[str], b: list[str], i: int, k: int) -> Iterator[tuple[int, int, int, int]]:
        """Parts between the words that stand once on either side and in the same order; one edit where none does."""
        anchors = _anchors(a, b)
        if not anchors:
            yield i, i + len(a), k, k + len(b)
            return
        p = r = 0
        for x, y in [*anchors, (len(a), len(b))]:
            if (x - p) * (y - r) > self._left:
                yield i + p, i + x, k + r, k + y
            else:
                yield from self._ranges(i + p, i + x, k + r, k + y)
            p, r = x + 1, y + 1


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Positions of words that occur once on each side, the longest chain of them that rises on both."""
    once_a, once_b = ({word for word, n in Counter(side).items() if n == 1} for side in (a, b))
    place = {word: y for y, word in enumerate(b) if word in once_b}
    pairs = [(x, place[word]) for x, word in enumerate(a) if word in once_a and word in place]
    tops: list[int] = []
    piles: list[int] = []
    back: list[int | None] = []
    for n, (_, y) in enumerate(pairs):
        pile = bisect_right(tops, y)
        back.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [y]
        piles[pile : pile + 1] = [n]
    chain: list[tuple[int, int]] = []
    at = piles[-1] if piles else None
    while at is not None:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _span(words: list[_Word], first: int, end: int) -> tuple[int, int]:
    if first < end:
        return words[first].start, words[end - 1].end
    at = words[first].start if first < len(words) else words[-1].end if words else 0
    return at, at


def _numbers(before: str, after: str, lang: str, edits: Sequence[Edit]) -> Iterator[NumberChange]:
    """Numbers whose words are the same are compared for their bound; those inside an edit are paired in order."""
    there = {quantity.start: quantity for quantity in _claimable(after, lang)}
    starts = [edit.before_start for edit in edits]
    gone: dict[int, list[Quantity]] = {}
    found: list[tuple[int, NumberChange]] = []
    for old in _claimable(before, lang):
        at = bisect_right(starts, old.start) - 1
        if at >= 0 and old.start < edits[at].before_end:
            gone.setdefault(at, []).append(old)
            continue
        shift = edits[at].after_end - edits[at].before_end if at >= 0 else 0
        new = there.pop(old.start + shift, None)
        if new is None:  # its last words changed: "two" that became "two thousand" reads on from elsewhere
            gone.setdefault(max(at, 0), []).append(old)
        elif _figure(old) != _figure(new):
            found.append((new.start, NumberChange(old, new)))
    found += _paired(gone, list(there.values()), edits)
    yield from (change for _, change in sorted(found, key=lambda entry: entry[0]))


def _paired(
    gone: dict[int, list[Quantity]], come: Sequence[Quantity], edits: Sequence[Edit]
) -> Iterator[tuple[int, NumberChange]]:
    """The numbers inside each edit, first to first; what moved from one edit to another has not changed."""
    starts = [edit.after_start for edit in edits]
    added: dict[int, list[Quantity]] = {}
    for new in come:
        added.setdefault(max(bisect_right(starts, new.start) - 1, 0), []).append(new)
    stay = Counter(_figure(old) for olds in gone.values() for old in olds)
    stay &= Counter(map(_figure, come))
    leaving, coming = stay.copy(), stay
    for at in sorted({*gone, *added}):
        olds = [old for old in gone.get(at, ()) if not _spent(leaving, old)]
        news = [new for new in added.get(at, ()) if not _spent(coming, new)]
        for pair in zip_longest(olds, news):
            yield pair[1].start if pair[1] else edits[at].after_start, NumberChange(*pair)


def _spent(left: "Counter[_Figure]", quantity: Quantity) -> bool:
    figure = _figure(quantity)
    if left[figure] <= 0:
        return False
    left[figure] -= 1
    return True


def _claimable(raw: str, lang: str) -> Iterator[Quantity]:
    return (quantity for quantity in read_quantities(Text(raw, lang)) if quantity.kind in _CLAIMABLE)


def _figure(quantity: Quantity) -> "_Figure":
    return quantity.value, quantity.interval, quantity.unit
