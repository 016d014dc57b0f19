"""What a quantity with a unit measures: money, percent, distance, duration, area."""

from core.claims.carried import carried
from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.parts import opened_with
from core.claims.whose import Whose, short
from core.names import Named
from core.numbers import Kind

_SHARED = 3
"""Words of the noun that a fraction is taken of."""


def measured(clause: Clause, count: Count) -> Whose | None:
    """Money, percent, distance, duration, area: what is measured; None where only its own phrase is left."""
    kind = count.quantity.kind
    opening = opened_with(clause, count) if kind is Kind.PERCENT else None
    if opening is not None:
        return Whose(Named(short(clause, opening, opening + 1)), "those of whom the sentence tells")
    if kind is Kind.MONEY and count.of is not None and clause.listed("of_the", count.of[0] - 1):
        lent = carried(clause, count) if clause.listed("of", clause.before(count.first)) else None
        if lent is not None:
            return lent  # "un prêt de 2 milliards de dollars du FMI"
    if count.of is not None and not _aside(clause, count, count.of):
        return Whose(Named(short(clause, *count.of)), "genitive of the measured quantity")
    if kind is Kind.PERCENT and clause.listed("indefinite", count.number):
        link = next((i for i in range(count.number + 2, count.number + 4) if clause.listed("one_noun_of", i)), None)
        if link is not None:
            return Whose(Named(short(clause, count.number + 1, link)), "one out of so many of this noun")
    link = next((i for i in range(count.number + 1, count.after) if clause.listed("one_noun_of", i)), None)
    if kind is Kind.PERCENT and link is not None and link > count.number + 1:
        return Whose(Named(short(clause, count.number + 1, link)), "so many of this noun out of so many")
    worded = kind is Kind.PERCENT and count.quantity.printed[:1].isalpha() and count.quantity.unit != "percentage_point"
    if worded and count.head is None:
        first = last = count.after
        if any(clause.listed(name, first) for name in ("carrier", "be", "have")):
            last = clause.high  # "uno de cada cuatro sigue sin trabajo"
        while last < clause.high and last - first < _SHARED and not is_sign(clause.norm(last)):
            if clause.listed("stop", last) or last in clause.events:
                break
            last += 1
        return (
            Whose(Named(short(clause, first, last)), "the noun of the fraction") if first < last < clause.high else None
        )
    sized = _dimension(clause, count)
    if sized is not None:
        return sized
    if kind in (Kind.DISTANCE, Kind.AREA):
        return Whose(Named(clause.reading.words(count.after, count.last) or str(kind), None, str(kind)), "unit")
    if kind is Kind.DURATION and clause.norm(count.number) in clause.reading.lex.time_units:
        return Whose(None, "nothing is counted but the time")
    if kind is Kind.DURATION and clause.sentenced(count):
        return Whose(Named(clause.reading.words(count.number, count.last), None, "prison sentence"), "a term of prison")
    if kind is Kind.DURATION:
        lasts = carried(clause, count) if clause.directly_before(count.first, "lasting") else None
        if lasts is not None:
            return lasts
        unit = clause.reading.words(count.after, count.last) or clause.reading.words(count.number, count.after)
        return Whose(Named(unit, None, None) if unit else None, "unit of time")
    behind = _valued(clause, count)
    if behind is not None:
        return behind
    inside = _changed_in(clause, count)
    if inside is not None:
        return inside
    before = _worth(clause, count)
    if before is not None:
        return before
    compared = count.head is not None and clause.listed("compared_after", count.head)
    compared = compared or (count.of is not None and _aside(clause, count, count.of))
    if count.head is not None and count.head != count.number and not compared:
        return None
    purpose = _purpose(clause, count)
    verb = clause.before(count.first)
    if purpose is not None and clause.reading.is_future(verb) and not clause.listed("carrier", verb):
        return purpose  # "l'État consacrera 30 millions à la surveillance": not what the state costs
    return carried(clause, count) or purpose


def _aside(clause: Clause, count: Count, of: tuple[int, int]) -> bool:
    """ "4,9 % du PIB", "2,7 % de julio": what a share is taken of, or of when it is, not what it is a share of."""
    if count.quantity.kind is not Kind.PERCENT:
        return False
    if clause.listed("daytime", of[0]):
        return True
    return any(clause.listed("base", i) for i in range(*of)) and carried(clause, count) is not None


def _purpose(clause: Clause, count: Count) -> Whose | None:
    """ "20 millions à la surveillance des côtes", "50 millones en ayudas": what money is for."""
    if count.quantity.kind is not Kind.MONEY or not clause.listed("purpose", count.last):
        return None
    first = count.last + 1
    while clause.listed("determiner", first):
        first += 1
    if clause.norm(first) in clause.reading.lex.time_units:
        return None  # "3.000 millones al año"
    last = first
    while last < clause.high and last - first < _PURPOSE and not is_sign(clause.norm(last)):
        joins = last > first and clause.listed("phrase_join", last)
        ended = clause.listed("stop", last) or last in clause.count_at or clause.listed("daytime", last)
        if not joins and (ended or clause.norm(last).isdigit()):
            break
        last += 1
    while last > first and clause.listed("phrase_join", last - 1):
        last -= 1
    return Whose(Named(short(clause, first, last)), "what the money is for") if last > first else None


_PURPOSE = 5
"""Words of what money is for."""


def _valued(clause: Clause, count: Count) -> Whose | None:
    """ "Cifró en 600 millones las pérdidas": what is valued stands behind its value."""
    i, seen = clause.before(count.first), 0
    while seen < _LINKS and i >= clause.low and not clause.listed("valued", i):
        i, seen = clause.before(i), seen + 1
    first = count.last
    while first < clause.high and clause.norm(first).endswith(("s", "x")) and not clause.listed("definite", first):
        first += 1
    if seen == _LINKS or i < clause.low or first - count.last > 1 or not clause.listed("definite", first):
        return None
    last = first + 1
    while last < clause.high and last - first <= _SHARED and not is_sign(clause.norm(last)):
        if clause.listed("stop", last) or last in clause.count_at:
            break
        last += 1
    return Whose(Named(short(clause, first + 1, last)), "what is valued") if last > first + 1 else None


def _changed_in(clause: Clause, count: Count) -> Whose | None:
    """ "A rise of 8 percent in sales", «زيادة نسبتها 8 في المائة في المبيعات»: what a noun of change is said of."""
    if not clause.listed("change_in", count.last):
        return None
    i, seen = clause.before(count.first), 0
    while seen < _LINKS and i >= clause.low and not clause.listed("change_noun", i):
        i, seen = clause.before(i), seen + 1
    if seen == _LINKS or i < clause.low:
        return None
    first = last = count.last + 1
    while last < clause.high and last - first < _SHARED and not is_sign(clause.norm(last)):
        if last > first and (clause.listed("stop", last) or last in clause.events or last in clause.count_at):
            break
        last += 1
    return Whose(Named(short(clause, first, last)), "what changed by it") if last > first else None


_LINKS = 3
"""Words between a noun of change and its amount."""


def _dimension(clause: Clause, count: Count) -> Whose | None:
    """ "A crater about two metres (6.6 feet) wide": the thing that has the dimension."""
    after = range(count.after, min(count.after + 8, clause.high))
    if not any(clause.listed("dimension", i) and not clause.listed("superlative", i - 1) for i in after):
        return None
    i = count.first
    while i > clause.low and (clause.norm(i - 1) in "([" or clause.count_at.get(i - 1) is not None):
        i -= 1
    first = i
    while (
        first > clause.low
        and i - first < 3
        and not clause.listed("stop", first - 1)
        and not is_sign(clause.norm(first - 1))
    ):
        first -= 1
    return Whose(Named(short(clause, first, i)), "the thing of that dimension") if first < i else None


def _worth(clause: Clause, count: Count) -> Whose | None:
    """ "Jewellery and watches worth £1.7m": the noun before the word of value."""
    i = clause.before(count.number)
    seen = 0
    while i >= clause.low and seen < 6 and not clause.listed("worth", i):
        i, seen = clause.before(i), seen + 1
    if i < clause.low or not clause.listed("worth", i):
        return None
    end = i
    while end > clause.low and (clause.listed("worth_skip", end - 1) or clause.listed("worth", end - 1)):
        end -= 1
    first = end
    while (
        first > clause.low
        and end - first < 4
        and (not clause.listed("stop", first - 1) or clause.norm(first - 1) == "and")
        and not is_sign(clause.norm(first - 1))
    ):
        first -= 1
    while first < end and clause.norm(first) == "and":
        first += 1
    return Whose(Named(short(clause, first, end)), "what it is worth") if first < end else None
