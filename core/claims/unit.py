"""Counts that measure: "dozens of kilometres", and "from 68 billion" beside "34 billion dollars"."""

from core.claims.clause import Clause
from core.claims.counted import Count
from core.numbers import Kind

_NEAR = 5
"""Tokens between two figures that share one printed unit."""
_LEAST = 1000
"""The least amount that goes without its currency."""
_MEASURES = ("distance", "area", "money")


def unit_of(clause: Clause, n: int) -> str | None:
    """The measure of a count whose noun is a unit, or that leaves out the unit of the figure beside it."""
    count = clause.counts[n]
    head = None if count.head is None else clause.norm(count.head)
    if head is not None and count.head != count.number:
        units = clause.reading.lex.unit_nouns
        named = units.get(head) or next((units[f] for f in clause.reading.lex.bare(head) if f in units), None)
        if named is not None and not (count.head is not None and clause.listed("cubic", count.head + 1)):
            return named
    return _shared(clause, n, count)


def _shared(clause: Clause, n: int, count: Count) -> str | None:
    if (count.of is not None and count.head is None) or count.others or not _bare(clause, count):
        return None
    q = count.quantity
    if q.value is None or q.value < _LEAST or (len(q.printed) == len(str(_LEAST)) and q.printed[:2] in ("19", "20")):
        return None
    for k in (n - 1, n + 1):
        if not 0 <= k < len(clause.counts) or clause.counts[k].quantity.kind is not Kind.MONEY:
            continue
        first, second = (clause.counts[k], count) if k < n else (count, clause.counts[k])
        if 0 <= second.first - first.last <= _NEAR and first.sentence == second.sentence:
            return "money"
    return None


def _bare(clause: Clause, count: Count) -> bool:
    """No noun, or only a participle or adjective: "dont 10 milliards tirés de ..."."""
    if count.head is None:
        return True
    if clause.listed("of", count.head - 1) and count.head > count.after:
        return False  # "17 millions de Yéménites"
    norm = clause.norm(count.head)
    return clause.listed("stop", count.head) or (
        norm.endswith(clause.reading.lex.participle_endings) and _scaled(count)
    )


def _scaled(count: Count) -> bool:
    return any(c.isalpha() for c in count.quantity.printed)
