"""The noun phrase that carries a measured quantity: "growth of 2 percent", «وصول التضخم إلى 4 في المائة»."""

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.reading import QUOTES
from core.claims.whose import Whose, short
from core.names import Named

_CARRIERS = 8
"""Linking words (verb, auxiliaries, preposition) that may lie between the phrase and its quantity."""
_PHRASE = 6
_ASIDE = 9
_ENDS = ("stop", "carrier", "change", "reporting")


def carried(clause: Clause, count: Count) -> Whose | None:
    """The phrase that rose to, fell by or stood at the quantity; None where no linking word leads back to one."""
    end = _past_carriers(clause, count)
    if end is None:
        return _after_change(clause, count) if clause.reading.lex.verb_first else None
    first = _opening(clause, end)
    if end - first == 1 and clause.listed("comparison", first):
        return None
    while first < end and (clause.listed("determiner", first) or clause.listed("phrase_join", first)):
        first += 1
    return Whose(Named(short(clause, first, end)), "the phrase that the quantity is said of") if first < end else None


def _after_change(clause: Clause, count: Count) -> Whose | None:
    """«هبوط إيرادات الطاقة 50 في المائة»: between a word of change and the quantity, where nothing links them."""
    end = clause.before(count.first) + 1
    first = _opening(clause, end)
    changed = first < end and (clause.listed("change", first - 1) or clause.listed("carrier", first - 1))
    return Whose(Named(short(clause, first, end)), "what a word of change is said of") if changed else None


def _past_carriers(clause: Clause, count: Count) -> int | None:
    """The end of the phrase before the linking words; None without a linking word."""
    i, seen = clause.before(count.first), 0
    while i >= clause.low and seen < _CARRIERS and _links(clause, i):
        i, seen = clause.before(i), seen + 1
    if not seen:
        return None
    i = _past_time(clause, i)
    if clause.norm(i) == ",":
        i = _past_aside(clause, i)
    return i + 1 if i >= clause.low else None


def _links(clause: Clause, i: int) -> bool:
    if any(clause.listed(name, i) for name in ("carrier", "lasting", "be", "have", "adverb")):
        return True
    return not clause.reading.lex.head_first and clause.norm(i).endswith("ly")


def _past_time(clause: Clause, i: int) -> int:
    """ "Growth this year to 2 percent": the time is no part of what is measured."""
    lex = clause.reading.lex
    if clause.norm(i) in lex.time_units and not lex.verb_first:
        return clause.before(clause.before(i))
    return i


def _past_aside(clause: Clause, i: int) -> int:
    """ "Shares in the brewer, which owns three pubs, fell by": back to before the aside."""
    for j in range(i - 1, max(clause.low, i - _ASIDE) - 1, -1):
        if clause.norm(j) == ",":
            return j - 1
    return i


def _opening(clause: Clause, end: int) -> int:
    """The first token of the phrase that ends before `end`."""
    first, words = end, 0
    while first > clause.low and words < _PHRASE:
        i = first - 1
        norm = clause.norm(i)
        joins = words > 0 and (clause.listed("phrase_join", i) or clause.listed("determiner", i))
        if not joins:
            if norm in QUOTES or is_sign(norm) or any(clause.listed(name, i) for name in _ENDS):
                break
            if i in clause.count_at or norm.isdigit():
                break
            words += 1
        first = i
    return first
