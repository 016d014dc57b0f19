"""What a number counts: the event word that governs it, found by where that word's patient stands (semantics §3)."""

from dataclasses import dataclass

from core.claims.clause import Clause, is_sign
from core.claims.counted import QUOTES, Count
from core.claims.lexicon import Entry, bare_forms
from core.numbers import Precision

STRONG = frozenset({"killed", "injured", "killed_or_injured", "missing"})
LEFT_LIMIT = {False: 9, True: 14}
"""Unknown words that may lie between a governor and its patient: few where verbs come second, many where they come first."""
RIGHT_LIMIT = {False: 14, True: 9}
TALLY_LIMIT = 45
ZERO_LIMIT = 8
ASIDE_LIMIT = 24


@dataclass(frozen=True, slots=True)
class Governed:
    """A measure with the event word (its token) that set it and the rule in words."""

    measure: str
    event: int | None
    rule: str
    weak: bool = False
    own: bool = False
    near: bool = True
    tally: int | None = None
    noun: bool = False


def measure_of(clause: Clause, count: Count) -> Governed | None:
    """The event measure of a plain count, or None where no event word governs it."""
    if count.quantity.precision is Precision.ZERO:
        return _zero(clause, count)
    head = None if count.head is None else clause.norm(count.head)
    thing = head is not None and head in clause.reading.lex.words["things"]
    noun = _noun(clause, count)
    if noun is not None and noun.measure in STRONG and not noun.weak:
        return noun
    right, left = _right(clause, count), _left(clause, count)
    found = _choose(clause, count, right, left) or _tally(clause, count) or _aside(clause, count)
    if thing and (found is None or found.measure not in ("missing", "affected", "captured")):
        found = None
    elif thing:
        found = None
    if found is not None and not (noun is not None and found.weak):
        return found
    return noun


def _choose(clause: Clause, count: Count, right: Governed | None, left: Governed | None) -> Governed | None:
    if right is None or left is None:
        return right or left
    if right.measure == "infected" and left.measure == "injured":
        return right  # «إصابة 12 شخصا بالكوليرا»
    if left.weak != right.weak:
        return right if left.weak else left
    if clause.reading.lex.verb_first:
        return right if right.near and not left.near else left
    return left if left.near else right


def _noun(clause: Clause, count: Count) -> Governed | None:
    """The counted noun is itself the event ("34 dead", «57 قتيلا»), or an adjective in its phrase names it."""
    if count.head is None:
        return None
    entry = clause.events.get(count.head)
    if entry is None:
        ending = clause.event_ending(count.head)
        entry = ending[1] if ending else None
    if entry is None or "noun" not in entry.forms:  # «bodies of» governs, but bodies are what is counted
        alone = clause.reading.lex.events.starting(clause.norm(count.head))
        entry = next((e for e in alone if len(e.words) == 1 and "noun" in e.forms), None)
    if entry is not None and "noun" in entry.forms:
        return Governed(entry.measure, count.head, f"counted noun “{_words(entry)}”", entry.weak, noun=True)
    for i in range(count.after, min(count.last + 1, clause.high)):
        found = clause.events.get(i)
        if found is not None and "adjective" in found.forms and (i < count.last or clause.reading.lex.head_first):
            return Governed(found.measure, i, f"modifier “{_words(found)}”", found.weak)
    return None


def _words(entry: Entry) -> str:
    return " ".join(entry.words)


def _passive(clause: Clause, i: int) -> bool:
    for j in range(i - 1, max(clause.low, i - 5) - 1, -1):
        if clause.listed("be", j):
            return True
        if not (clause.norm(j).endswith("ly") or clause.listed("aux", j)):
            return False
    return False


def _left(clause: Clause, count: Count) -> Governed | None:
    """The nearest event word before the count whose patient may follow it."""
    verb_first = clause.reading.lex.verb_first
    budget, i, unknown = LEFT_LIMIT[verb_first], count.first - 1, 0
    while i >= clause.low and unknown <= budget:
        other = clause.count_at.get(i)
        if other is not None and clause.counts[other] is not count:
            met = clause.counts[other]
            inside = _event_within(clause, met, i)
            if inside is None or verb_first:
                i = met.first - 1
                continue
        ending = clause.event_ending(i)
        if ending is not None:
            answer = _left_event(clause, count, ending, unknown)
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
        and (_passive(clause, start) or (unknown + apart and _postposed(clause, start)))
    ):
        return None
    last = start + len(entry.words) - 1
    before = clause.before(count.first)
    if clause.reading.lex.verb_first and before != last and clause.listed("preposition", before):
        return None
    own = "own" in entry.forms
    if own and not _person(clause, count):
        return None
    return Governed(entry.measure, start, f"“{_words(entry)}” governs it from before", entry.weak, own, unknown == 0)


def _postposed(clause: Clause, i: int) -> bool:
    """ "34 people killed and ...": the participle belongs to the count before it."""
    met = clause.count_at.get(i - 1)
    return met is not None and clause.counts[met].last == i


def _person(clause: Clause, count: Count) -> bool:
    lex = clause.reading.lex
    if count.head is None:
        return False
    norm = clause.norm(count.head)
    return lex.has_bare("generic", norm) or lex.has_bare("person", norm) or _role(clause, norm) is not None


def _role(clause: Clause, norm: str) -> str | None:
    lex = clause.reading.lex
    if norm in lex.roles:
        return lex.roles[norm]
    return next((lex.roles[f] for f in bare_forms(norm, lex.prefixes, lex.suffixes) if f in lex.roles), None)


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
        return None
    return 1


def _right(clause: Clause, count: Count) -> Governed | None:
    """The event word after the count whose patient stands before it ("were killed", «قتلوا», «مصرعهم»)."""
    verb_first = clause.reading.lex.verb_first
    i, unknown, words, comma = count.last, 0, 0, False
    if count.head is None and count.of is not None:
        i = max(i, count.of[1])
    while i < clause.high and unknown <= RIGHT_LIMIT[verb_first]:
        if not verb_first and clause.norm(i) in ("(", "["):
            i = _past_aside(clause, i)
        i = _skip_parts(clause, count, i)
        i = i if verb_first else _past_aside(clause, i)
        if i >= clause.high:
            return None
        among = _among(clause, i)
        if among is not None:
            return among
        entry = clause.events.get(i)
        if entry is not None:
            answer, go_on = _right_event(clause, count, i, entry, words)
            if answer is not None or not go_on:
                return answer
            i += len(entry.words)
            continue
        step = _right_cost(clause, i, comma)
        if step is None:
            return None
        comma = comma or clause.norm(i) in ",،"
        unknown += step
        words += step if not is_sign(clause.norm(i)) else 0
        i += 1
    return None


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


def _aside(clause: Clause, count: Count) -> Governed | None:
    """Company and distant genitive: "together with two of his guards", "the death yesterday of nine people"."""
    if clause.reading.lex.verb_first:
        return None
    before = clause.before(count.first)
    while clause.listed("adverb", before) and not clause.listed("of", before):
        before = clause.before(before)
    pair = (clause.norm(before - 1), clause.norm(before))
    company = clause.listed("company", before - 1) and pair[1] in ("with", "as", "to") or pair == ("well", "as")
    genitive = clause.listed("of", before)
    for i in range(before - 1, max(clause.low, before - ASIDE_LIMIT) - 1, -1):
        entry = clause.events.get(i)
        alone = clause.reading.lex.events.starting(clause.norm(i)) if genitive else ()
        if company and entry is not None and entry.measure in STRONG:
            return Governed(entry.measure, i, f"in company of what “{_words(entry)}” tells", entry.weak, near=False)
        named = next((e for e in alone if len(e.words) == 2 and e.words[1] == pair[1]), None)
        if named is not None and before - i <= 6:
            return Governed(named.measure, i, f"genitive of “{named.words[0]}”", named.weak, near=False)
        if clause.norm(i) in ".;:":
            return None
    return None


def _among(clause: Clause, i: int) -> Governed | None:
    """ "Two policemen were among the dead": the class they are counted in."""
    if clause.norm(i) != "among" or not clause.listed("be", i - 1):
        return None
    for j in range(i + 1, min(i + 4, clause.high)):
        entry = clause.events.get(j)
        if entry is not None:
            return Governed(entry.measure, j, f"among the “{_words(entry)}”", entry.weak)
    return None


def _skip_parts(clause: Clause, count: Count, i: int) -> int:
    """Steps over a part-whole aside or coordinated counts: "12 people, including two children, were ..."."""
    j = i
    while j < clause.high:
        norm = clause.norm(j)
        if j in clause.events:
            break
        if (
            norm in QUOTES
            or norm in ",،-–()"
            or clause.listed("conjunction", j)
            or clause.listed("among_marker", j)
            or clause.listed("part", j)
            or clause.listed("part_of_whole", j)
            or clause.listed("adverb", j)
            or clause.listed("determiner", j)
        ):
            j += 1
            continue
        met = clause.count_at.get(j)
        if met is None or clause.counts[met] is count:
            break
        j = max(clause.counts[met].last, j + 1)
        i = j
    if i < clause.high and clause.norm(i) in ",،-–)" and i > count.last:
        return i + 1
    return i


def _right_event(clause: Clause, count: Count, i: int, entry: Entry, unknown: int) -> tuple[Governed | None, bool]:
    """(governor or None, whether to search on)."""
    lex = clause.reading.lex
    if clause.attached(i):
        return None, False
    if not entry.takes_left():
        return None, lex.verb_first and "noun" in entry.forms
    passive = _passive(clause, i)
    if entry.takes_right() and not passive and _object_follows(clause, i + len(entry.words)):
        return None, False
    one = count.quantity.value == 1
    if "finite" not in entry.forms and ((lex.verb_first and not one) or (unknown and not passive)):
        return None, not lex.verb_first
    rule = f"“{_words(entry)}” follows its patient"
    return Governed(entry.measure, i, rule, entry.weak, near=unknown == 0), False


def _object_follows(clause: Clause, i: int) -> bool:
    """ "20 gunmen killed three soldiers": a count or a determiner right after the verb is its object."""
    if i in clause.count_at:
        return True
    return clause.listed("determiner", i) and not clause.listed("bound_words", i)


def _right_cost(clause: Clause, i: int, comma: bool) -> int | None:
    norm = clause.norm(i)
    if norm in QUOTES or clause.listed("aux", i):
        return 0
    if clause.reading.lex.verb_first:
        if is_sign(norm) or clause.listed("barrier", i) or clause.attached(i) and i not in clause.count_at:
            return None if norm not in "()،," or clause.attached(i) else 3
        return 1 if i not in clause.count_at else None
    if i in clause.count_at or norm in ".;:!?…" or clause.listed("conjunction", i) and norm != ",":
        return None
    if norm == "that" and (clause.listed("be", i + 1) or clause.listed("have", i + 1) or i + 1 in clause.events):
        return 0
    if clause.listed("right_barrier", i):
        return None
    return 2 if norm == "," and comma else 1


def _tally(clause: Clause, count: Count) -> Governed | None:
    """ "The death toll rose to 34", «حصيلة القتلى ... إلى 34»: a linking word before it, a tally word further back."""
    bound_links = any(clause.listed("link", i) for i in range(count.first, count.number))
    before = clause.before(count.first)
    if not (bound_links or clause.listed("link", before) or clause.directly_before(count.first, "link")):
        return None
    lex = clause.reading.lex
    found: tuple[int, Entry] | None = None
    toll: int | None = None
    for i in range(count.first - 1, max(clause.low, count.first - TALLY_LIMIT) - 1, -1):
        entry = clause.events.get(i)
        toll = i if toll is None and clause.listed("toll", i) else toll
        if entry is not None and found is None:
            found = (i, entry)
        if found is not None and (lex.has_bare("tally", clause.norm(i)) or "noun" in found[1].forms and bound_links):
            rule = f"tally of “{_words(found[1])}”"
            return Governed(found[1].measure, found[0], rule, found[1].weak, tally=i)
    if toll is not None and found is None:
        return Governed("killed", toll, f"“{clause.norm(toll)}” alone is that of the dead", weak=True, tally=toll)
    return None


def head_measure(clause: Clause, count: Count) -> Governed | None:
    """A measure of its own that the counted noun names: raids, attacks, houses."""
    if count.head is None:
        return None
    lex = clause.reading.lex
    for i in (count.head, count.head + 1):
        forms = bare_forms(clause.norm(i), lex.prefixes, ()) if i < max(count.last, count.head + 1) else ()
        name = next((lex.nouns[f] for f in forms if f in lex.nouns), None)
        if name is not None:
            return Governed(name, i, f"counted noun “{clause.norm(i)}”")
    return None


def _zero(clause: Clause, count: Count) -> Governed | None:
    """ "No one was hurt", «عدم وقوع أي حالات وفاة»: the first event word after the negation."""
    inside = next((i for i in range(count.first, count.last) if i in clause.events), None)
    after = range(count.last, min(count.last + ZERO_LIMIT, clause.high))
    for i in (inside, *after) if inside is not None else after:
        if i not in clause.events:
            if is_sign(clause.norm(i)) and clause.norm(i) not in QUOTES:
                return None
            continue
        entry = clause.events[i]
        return Governed(entry.measure, i, f"“{_words(entry)}” is denied of anyone", entry.weak)
    return None
