"""Drafts: the counts of a report with measure, group anchor and part-whole, before names and times are asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.claims.carried import carried
from core.claims.clause import Clause
from core.claims.counted import Count
from core.claims.credited import credit_at
from core.claims.governed import STRONG, Governed
from core.claims.measure import head_measure, measure_of, noun_measure, reduced
from core.claims.partitive import is_whole
from core.claims.parts import (
    Part,
    as_object,
    in_condition,
    joined,
    marked_part,
    may_contain,
    of_them,
    opened_with,
    opens_whole,
    refers_back,
)
from core.claims.sieve import refused, uncounted_pair
from core.claims.unit import unit_of
from core.numbers import Kind, Precision

_WEIGHTS, _MANY = frozenset({"pound", "lb"}), 1_000_000
"""Millions of pounds are money, no weight."""

UNIT_MEASURE = {
    Kind.MONEY: "money",
    Kind.PERCENT: "percent",
    Kind.DISTANCE: "distance",
    Kind.AREA: "area",
    Kind.DURATION: "duration",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One count that will be a claim. `whole` and `noun_from` are indices into the drafts of the report.

    `noun_from`: the draft whose counted noun and group this one takes ("21 others", "two landed").
    """

    clause: Clause
    count: Count
    measure: str
    governed: Governed | None
    rule: str
    whole: int | None = None
    part_rule: str = ""
    noun_from: int | None = None


def drafts(clauses: Sequence[Clause]) -> list[Draft]:
    """All claims of the clauses, in text order."""
    out: list[Draft] = []
    for sentence in clauses:
        parts: dict[int, Part] = {}
        index: dict[int, int] = {}
        for n, count in enumerate(sentence.counts):
            draft = _draft(sentence, n, count, parts, index, out)
            if draft is not None:
                index[n] = len(out)
                out.append(draft)
    return _nobody_killed(out)


def _nobody_killed(out: list[Draft]) -> list[Draft]:
    """ "Four people were shot": wounded, in a report that counts no dead; and so are "six others shot" beside them."""
    out = [_beside_the_dead(d) for d in out]
    if any(d.measure == "killed" and d.count.quantity.precision is not Precision.ZERO for d in out):
        return out
    return [replace(d, measure="injured", rule=f"{d.rule}; nobody is counted as killed") if _hit(d) else d for d in out]


def _beside_the_dead(draft: Draft) -> Draft:
    if not (draft.count.others and draft.governed is not None and _hit(draft)):
        return draft
    return replace(draft, measure="injured", rule=f"{draft.rule}; others than the dead")


def _hit(draft: Draft) -> bool:
    at = None if draft.governed is None else draft.governed.event
    return draft.measure == "killed_or_injured" and at is not None and draft.clause.listed("wounding", at)


def _draft(
    s: Clause, n: int, count: Count, parts: dict[int, Part], index: dict[int, int], out: list[Draft]
) -> Draft | None:
    quantity = count.quantity
    if quantity.kind is not Kind.COUNT:
        if refused(s, count, False, False):
            return None
        measure = UNIT_MEASURE.get(quantity.kind, f"other:{quantity.unit or 'unit'}")
        if quantity.unit in _WEIGHTS and quantity.value is not None and quantity.value >= _MANY:
            measure = "money"
        return Draft(s, count, measure, None, f"unit {quantity.unit}")
    unit = unit_of(s, n)
    if unit is not None:
        return Draft(s, count, unit, None, "its unit is a noun, or that of the figure beside it")
    if _same_money(s, count, out) and out[-1].measure == "money" and out[-1].count.sentence == count.sentence:
        return Draft(s, count, "money", None, "an amount like the one before it, its currency left out")
    among = _out_of(s, n, index, out)
    if among is not None:
        rule = f"the whole of “{out[among].count.quantity.printed}”"
        return Draft(s, count, _of_nouns(s, out[among]), None, rule, noun_from=among)
    former = _former(s, n, index, out)
    if former is not None:
        rule = f"compared with “{out[former].count.quantity.printed}”: {out[former].rule}"
        return Draft(s, count, out[former].measure, out[former].governed, rule, noun_from=former)
    of_it = n > 0 and s.counts[n - 1].quantity.kind is Kind.COUNT and s.counted_of(s.counts[n - 1]) is count
    total = (
        of_it or _of_those(s, n) or is_whole(s.counts, n) or opens_whole(s, n)
    )  # "120 of the 137 passengers": what befell the 120
    governed = (noun_measure(s, count) or reduced(s, count)) if total else measure_of(s, count)
    governed = _as_counted(governed, out) or _said_again(s, n, index, out) or governed
    part = marked_part(s, n, parts) or _partitive(s, count, governed, out) or _faring(s, count, governed, out)
    back = _back(s, n, index, out) if refers_back(s, n) and opened_with(s, count) is None else None
    chain = _chained(s, n, index, out, governed, back)
    sibling = out[index[n - 1]].governed if n - 1 in index else None
    if chain is None and part is None and uncounted_pair(s, count, governed, sibling):
        return None
    told = governed is not None or part is not None or chain is not None
    if refused(s, count, told, back is not None or s.counted_of(count) is not None):
        return None if told else _reached(s, count, out)
    if part is not None:
        parts[n] = part
        whole = index.get(part.whole) if part.whole is not None else _earlier(out, count)
        if whole is not None:
            return _part(s, count, governed, part, whole, out)
    if chain is not None:
        before = out[chain]
        rule = f"coordinated with “{before.count.quantity.printed}”: {before.rule}"
        return Draft(
            s,
            count,
            before.measure,
            before.governed,
            rule,
            before.whole,
            before.part_rule,
            chain if count.others or (count.head is None and count.of is None) else None,
        )
    return _plain(s, count, governed, back, out)


def _of_those(s: Clause, n: int) -> bool:
    """ "One of the six, a young man, died": what befell the one befell no six."""
    of = s.counts[n - 1].of if n > 0 else None
    return of is not None and of[0] <= s.counts[n].number < of[1] and s.counts[n].head is None


def _as_counted(governed: Governed | None, out: Sequence[Draft]) -> Governed | None:
    """ "Quatre Français figurent parmi les victimes": killed, where the report has counted those killed."""
    if governed is None or governed.measure != "killed_or_injured" or not governed.rule.startswith("among"):
        return None
    return replace(governed, measure="killed") if any(d.measure == "killed" for d in out) else None


def _said_again(s: Clause, n: int, index: dict[int, int], out: Sequence[Draft]) -> Governed | None:
    """ "Plus de la moitié des décès, soit 1 351": a share again, as a number."""
    count = s.counts[n]
    if n - 1 not in index or count.head is not None or not s.listed("equals", s.before(count.first)):
        return None
    before = out[index[n - 1]]
    if before.governed is not None:
        return before.governed
    of = before.count.of or (0, 0)
    return next(
        (Governed(s.events[i].measure, i, "a share of them in numbers") for i in range(*of) if i in s.events), None
    )


def _reached(s: Clause, count: Count, out: Sequence[Draft]) -> Draft | None:
    """ "Les arrivées ont atteint 93 700", "las reservas suman 44.588 millones": a large number a subject reached."""
    q, lex = count.quantity, s.reading.lex
    if lex.verb_first or not lex.head_first or count.head is not None or count.of is not None:
        return None
    year = len(q.printed) == _YEAR and q.printed.isdigit() and q.printed[:2] in ("19", "20")
    least = q.value if q.value is not None else q.interval.low
    if least is None or least < _LARGE or year:
        return None
    if _same_money(s, count, out):
        return Draft(s, count, "money", None, "an amount like the one before it, its currency left out")
    if out and out[-1].rule == _REACHED and out[-1].count.sentence == count.sentence:
        return replace(out[-1], count=count, noun_from=len(out) - 1)  # "se redujo en 265.300, hasta los 2,59 millones"
    subject = carried(s, count)
    if subject is None or subject.named is None:
        return None
    return Draft(s, count, f"other:{subject.named.surface.split()[0].lower()}", None, _REACHED)


_REACHED = "the number that its subject reached"
_LARGE, _YEAR = 1000, 4


def _same_money(s: Clause, count: Count, out: Sequence[Draft]) -> bool:
    """ "5,5 milliards" right after "627 millions d'euros": a scaled number without a noun, after an amount of money."""
    q, lex = count.quantity, s.reading.lex
    if lex.verb_first or not lex.head_first or count.head is not None or count.of is not None or not out:
        return False
    scaled = any(c.isalpha() for c in q.printed) and (q.interval.low or 0) >= _MILLION // 10
    near = [d for d in out[-_AMOUNTS:] if count.sentence - d.count.sentence <= 1]
    return scaled and any(d.measure == "money" for d in near)


_MILLION, _AMOUNTS = 1_000_000, 3


def _partitive(s: Clause, count: Count, governed: Governed | None, out: Sequence[Draft]) -> Part | None:
    """ "Two of the victims", "ocho de los heridos": part of the count that the definite noun goes back to."""
    if count.of is None or count.others or s.reading.lex.verb_first:
        return None
    opens = range(max(count.after, count.of[0] - 2), count.of[0] + 1)
    if not any(s.listed("definite", i) for i in opens) or not any(i in s.events for i in range(*count.of)):
        return None
    whole = _earlier(out, count)
    if whole is None or (
        governed is not None and governed.measure in STRONG and governed.measure != out[whole].measure
    ):
        return None  # "two of the victims died" is a count of its own
    return Part(None, "part of those that the definite noun goes back to")


def _faring(s: Clause, count: Count, governed: Governed | None, out: Sequence[Draft]) -> Part | None:
    """ "Twenty of the wounded are in critical condition": some of the more that were counted as wounded before."""
    told = count.head is None if governed is None else governed.measure == "injured"
    if not told or not in_condition(s, count):
        return None
    whole = _earlier(out, count)
    if whole is None or out[whole].measure != "injured":
        return None
    few, all_of_them = count.quantity.value, out[whole].count.quantity.value
    if few is None or all_of_them is None or few >= all_of_them:
        return None
    return Part(None, "how they fare: some of those counted before")


def _out_of(s: Clause, n: int, index: dict[int, int], out: Sequence[Draft]) -> int | None:
    """ "71 seats out of 120", «71 مقعدا من أصل 120»: a bare whole behind the words for it."""
    if n - 1 not in index:
        return None
    before, count = out[index[n - 1]].count, s.counts[n]
    between = range(before.last, count.first)
    bare = count.head is None and count.of is None and before.head is not None and before.head != before.number
    if not bare or not 0 < len(between) <= _WHOLE or not all(s.listed("whole_of", i) for i in between):
        return None
    part, whole = before.quantity.value, count.quantity.value
    return index[n - 1] if part is not None and whole is not None and part <= whole else None


_WHOLE = 4


def _of_nouns(s: Clause, part: Draft) -> str:
    head = part.count.head
    return part.measure if head is None else f"other:{s.reading.words(head, head + 1).lower()}"


def _lasting(whole: Draft) -> str:
    """The measure of a whole whose wounded are counted on: of people shot, the parts are wounded."""
    return "injured" if _hit(whole) else whole.measure


def _former(s: Clause, n: int, index: dict[int, int], out: list[Draft]) -> int | None:
    """ "Rose to 207, up from 136", "27 morts, contre 31 la veille": the figure that went before."""
    if n - 1 not in index:
        return None
    before, count = out[index[n - 1]], s.counts[n]
    reached = before.governed is None and before.count.head is None and before.measure.startswith("other:")
    if (before.governed is None and not reached) or before.count.sentence != count.sentence or count.others:
        return None
    i = s.before(count.first)
    while s.listed("determiner", i) and not s.listed("former", i):
        i = s.before(i)
    near = count.first - before.count.last <= _COMPARED[s.reading.lex.head_first]
    bare = count.head is None or s.norm(count.head) in s.reading.lex.time_units
    return index[n - 1] if near and bare and s.listed("former", i) else None


_COMPARED = {False: 8, True: 16}
"""Tokens between two figures that a text compares; "contre" and "frente a" compare at any distance."""


def _part(s: Clause, count: Count, governed: Governed | None, part: Part, whole: int, out: list[Draft]) -> Draft:
    of = out[whole]
    own = governed is not None and not governed.weak and governed.event is not None and governed.event >= count.number
    own = own and not _is_thing(of)  # "175 drones, 150 d'entre eux ont été abattus"
    pronoun = part.rule.startswith("part of “")  # "13 de los cuales fueron recapturados"
    if own and governed is not None and (governed.measure in STRONG or pronoun):
        noun = whole if pronoun else None
        return Draft(s, count, governed.measure, governed, governed.rule, whole, part.rule, noun)
    own_noun = count.head is not None and not s.listed("part_of_whole", count.head)
    plain = count.of is None or all(s.listed("part_of_whole", i) for i in range(*count.of))
    plain = plain or part.rule.startswith("part of “")
    own_noun = own_noun and not part.rule.startswith("part of “")
    noun = whole if not own_noun and plain and (of.governed is None or s.reading.lex.head_first) else None
    return Draft(s, count, of.measure, of.governed, f"{part.rule}: the measure of the whole", whole, part.rule, noun)


def _is_thing(draft: Draft) -> bool:
    head = draft.count.head
    return head is not None and draft.clause.listed("things", head)


def _plain(s: Clause, count: Count, governed: Governed | None, back: int | None, out: list[Draft]) -> Draft:
    named = head_measure(s, count)
    if governed is None and named is not None:
        return Draft(s, count, named.measure, None, named.rule)
    head_first = s.reading.lex.head_first
    goes_back = count.head is None and s.listed("aux" if head_first else "be", count.last)  # "and six were arrested"
    of_whole = count.head is not None and s.listed("part_of_whole", count.head)
    n = s.count_at[count.number]
    opened = as_object(s, count) or (count.head is None and n > 0 and opens_whole(s, n - 1))
    goes_back = goes_back or of_them(s, count) or (head_first and (of_whole or opened))
    inherits = back if count.others or governed is None or goes_back else None
    if inherits is None and governed is not None and count.head is None and count.of is None and out:
        same = out[-1].governed  # "81 000 participants et le syndicat 700 000"
        if same is not None and same.event == governed.event and out[-1].count.sentence == count.sentence:
            inherits = len(out) - 1
    if back is not None and as_object(s, count) and _is_thing(out[back]):
        rule = f"its pronoun stands for what “{out[back].count.quantity.printed}” counts"
        return Draft(s, count, out[back].measure, None, rule, noun_from=back)
    if governed is not None:
        return Draft(s, count, governed.measure, governed, governed.rule, noun_from=inherits)
    if back is not None and governed is None and as_object(s, count):
        rule = f"its pronoun stands for what “{out[back].count.quantity.printed}” counts"
        return Draft(s, count, out[back].measure, out[back].governed, rule, noun_from=back)
    if back is not None and governed is None and count.head is None and credit_at(s, count.last) is not None:
        rule = f"another source's figure of what “{out[back].count.quantity.printed}” counts"
        return Draft(s, count, out[back].measure, out[back].governed, rule, noun_from=back)
    if back is not None and out[back].governed is None:
        smaller = may_contain(out[back].count, count) and not count.others
        whole = back if smaller else out[back].whole
        return Draft(
            s, count, out[back].measure, None, "refers back to the count before it", whole, "back-reference", back
        )
    head = "" if count.head is None else s.reading.words(count.head, count.head + 1).lower()
    return Draft(s, count, f"other:{head}" if head else "other", None, "plain count of its noun", noun_from=inherits)


def _back(s: Clause, n: int, index: dict[int, int], out: list[Draft]) -> int | None:
    """The count that a noun-less count goes back to: in this sentence, else in the sentence before."""
    fallback = None  # "others" goes back to a whole that something happened to, sooner than to its part
    for k in range(len(out) - 1, max(-1, len(out) - 1 - _FAR), -1):
        met = out[k]
        if s.counts[n].sentence - met.count.sentence > 1:
            return fallback
        if met.count.quantity.kind is Kind.COUNT and (met.count.head is not None or met.noun_from is not None):
            if not s.counts[n].others or (met.governed is not None and not met.part_rule):
                return k
            fallback = fallback if fallback is not None else k
    return fallback


_FAR = 20
"""Counts back to which "others" may refer."""


def _earlier(out: Sequence[Draft], count: Count) -> int | None:
    """ "Among the dead were three children": the last casualty count before this sentence that may contain it."""
    for k in range(len(out) - 1, max(-1, len(out) - 6), -1):
        if out[k].measure in STRONG and out[k].whole is None and may_contain(out[k].count, count):
            return k
    return None


def _chained(
    s: Clause, n: int, index: dict[int, int], out: list[Draft], governed: Governed | None, back: int | None
) -> int | None:
    """The draft whose measure a coordinated count shares: "12 in Gaza and three in Jenin", «و32 حالة في ...»."""
    own = governed is not None and governed.noun and s.reading.lex.head_first  # "441 muertos y 9.000 casos"
    if n - 1 not in index or own or not (governed is None or governed.weak):
        return None
    if governed is not None and governed.near and s.counts[n].others and s.listed("wounding", governed.event or 0):
        return None  # "one killed, six others shot"
    before, count = out[index[n - 1]], s.counts[n]
    if (
        before.governed is None
        or before.count.quantity.kind is not Kind.COUNT
        or before.count.sentence != count.sentence
    ):
        return None
    things = count.head is not None and (s.listed("things", count.head) or s.listed("households", count.head))
    if things or not s.conjoined(count) or head_measure(s, count) is not None:
        return None
    if count.head is None or joined(s, n) or s.norm(count.head) in s.reading.lex.words["generic"]:
        return index[n - 1]
    return None
