"""Digits that the number grammar alone reads in its own way: addresses and lists one by one, "one over three", 1e10."""

import re
from collections.abc import Iterator
from decimal import Decimal

from core.numbers.cardinal import Cardinal, read_cardinal
from core.numbers.interval import Interval
from core.numbers.lexemes import Lexemes
from core.numbers.numeral import LONGEST
from core.numbers.quantity import Precision, Quantity
from core.numbers.words import Role

_RUN = re.compile(r"\d+")
_SCALING = frozenset({Role.SCALE, Role.SCALE_PLURAL, Role.HUNDRED, Role.DOZEN})


_POWER = re.compile(r"([-−]?\d+(?:[.,]\d+)?)(?:([eE])([+-]?\d{1,2})|\^([+-]{0,2}\d{1,2}))(?!\w)")


def read_power(lx: Lexemes, k: int) -> tuple[Quantity, int] | None:
    """1.3e6, 2.5^-1: digits with an exponent."""
    start = lx.start[k]
    start -= k > 0 and lx.norm[k - 1] in ("-", "−") and lx.glued(k) and not lx.glued(k - 1)
    found = _POWER.match(lx.raw, start)
    if found is None:
        return None
    base = Decimal(found[1].replace("−", "-").replace(",", "."))
    value = base.scaleb(int(found[3])) if found[2] else base ** int(found[4].replace("--", ""))
    a, b = found.span()
    while k < len(lx.norm) and lx.start[k] < b:
        k += 1
    printed = found.group()
    return Quantity(a, b, a, b, printed, value, Interval.point(value), Precision.EXACT, because=("exponent",)), k


def unread_end(lx: Lexemes, k: int) -> int:
    """The index after digits that are no single number (a dotted address, 29km, 4th), or 0 where they are one."""
    if _POWER.match(lx.raw, lx.start[k]):
        return 0
    if lx.numeral[k] is None:
        return k + 1
    tail = k + 1
    if not lx.glued(tail) or not (lx.norm[tail].isascii() and lx.norm[tail].isalpha()):
        return 0
    word = lx.word[tail]
    if word is not None and word.role in _SCALING:
        return 0
    if lx.norm[tail] in lx.lexicon.suffixes and lx.printed(tail, tail) != "m":
        return 0
    return tail + 1


def split_digits(lx: Lexemes, k: int) -> Iterator[Quantity]:
    """Every run of digits in a lexeme whose separators make no number of it; nothing for digits glued to a unit."""
    if lx.numeral[k] is not None:
        return
    start, end = lx.start[k], lx.end[k]
    for run in _RUN.finditer(lx.raw, start, end):
        if run.end() - run.start() <= LONGEST:
            value = Decimal(int(run.group()))
            a, b = run.span()
            yield Quantity(a, b, a, b, run.group(), value, Interval.point(value), Precision.EXACT, because=("digits",))


def divided(lx: Lexemes, card: Cardinal) -> Cardinal:
    """ "one over three" is a third, where nothing follows that the second number could count."""
    k = card.end
    if k + 1 >= len(lx.norm) or lx.norm[k] not in lx.lexicon.grammar.over:
        return card
    below = read_cardinal(lx, k + 1)
    if below is None or not below.value or (below.end < len(lx.norm) and lx.norm[below.end][:1].isalpha()):
        return card
    return Cardinal(card.first, below.end, Decimal(card.value) / Decimal(below.value))
