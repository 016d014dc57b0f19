"""Long runs of numbers with no word between them: a table, not a sentence. Each is read by itself, cheaply."""

from collections.abc import Iterator
from decimal import Decimal

from core.numbers.interval import Interval
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind, Precision, Quantity

LONGEST_LIST = 24
"""So many numbers in a row can be a sentence's list; more are a table."""


def table_runs(lx: Lexemes) -> dict[int, int]:
    """First lexeme → index after the last, for every run of more than `LONGEST_LIST` numbers without a word."""
    runs: dict[int, int] = {}
    first, last, count = 0, 0, 0
    for k, digits in enumerate(lx.digits):
        if digits:
            first, count = (k, 1) if not count else (first, count + 1)
            last = k + 1
        elif lx.norm[k][:1].isalpha():
            if count > LONGEST_LIST:
                runs[first] = last
            count = 0
    if count > LONGEST_LIST:
        runs[first] = last
    return runs


def table_numbers(lx: Lexemes, first: int, last: int) -> Iterator[Quantity]:
    """The numbers of one run: as printed, no bound and no unit."""
    kind = Kind.COUNT if lx.bare else Kind.LIST_NUMBER
    for k in range(first, last):
        numeral = lx.numeral[k]
        if numeral is not None:
            a, b, value = lx.start[k], lx.end[k], Decimal(numeral.value)
            span = Interval(value, value)
            yield Quantity(a, b, a, b, lx.raw[a:b], value, span, Precision.EXACT, kind, None, (), ("table",))
