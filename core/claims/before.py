"""Event words whose patient follows them: «قتل 34», "killed 34", "the murder of nine"."""

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.governed import Governed, passive, spelled
from core.claims.lexicon import Entry, bare_forms
from core.claims.reading import QUOTES
from core.numbers import Kind

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
        step = None if i == count.first - 1 and _new_deed(clause, i) else _left_cost(clause, i)
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
    if not entry.takes_right() or _absolute(clause, start, entry):
        return None
    end = start + len(entry.words)
    apart = any(clause.listed("conjunction", i) for i in range(end, count.first))
    if len(entry.words) > 1 and apart and entry.words[0] in clause.reading.lex.helping and _parted(clause, end, count):
        return None  # "el coche fue alcanzado y tres personas"
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
    if entry.measure == "people_present" and clause.reading.lex.verb_first and _goods(clause, count):
        return None
    if unknown and entry.words[0] in clause.reading.lex.words["near_only"]:
        return None
    if before == end and clause.listed("aim", before) and clause.listed("wounding", last):
        return None  # "shot at a dozen people": nobody is hit
    own = "own" in entry.forms
    if own and not is_person(clause, count):
        return None
    return Governed(entry.measure, start, f"“{spelled(entry)}” governs it from before", entry.weak, own, unknown == 0)


def _parted(clause: Clause, end: int, count: Count) -> bool:
    """True where a conjunction stands between a passive verb and the first count behind it."""
    for i in range(end, count.first):
        if i in clause.count_at:
            return False
        if clause.listed("conjunction", i):
            return True
    return False


def _absolute(clause: Clause, start: int, entry: Entry) -> bool:
    """«الموت», «القتل»: a verbal noun with its article has no genitive, so nobody after it is its patient."""
    if not clause.reading.lex.verb_first or len(entry.words) > 1 or "noun" in entry.forms:
        return False
    return clause.norm(start).startswith(_ARTICLES) and not entry.words[0].startswith("ال")


_ARTICLES = ("ال", "وال", "بال", "لل", "وبال", "ولل")


def _postposed(clause: Clause, i: int) -> bool:
    """ "34 people killed and ...": the participle belongs to the count before it."""
    met = clause.count_at.get(i - 1)
    return met is not None and clause.counts[met].last == i


def _left_cost(clause: Clause, i: int) -> int | None:
    """How much an ordinary word between governor and patient costs; None where it ends the search."""
    costs = clause.costs
    if i not in costs:
        costs[i] = _cost(clause, i)
    return costs[i]


def _cost(clause: Clause, i: int) -> int | None:
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
    if _other_deed(clause, i) or _finite(clause, i) or clause.reading.lex.opens_clause(norm):
        return None
    return 0 if clause.listed("daytime", i) else 1


def _new_deed(clause: Clause, i: int) -> bool:
    """«مقتل مسلح وإحباط أربع محاولات»: a noun joined to the deed right before the count is a deed of its own."""
    if not clause.reading.lex.verb_first or clause.norm(i)[:1] != "و" or not clause.attached(i):
        return False
    rest = clause.norm(i)[1:]
    words = clause.reading.lex.words
    return not any(rest in words[name] for name in ("preposition", "adverb", "stop", "person", "others", "daytime"))


def _other_deed(clause: Clause, i: int) -> bool:
    """ "Arrested eight men and destroyed 52 airstrips": another verb, joined to the first, has objects of its own."""
    if clause.reading.lex.verb_first or not clause.norm(i).endswith(("ed", "ing")) or clause.norm(i - 1) != "and":
        return False
    return i + 1 in clause.count_at or clause.listed("determiner", i + 1)


def _finite(clause: Clause, i: int) -> bool:
    """ "Un sexto había muerto antes de la vista, en la que declararon 50 testigos": another verb by its ending."""
    endings, norm = clause.reading.lex.verb_endings, clause.norm(i)
    return bool(endings) and len(norm) > _LONG and norm.endswith(endings)


_LONG = 5


def _goods(clause: Clause, count: Count) -> bool:
    """«تحمل 100 ألف سلة»: what is carried is no crowd; an inanimate noun by its ending, or one of the listed things."""
    if count.head is None:
        return count.quantity.kind is not Kind.COUNT
    norm = clause.norm(count.head)
    return norm.endswith("ه") and not is_person(clause, count)


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
