"""Event words whose patient follows them: «قتل 34», "killed 34", "the murder of nine"."""

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.governed import Governed, passive, spelled
from core.claims.lexicon import Entry, bare_forms
from core.claims.reading import QUOTES

LEFT_LIMIT = {False: 9, True: 14}
"""Unknown words that may lie between a governor and its patient: fewer where the verb comes second."""
SPAN_LIMIT = 80
"""Tokens between them, whatever they cost."""
CHAIN_LIMIT = 12
"""Coordinated counts that may lie between them."""


def governor_before(clause: Clause, count: Count) -> Governed | None:
    """The nearest event word before the count whose patient may follow it."""
    verb_first = clause.reading.lex.verb_first
    budget, i, unknown, chained = LEFT_LIMIT[verb_first], count.first - 1, 0, 0
    floor = max(clause.low, count.first - SPAN_LIMIT)
    while i >= floor and unknown <= budget and chained <= CHAIN_LIMIT:
        other = clause.count_at.get(i)
        if other is not None and clause.counts[other] is not count:
            met = clause.counts[other]
            inside = _event_within(clause, met, i)
            if inside is None or verb_first:
                i, chained = met.first - 1, chained + 1
                continue
        ending = clause.event_ending(i)
        if ending is not None:
            answer = _left_event(clause, count, ending, unknown + (0 if verb_first else chained))
            if answer is not None or not verb_first:
                return answer
            i = ending[0] - 1
            continue
        step = _left_cost(clause, i)
        if step is None:
            return None
        unknown += step
        i -= 1
    return None


def _event_within(clause: Clause, met: Count, i: int) -> Entry | None:
    ending = clause.event_ending(i)
    return ending[1] if ending is not None and ending[0] >= met.after and met.head != ending[0] else None


def _left_event(clause: Clause, count: Count, ending: tuple[int, Entry], unknown: int) -> Governed | None:
    start, entry = ending
    if not entry.takes_right():
        return None
    apart = any(clause.listed("conjunction", i) for i in range(start + len(entry.words), count.first))
    if (
        not clause.reading.lex.verb_first
        and entry.takes_left()
        and (passive(clause, start) or (unknown + apart and _postposed(clause, start)))
    ):
        return None
    last = start + len(entry.words) - 1
    before = clause.before(count.first)
    if clause.reading.lex.verb_first and before != last and clause.listed("preposition", before):
        composed = clause.listed("of", before) and clause.listed("composed", clause.before(before))
        if not composed:
            return None
    own = "own" in entry.forms
    if own and not is_person(clause, count):
        return None
    return Governed(entry.measure, start, f"“{spelled(entry)}” governs it from before", entry.weak, own, unknown == 0)


def _postposed(clause: Clause, i: int) -> bool:
    """ "34 people killed and ...": the participle belongs to the count before it."""
    met = clause.count_at.get(i - 1)
    return met is not None and clause.counts[met].last == i


def _left_cost(clause: Clause, i: int) -> int | None:
    """How much an ordinary word between governor and patient costs; None where it ends the search."""
    norm = clause.norm(i)
    verb_first = clause.reading.lex.verb_first
    if norm in QUOTES or clause.listed("adverb", i) or clause.listed("determiner", i):
        return 0
    if clause.listed("conjunction", i):
        return 1 if is_sign(norm) and verb_first else 0
    if is_sign(norm):
        return 1 if norm in "()[]-–" and verb_first else None
    if clause.listed("barrier", i):
        return 0 if any(clause.listed("daytime", k) for k in (i + 1, i + 2)) else None
    if _other_deed(clause, i):
        return None
    return 0 if clause.listed("daytime", i) else 1


def _other_deed(clause: Clause, i: int) -> bool:
    """ "Arrested eight men and destroyed 52 airstrips": another verb, joined to the first, has objects of its own."""
    if clause.reading.lex.verb_first or not clause.norm(i).endswith("ed") or clause.norm(i - 1) != "and":
        return False
    return i + 1 in clause.count_at or clause.listed("determiner", i + 1)


def is_person(clause: Clause, count: Count) -> bool:
    lex = clause.reading.lex
    if count.head is None:
        return False
    norm = clause.norm(count.head)
    return lex.has_bare("generic", norm) or lex.has_bare("person", norm) or role_of(clause, norm) is not None


def role_of(clause: Clause, norm: str) -> str | None:
    lex = clause.reading.lex
    if norm in lex.roles:
        return lex.roles[norm]
    return next((lex.roles[f] for f in bare_forms(norm, lex.prefixes, lex.suffixes) if f in lex.roles), None)
