"""Long runs of numbers with hardly a word between them: a table, not a sentence. Each is read by itself, cheaply."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import compress

from core.numbers.interval import Interval
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind, Precision, Quantity

LONGEST_LIST = 24
"""So many numbers in a row can be a sentence's list; more are a table."""
LONGEST_LABELLED = 64
"""The same for numbers with one word between any two: a label or a unit each."""


def table_runs(lx: Lexemes) -> dict[int, int]:
    """First lexeme → index after the last, for every run of more than `LONGEST_LIST` numbers without a word between
    them, or more than `LONGEST_LABELLED` with at most one word between any two."""
    if sum(lx.digits) > LONGEST_LABELLED and (labelled := _runs(lx, 1, LONGEST_LABELLED)):
        return labelled
    return _runs(lx, 0, LONGEST_LIST)


def _runs(lx: Lexemes, words: int, longest: int) -> dict[int, int]:
    """The runs of more than `longest` numbers with at most `words` words between any two."""
    runs: dict[int, int] = {}
    first, last, count, between = 0, 0, 0, 0
    for k, digits in enumerate(lx.digits):
        if digits:
            first, count = (k, 1) if not count else (first, count + 1)
            last, between = k + 1, 0
        elif lx.norm[k][:1].isalpha():
            between += 1
            if between > words:
                if count > longest:
                    runs[first] = last
                count = 0
    if count > longest:
        runs[first] = last
    return runs


def table_numbers(lx: Lexemes, first: int, last: int) -> Iterator[Quantity]:
    """The numbers of one run: as printed, no bound and no unit; those inside a code ("1e7f40a") are none."""
    kind = Kind.COUNT if lx.bare else Kind.LIST_NUMBER
    points: dict[str, Interval] = {}
    raw = lx.raw
    for k in compress(range(first, last), lx.numeral[first:last]):
        a, b, numeral = lx.start[k], lx.end[k], lx.numeral[k]
        if numeral is None or (raw[b : b + 1].isalpha() and raw[max(a - 1, 0) : a].isalpha()):
            continue
        span = points.get(lx.norm[k])
        if span is None:
            span = points[lx.norm[k]] = Interval.point(Decimal(numeral.value))
        yield Quantity(a, b, a, b, raw[a:b], span.low, span, Precision.EXACT, kind, None, (), ("table",))
