"""Some of so many: "90 des 200 habitants", "dos de los cuatro detenidos" (the noun stands behind the second number)."""

from collections.abc import Sequence
from dataclasses import replace

from core.claims.counted import Count
from core.claims.reading import Reading
from core.numbers import Kind

_LINK = 3
"""Tokens between the two numbers: the preposition with its article."""


def with_shared_nouns(reading: Reading, counts: Sequence[Count]) -> Sequence[Count]:
    """The counts, each that is some of the next one with the noun of that one."""
    if reading.lex.verb_first or not reading.lex.head_first:
        return counts
    out = list(counts)
    for n in range(len(out) - 2, -1, -1):
        if _is_some_of(reading, out[n], out[n + 1]):
            whole = out[n + 1]
            out[n] = replace(out[n], head=whole.head, noun=whole.noun, of=whole.of, last=whole.last)
    return out


def _is_some_of(reading: Reading, some: Count, whole: Count) -> bool:
    lex, norms = reading.lex, reading.text.norms
    counts = some.quantity.kind is whole.quantity.kind is Kind.COUNT
    own = some.head is not None and some.head != whole.number
    if not counts or own or whole.head is None or whole.head < whole.number or some.others:
        return False
    between = norms[some.after : whole.number]
    if not 0 < len(between) <= _LINK or between[0] not in lex.words["of"]:
        return False
    a, b = some.quantity.value, whole.quantity.value
    plural = all(word in lex.words["definite"] or word in lex.words["of"] for word in between)
    return plural and (a is None or b is None or a <= b)


def is_whole(counts: Sequence[Count], n: int) -> bool:
    """True where the count before count `n` is some of it."""
    if n == 0:
        return False
    some, whole = counts[n - 1], counts[n]
    return some.head is not None and some.head == whole.head and some.number < whole.number < some.head
