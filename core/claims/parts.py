"""Part and whole ("388 civilians, among them 141 children"), and back-reference ("Four bombs fell; two exploded")."""

from dataclasses import dataclass

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.reading import QUOTES


@dataclass(frozen=True, slots=True)
class Part:
    """`whole` is the index of the count that this one is a part of, `rule` the words that say so."""

    whole: int | None
    rule: str


def marked_part(clause: Clause, n: int, parts: dict[int, Part]) -> Part | None:
    """The part-whole marker that governs count `n` of the clause, or that of the count it is coordinated with."""
    count = clause.counts[n]
    pronoun = _own_pronoun(clause, count)
    if pronoun is not None and n > 0:
        whole = _whole(clause, n, parts, count.first)
        if whole is not None:
            return Part(whole, f"part of “{clause.norm(pronoun)}”")
    marker = _marker(clause, count)
    if marker is not None:
        return Part(_whole(clause, n, parts, marker), f"part marker “{clause.norm(marker)}”")
    if n > 0 and _apposed(clause, n):
        return Part(n - 1, "apposition to the count before it")
    if n > 0 and n - 1 in parts and clause.counts[n - 1].sentence == count.sentence and joined(clause, n):
        return Part(parts[n - 1].whole, "coordinated with a part")
    return None


def _own_pronoun(clause: Clause, count: Count) -> int | None:
    """ "206 de los cuales", "trois d'entre eux": the pronoun behind the number that stands for the whole."""
    lex = clause.reading.lex
    if lex.verb_first or not lex.head_first:
        return None
    i = count.after
    for _ in range(_PRONOUN):
        if clause.listed("part_of_whole", i):
            return i if i > count.after else None
        if not (
            clause.listed("of", i)
            or clause.listed("definite", i)
            or clause.listed("part", i)
            or clause.norm(i) in QUOTES
        ):
            return None
        i += 1
    return None


_PRONOUN = 5


def _marker(clause: Clause, count: Count) -> int | None:
    i = clause.before(count.first)
    for _ in range(3):
        if i < clause.low:
            return None
        if clause.listed("among_marker", i):
            return i
        if clause.listed("part_pronoun", i) and clause.listed("part", i - 1):
            return i - 1
        if not (clause.listed("adverb", i) or clause.norm(i) in ",،(–-" or clause.listed("part_skip", i)):
            return None
        i = clause.before(i)
    return None


def in_condition(clause: Clause, count: Count) -> bool:
    """ "Three of them in critical condition", «20 جريحا ... في حالة حرجة»: how some of the wounded fare."""
    if clause.reading.lex.words["condition_noun"].isdisjoint(clause.norms):
        return False
    n = clause.count_at[count.number] + 1
    following = clause.counts[n].first if n < len(clause.counts) else clause.high
    for i in range(count.last, min(count.last + _CONDITION, following, clause.high)):
        if clause.listed("condition_noun", i):
            near = (i - 1, *(k for k in range(i + 1, min(i + 3, clause.high))))
            return any(clause.listed("grave", k) for k in near)
    return False


_CONDITION = 9
"""Tokens from a count to the words for how its people fare."""


def _apposed(clause: Clause, n: int) -> bool:
    """ "Six priests (five Spaniards and a Salvadoran)", "three people - two women and a man -"."""
    whole, count = clause.counts[n - 1], clause.counts[n]
    before = clause.before(count.first)
    if clause.norm(before) == ";" and clause.reading.lex.head_first and not clause.reading.lex.verb_first:
        return False  # in French and Spanish a semicolon opens a clause
    if (
        clause.listed("another", count.first)
        or clause.norm(before) not in ("(", ":", ";", "-", "–", "—")
        or before - whole.last > 12
        or count.head is None
    ):
        return False
    if clause.listed("things", count.head) or whole.head is None or not may_contain(whole, count):
        return False
    return (clause.norm(before) in "(-–—" and before - whole.last <= 1) or clause.norm(before) in ":;"


def joined(clause: Clause, n: int) -> bool:
    """True where only a conjunction lies between count n - 1 and count n."""
    previous, count = clause.counts[n - 1], clause.counts[n]
    between = range(previous.last, count.first)
    if len(between) > 3:
        return False
    return clause.conjoined(count) and all(
        clause.listed("conjunction", i)
        or clause.listed("as_well", i)
        or clause.listed("as_well", i - 1)
        or clause.norm(i) in QUOTES
        or clause.listed("adverb", i)
        for i in between
    )


def _whole(clause: Clause, n: int, parts: dict[int, Part], marker: int) -> int | None:
    """The nearest count before the marker that may contain it."""
    count = clause.counts[n]
    for k in range(n - 1, max(-1, n - 1 - _FAR), -1):
        met = clause.counts[k]
        if met.sentence != count.sentence:
            return None
        if met.first < marker and k not in parts and may_contain(met, count):
            return k
    return None


_FAR = 20
"""Counts back to which a part may look for its whole."""


def may_contain(whole: Count, part: Count) -> bool:
    """True where the part is not larger than the whole and both are plain counts or one unit."""
    a, b = whole.quantity, part.quantity
    if a.kind is not b.kind or a.unit != b.unit:
        return False
    return a.value is None or b.value is None or b.value <= a.value


def as_object(clause: Clause, count: Count) -> bool:
    """ "qui en recensait 2 012": a pronoun before the verb stands for what was counted before."""
    if count.head is not None or count.of is not None or not clause.reading.lex.words["object_pronoun"]:
        return False
    near = range(max(clause.low, count.first - _OBJECT), count.first - 1)
    return any(
        clause.listed("object_pronoun", i)
        and not clause.norm(i + 1).isdigit()
        and not clause.listed("be", i + 2)  # "les patients en réanimation sont passés de 2 800"
        for i in near
    )


_OBJECT = 5
"""Tokens from such a pronoun to its number."""


def of_them(clause: Clause, count: Count) -> bool:
    """ "One of them": a pronoun for those counted before is no noun of its own."""
    if count.of is None or count.of[1] - count.of[0] != 1 or clause.reading.lex.head_first:
        return False
    return clause.listed("part_of_whole", count.of[0])


def opens_whole(clause: Clause, n: int) -> bool:
    """ "De las 36 denunciantes, siete ya han fallecido": the whole of which the next count tells a part."""
    count, lex = clause.counts[n], clause.reading.lex
    if lex.verb_first or not lex.head_first or count.head is None or n + 1 >= len(clause.counts):
        return False
    of, end = count.first - 2, count.last if count.of is None else max(count.last, count.of[1])
    opens = of == clause.low or is_sign(clause.norm(of - 1))
    told = clause.listed("definite", of + 1) and (clause.listed("of", of) or clause.listed("part", of))
    return opens and told and clause.norm(end) == "," and clause.counts[n + 1].first <= end + _NEXT


_NEXT = 3
"""Tokens from the comma to the part."""


def opened_with(clause: Clause, count: Count) -> int | None:
    """ "Parmi les blessés, 23 ...", "De los enfermos, 218 ...": the noun before the comma; else None."""
    lex = clause.reading.lex
    if lex.verb_first or not lex.head_first or count.head is not None or count.of is not None:
        return None
    noun = clause.before(count.first) - 1
    if clause.norm(noun + 1) != "," or not clause.listed("definite", noun - 1):
        return None
    opens = noun - 2 == clause.low or is_sign(clause.norm(noun - 3))
    return noun if opens and (clause.listed("part", noun - 2) or clause.listed("of", noun - 2)) else None


def refers_back(clause: Clause, n: int) -> bool:
    """True for a count with no noun of its own: "two landed inside", "the other two", «منهم سبعة»."""
    count = clause.counts[n]
    if count.others:
        told = count.head is not None and count.head in clause.events and clause.reading.lex.head_first
        return count.head is None or told or clause.norm(count.head) in clause.reading.lex.words["others"]
    if count.head is not None and clause.reading.lex.head_first and clause.listed("part_of_whole", count.head):
        return True  # "13 de los cuales"
    if as_object(clause, count) or of_them(clause, count):
        return True
    after = clause.norm(count.last)
    return count.head is None and bool(after) and not is_sign(after)
