"""Event words whose patient stands before them: "were killed", «قتلوا», «لقوا مصرعهم»."""

from dataclasses import replace

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.credited import past_credit
from core.claims.governed import Governed, passive, spelled
from core.claims.lexicon import BETWEEN_PARTS, Entry
from core.claims.reading import QUOTES

RIGHT_LIMIT = {False: 14, True: 9}

ASIDE_LIMIT = 24
SPAN_LIMIT = 60
"""Tokens between a count and its verb, whatever they cost."""


def governor_after(clause: Clause, count: Count) -> Governed | None:
    """The event word after the count whose patient stands before it ("were killed", «قتلوا», «مصرعهم»)."""
    verb_first = clause.reading.lex.verb_first
    i, unknown, words, comma, past = count.last, 0, 0, False, False
    if count.head is None and count.of is not None:
        i = max(i, count.of[1])
    while i < min(clause.high, count.last + SPAN_LIMIT) and unknown <= RIGHT_LIMIT[verb_first]:
        if not verb_first:
            i = _past_aside(clause, i) if clause.norm(i) in ("(", "[") else past_credit(clause, i)
        start, i = i, _past_years(clause, _skip_parts(clause, count, _past_years(clause, i)))
        past = past or any(k in clause.count_at for k in range(max(start, count.last), i))
        i = i if verb_first else _past_aside(clause, i)
        if i >= clause.high:
            return None
        among = _among(clause, i)
        if among is not None:
            return among
        entry = clause.events.get(i)
        if entry is not None:
            answer, go_on = _right_event(clause, count, i, entry, words)
            if answer is not None and comma and _disagrees(clause, count, i):
                return None
            if answer is not None or not go_on:
                return replace(answer, past=True) if answer is not None and past else answer
            i += len(entry.words)
            continue
        told = _past_among(clause, i)
        if told is not None:
            i = told
            continue
        step = _right_cost(clause, i, comma)
        if step is None:
            return None
        comma = comma or clause.norm(i) in ",،"
        unknown += step
        words += step if not is_sign(clause.norm(i)) else 0
        i += 1
    return None


def _past_among(clause: Clause, i: int) -> int | None:
    """Past «بينهم نساء وأطفال» to a verb in the plural: who is among them does not cut the verb off."""
    if not (clause.reading.lex.verb_first and clause.listed("among_marker", i)):
        return None
    for j in range(i + 1, min(i + 1 + _AMONG, clause.high)):
        entry = clause.events.get(j)
        if entry is not None:
            return j if "finite" in entry.forms and not clause.attached(j) else None
        if is_sign(clause.norm(j)) or clause.listed("barrier", j) or j in clause.count_at:
            return None
    return None


_AMONG = 8
"""Words that those among them may take."""


def _past_aside(clause: Clause, i: int) -> int:
    """Past brackets, dashes, or commas that close before an auxiliary: "five people, including reporters, were ..."."""
    opener = clause.norm(i)
    closer = {"(": ")", "[": "]", ",": ",", "-": "-", "–": "–", "—": "—"}.get(opener)
    if closer is None:
        return i
    first = i + 1
    while clause.norm(first) == opener and opener == "-":
        first += 1
    for j in range(first, min(first + ASIDE_LIMIT, clause.high)):
        if clause.norm(j) != closer:
            continue
        after = j + 1
        while clause.norm(after) == closer == "-":
            after += 1
        if opener in "([" or clause.listed("be", after) or clause.listed("have", after) or after in clause.events:
            return after
    return i


def _past_years(clause: Clause, i: int) -> int:
    """Past the age behind a noun: "un homme de 36 ans", "una niña, de seis años,", "two girls aged 14 and 15"."""
    at = i + 1 if clause.norm(i) == "," else i
    if clause.listed("aged", at):
        return _past_ages(clause, at + 1)
    if not clause.listed("of", at) and at == i:
        return i
    at += clause.listed("of", at)
    unit = clause.reading.lex.time_units.get(clause.norm(at + 1))
    if unit is None or at in clause.count_at or at + 2 > clause.high:
        return i
    return at + 3 if clause.norm(i) == "," and clause.norm(at + 2) == "," else at + 2


def _past_ages(clause: Clause, i: int) -> int:
    """Past "14 and 15", "22 to 31 years of age", and the comma that closes them."""
    end = min(i + _AGES, clause.high)
    while i < end and i not in clause.count_at and i not in clause.events:
        norm = clause.norm(i)
        if not (norm.isdigit() or norm in clause.reading.lex.time_units or clause.listed("between_ages", i)):
            break
        i += 1
    return i + 1 if clause.norm(i) == "," else i


_AGES = 10


def _among(clause: Clause, i: int) -> Governed | None:
    """ "Two policemen were among the dead": the class they are counted in."""
    told = clause.listed("among_verb", i - 1) and clause.listed("part", i)
    if not told and (clause.norm(i) != "among" or not clause.listed("be", i - 1)):
        return None
    for j in range(i + 1, min(i + 4, clause.high)):
        entry = clause.events.get(j)
        if entry is not None:
            return Governed(entry.measure, j, f"among the “{spelled(entry)}”", entry.weak)
    return None


def _skip_parts(clause: Clause, count: Count, i: int) -> int:
    """Steps over a part-whole aside or coordinated counts: "12 people, including two children, were ..."."""
    j, end, stepped = i, min(clause.high, i + PARTS_LIMIT), clause.reading.lex.verb_first
    while j < end and j not in clause.events:
        filler = clause.fillers.get(j)
        if filler is None:
            filler = clause.fillers[j] = _filler(clause, j)
        if filler == _OWNED:
            j = i = j + 2  # "une agricultrice et sa fille ont été tuées"
            stepped = True
            continue
        if filler == _SIGN:
            j += 1
            continue
        met = clause.count_at.get(j)
        if met is None or clause.counts[met] is count or _of_pronoun(clause, clause.counts[met]):
            break
        j = i = max(clause.counts[met].last, j + 1)
        stepped = True
    if (
        (stepped or not clause.reading.lex.head_first)
        and i < clause.high
        and clause.norm(i) in ",،-–)"
        and i > count.last
    ):
        return i + 1
    return i


_OWNED, _SIGN, _ELSE = 2, 1, 0


def _filler(clause: Clause, j: int) -> int:
    """What token `j` is between the parts of a whole: the person of one of them, a sign or linking word, or neither."""
    if clause.listed("possessive", j) and clause.listed("person", j + 1):
        return _OWNED
    norm = clause.norm(j)
    return _SIGN if norm in QUOTES or norm in ",،-–()" or clause.listed(BETWEEN_PARTS, j) else _ELSE


def _of_pronoun(clause: Clause, part: Count) -> bool:
    """ "17 reos, 13 de los cuales fueron recapturados": the verb is that of the part."""
    if not clause.reading.lex.head_first or clause.reading.lex.verb_first:
        return False
    return any(clause.listed("part_of_whole", i) for i in range(part.after + 1, part.after + 4))


PARTS_LIMIT = 40
"""Tokens that a chain of parts may span before its verb is given up."""


def _right_event(clause: Clause, count: Count, i: int, entry: Entry, unknown: int) -> tuple[Governed | None, bool]:
    """(governor or None, whether to search on)."""
    lex = clause.reading.lex
    if clause.attached(i):
        return None, False
    if not entry.takes_left():
        return None, lex.verb_first and "noun" in entry.forms
    auxiliary = len(entry.words) > 1 and entry.words[0] in lex.helping  # "fueron asesinados" holds its own
    is_passive = auxiliary or passive(clause, i)
    end = i + len(entry.words)
    aims = (
        clause.listed("wounding", end - 1) and clause.listed("aim", end) and end + 1 in clause.count_at
    )  # "a gunman shot at the guards"
    if entry.takes_right() and not is_passive and (aims or _object_follows(clause, end)):
        return None, False
    one = count.quantity.value == 1
    if "finite" not in entry.forms and ((lex.verb_first and not one) or (unknown and not is_passive)):
        return None, not lex.verb_first
    rule = f"“{spelled(entry)}” follows its patient"
    return Governed(entry.measure, i, rule, entry.weak, near=unknown == 0), False


def _disagrees(clause: Clause, count: Count, i: int) -> bool:
    """ "The car, which carried five children, was struck": a verb in the singular that isn't theirs."""
    if count.quantity.value == 1 or not clause.listed("relative", _opener(clause, count.first)):
        return False
    for j in range(i - 1, max(count.last, i - 4) - 1, -1):
        if clause.listed("be", j) or clause.listed("have", j):
            return clause.listed("singular_verb", j)
    return False


def _opener(clause: Clause, i: int) -> int:
    """The token after the comma that opens what `i` stands in; a few words back at most."""
    for j in range(i - 1, max(clause.low, i - _CLAUSE) - 1, -1):
        if clause.norm(j) == ",":
            return j + 1
    return clause.low - 1


_CLAUSE = 8


def _object_follows(clause: Clause, i: int) -> bool:
    """ "20 gunmen killed three soldiers": a count or a determiner right after the verb is its object."""
    if i in clause.count_at:
        return not clause.attached(i)  # «اعتقلوا وأربعة ...» goes on with another count
    if not clause.listed("determiner", i) or clause.listed("bound_words", i):
        return False
    return not clause.listed("daytime", i + 1)  # "se manifestaron el sábado"


def _right_cost(clause: Clause, i: int, comma: bool) -> int | None:
    norm = clause.norm(i)
    if norm in QUOTES or clause.listed("aux", i):
        return 0
    if clause.reading.lex.verb_first:
        if is_sign(norm) or clause.listed("barrier", i) or (clause.attached(i) and i not in clause.count_at):
            return None if norm not in "()،," or clause.attached(i) else 3
        return 1 if i not in clause.count_at else None
    if i in clause.count_at or norm in ".;:!?…" or (clause.listed("conjunction", i) and norm != ","):
        return None
    if norm == "that" and (clause.listed("be", i + 1) or clause.listed("have", i + 1) or i + 1 in clause.events):
        return 0
    if clause.listed("right_barrier", i):
        return None
    return 2 if norm == "," and comma else 1
