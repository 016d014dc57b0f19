"""The noun phrase that carries a measured quantity: "growth of 2 percent", «وصول التضخم إلى 4 في المائة»."""

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.reading import QUOTES
from core.claims.whose import WORDS, Whose, short
from core.names import Named
from core.numbers import Kind

_CARRIERS = 8
"""Linking words (verb, auxiliaries, preposition) that may lie between the phrase and its quantity."""
_PHRASE = 6
_VERB = 5
_ASIDE = 9
_CHANGES = ("change", "carrier")
_APOSTROPHES = frozenset("'’")
_ENDS = ("stop", "carrier", "change", "reporting")


def carried(clause: Clause, count: Count) -> Whose | None:
    """The phrase that rose to, fell by or stood at the quantity; None where no linking word leads back to one."""
    lex = clause.reading.lex
    gapped = _gapped(clause, count)
    if gapped is not None:
        return gapped
    end = _past_carriers(clause, count)
    if end is None:
        return _after_change(clause, count) if lex.verb_first else _subject(clause, count)
    first = _opening(clause, end)
    named = clause.listed("of", clause.before(count.first)) and end == clause.before(
        count.first
    )  # "rachas de 164 km/h"
    if lex.head_first and not lex.verb_first and not named and not _determined(clause, first):
        return _subject(clause, count)  # "se encarecieron un 95 %": a verb, no phrase
    if end - first == 1 and clause.listed("comparison", first):
        return None
    while first < end and (clause.listed("determiner", first) or clause.listed("phrase_join", first)):
        first += 1
    if lex.verb_first:
        first = _nearest(clause, first, end)
    return Whose(Named(short(clause, first, end)), "the phrase that the quantity is said of") if first < end else None


def _gapped(clause: Clause, count: Count) -> Whose | None:
    """ "Los alimentos subieron un 95 % y la ropa, un 120 %": the verb of the figure before is left out."""
    n, lex = clause.count_at[count.number], clause.reading.lex
    if n == 0 or not lex.head_first or lex.verb_first:
        return None
    comma = clause.before(count.first)
    while clause.listed("determiner", comma) or clause.listed("measured_in", comma):
        comma = clause.before(comma)
    if clause.norm(comma) != ",":
        return None
    first = _opening(clause, comma)
    if comma - first < 2 or not clause.listed("conjunction", first - 1):
        return None
    while first < comma and clause.listed("determiner", first):
        first += 1
    return Whose(Named(short(clause, first, comma)), "subject of a verb left out") if first < comma else None


def _nearest(clause: Clause, first: int, end: int) -> int:
    """Where a phrase is longer than a name: after the joint behind which its last words begin."""
    while end - first > WORDS:
        cut = next((i + 1 for i in range(first, end - 1) if clause.listed("phrase_join", i)), None)
        if cut is None:
            return first
        first = cut
    return first


def _determined(clause: Clause, first: int) -> bool:
    return any(clause.listed("determiner", i) or clause.listed("phrase_join", i) for i in (first, first - 1))


def _subject(clause: Clause, count: Count) -> Whose | None:
    """ "Los alimentos se encarecieron un 95 %": the first phrase of the clause is what a share is said of."""
    if count.quantity.kind is not Kind.PERCENT:
        return None
    low = count.first
    while low > clause.low and count.first - low < _CLAUSE:
        norm = clause.norm(low - 1)
        if (
            (is_sign(norm) and norm not in QUOTES)
            or clause.listed("clause_opener", low - 1)
            or low - 1 in clause.count_at
        ):
            break
        low -= 1
    first = low
    while first < count.first and (clause.listed("determiner", first) or clause.listed("phrase_join", first)):
        first += 1
    end = first
    while end < count.first and end - first < _PHRASE and not _ends_subject(clause, end):
        end += 1
    return Whose(Named(short(clause, first, end)), "subject of the clause") if first < end else None


def _ends_subject(clause: Clause, i: int) -> bool:
    if clause.listed("phrase_join", i) or clause.listed("determiner", i):
        return False
    return clause.norm(i).isdigit() or any(clause.listed(name, i) for name in _ENDS) or clause.reading.is_future(i)


_CLAUSE = 16
"""Tokens back to which a clause is followed."""


def _after_change(clause: Clause, count: Count) -> Whose | None:
    """«هبوط إيرادات الطاقة 50 في المائة»: between a word of change and the quantity, where nothing links them."""
    end = clause.before(count.first) + 1
    first = _opening(clause, end)
    changed = first < end and any(clause.reading.lex.has_bare(name, clause.norm(first - 1)) for name in _CHANGES)
    return Whose(Named(short(clause, first, end)), "what a word of change is said of") if changed else None


def _past_carriers(clause: Clause, count: Count) -> int | None:
    """The end of the phrase before the linking words; None without a linking word."""
    i, seen = clause.before(count.first), 0
    if any(clause.reading.is_future(k) or clause.listed("carrier", k) for k in range(count.first, count.number)):
        seen = 1  # "dépasserait 3 milliards": the bound is the verb
    while i >= clause.low and seen < _CARRIERS and _links(clause, i):
        i, seen = clause.before(i), seen + 1
        if clause.norm(i) == "," and _links(clause, clause.before(i)) and clause.reading.lex.head_first:
            i = clause.before(i)  # "les arrivées ont doublé, à 93 700"
    if not seen:
        return None
    if clause.listed("relative", i) and clause.reading.lex.head_first and clause.norm(i - 1) == ",":
        i -= 2  # "le procès, qui a duré sept mois"
    i = _past_time(clause, i)
    if clause.norm(i) == ",":
        comma, i = i, _past_aside(clause, i)
        i = i - 1 if i == comma and clause.reading.lex.head_first else i  # "le déficit, attendu à 5 %"
    return i + 1 if i >= clause.low else None


def _links(clause: Clause, i: int) -> bool:
    if clause.reading.lex.head_first and _is_year(clause.norm(i)):
        return True  # "la tasa cerró 2024 en el 10,6 %"
    if any(clause.listed(name, i) for name in ("carrier", "lasting", "be", "have", "adverb")):
        return True
    if clause.reading.is_future(i):
        return True
    return not clause.reading.lex.head_first and clause.norm(i).endswith("ly")


def _is_year(norm: str) -> bool:
    return len(norm) == len("2024") and norm.isdigit() and norm[:2] in ("19", "20")


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
    first, words, lex = end, 0, clause.reading.lex
    while first > clause.low and words < _PHRASE:
        i = first - 1
        norm = clause.norm(i)
        if lex.is_verb(norm) or lex.opens_clause(norm):
            break
        joins = words > 0 and (clause.listed("phrase_join", i) or clause.listed("determiner", i))
        joins = joins or (words > 0 and norm in _APOSTROPHES and clause.listed("phrase_join", i - 1))
        if not joins:
            if norm in QUOTES or is_sign(norm) or any(clause.listed(name, i) for name in _ENDS):
                break
            if lex.verb_endings and len(norm) > _VERB and norm.endswith(lex.verb_endings):
                break
            if i in clause.count_at or norm.isdigit() or (lex.verb_first and lex.has_bare("change", norm)):
                break
            words += 1
        first = i
    return first
