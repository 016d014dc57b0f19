"""What a number counts: the event word that governs it, found by where that word's patient stands (semantics §3)."""

from dataclasses import replace

from core.claims.after import governor_after
from core.claims.before import governor_before, role_of
from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.governed import STRONG, Governed, passive, spelled
from core.claims.lexicon import bare_forms
from core.claims.tally import aside_of, tally_of, zero_of
from core.numbers import Kind, Precision


def measure_of(clause: Clause, count: Count) -> Governed | None:
    """The event measure of a plain count, or None where no event word governs it."""
    if count.quantity.precision is Precision.ZERO:
        return zero_of(clause, count)
    if count.head is not None and clause.listed("magnitude", count.head):
        return None
    if clause.norm(count.number) in clause.reading.lex.multiples:
        return Governed("killed", count.number + 1, f"“{clause.norm(count.number + 1)}” of so many")
    head = None if count.head is None else clause.norm(count.head)
    thing = head is not None and clause.reading.lex.has_bare("things", head)
    noun = noun_measure(clause, count)
    if noun is not None and noun.measure in STRONG and not noun.weak:
        return noun
    if _children_of_one(clause, count):
        return None
    fatal = _life_of(clause, count) or _to_death(clause, count)
    if fatal is not None:
        return fatal
    right, left = governor_after(clause, count), governor_before(clause, count)
    found = _choose(clause, count, right, left) or tally_of(clause, count) or aside_of(clause, count)
    if found is not None and found.measure == "affected" and head in clause.reading.lex.words["households"]:
        found = None  # homes without power are no count of people
    if found is not None and found.weak and found.measure == "infected" and not _of_illness(clause):
        found = None
    own = noun is not None and noun.noun and clause.reading.lex.head_first and not clause.reading.lex.verb_first
    if own and found is not None and found.tally is not None:
        return noun  # "230 muertos y más de 10.000 infectados": its noun says what it counts
    if thing:
        found = None
    if found is not None and found.measure in _OF_AN_ILLNESS and _illness_by(clause, found):
        found = replace(found, measure="infected", rule=f"{found.rule}; an illness did it")
    if found is not None and found.measure == "people_present" and _on_duty(clause, count):
        found = None
    hit = found is not None and noun is not None and noun.weak and clause.listed("wounding", found.event or 0)
    if found is not None and (hit or not (noun is not None and found.weak)):
        return found
    return noun or (None if thing else _counted_among(clause, count))


def reduced(clause: Clause, count: Count) -> Governed | None:
    """ "One of three people wounded", "two of the 12 men killed": a participle right after the noun of the whole."""
    entry = clause.events.get(count.last)
    if entry is None or clause.reading.lex.verb_first or "after" not in entry.forms or passive(clause, count.last):
        return None
    return Governed(entry.measure, count.last, f"“{spelled(entry)}” follows its patient", entry.weak)


_OF_AN_ILLNESS = frozenset({"injured", "affected"})


def _illness_by(clause: Clause, found: Governed) -> bool:
    """ "La dengue a touché 9 400 personnes", «أصابت حمى الضنك 9400 شخص»: the subject of the verb is an illness."""
    if found.event is None or clause.reading.lex.words["illness"].isdisjoint(clause.norms):
        return False
    verb_first = clause.reading.lex.verb_first
    near = range(found.event + 1, found.event + 3) if verb_first else range(found.event - 3, found.event)
    return not found.noun and any(clause.listed("illness", i) for i in near)


def _on_duty(clause: Clause, count: Count) -> bool:
    """«مداهمات شارك فيها 5 آلاف شرطي»: those who carry an operation out are no crowd."""
    if not clause.reading.lex.verb_first or count.head is None or role_of(clause, clause.norm(count.head)) is None:
        return False
    return any(clause.listed("takes_part", i) for i in range(count.first - 3, count.first))


def _children_of_one(clause: Clause, count: Count) -> bool:
    """ "A father of three", "père de deux enfants", «أب لثلاثة أطفال»: what befell the parent befell no child."""
    i = clause.before(count.first)
    if clause.listed("of", i) and not clause.reading.lex.verb_first:
        return clause.listed("parent", clause.before(i))
    return clause.reading.lex.verb_first and clause.norm(count.first)[:1] == "ل" and clause.listed("parent", i)


def _life_of(clause: Clause, count: Count) -> Governed | None:
    """ "It claimed one man's life", "took three people's lives"."""
    i = count.last
    while clause.norm(i) in ("'", "’", "s"):
        i += 1
    told = i > count.last and clause.listed("life", i)
    return Governed("killed", i, "whose life it took") if told else None


def _to_death(clause: Clause, count: Count) -> Governed | None:
    """ "Shot two mothers and their daughters to death": the words behind the patient that make the deed a killing."""
    if clause.reading.lex.words["death_to"].isdisjoint(clause.norms):
        return None
    for i in range(count.last, min(count.last + _PATIENT, clause.high)):
        if clause.listed("death_to", i) and clause.norm(i - 1) == "to" and i not in clause.count_at:
            return Governed("killed", i, "to death")
        if is_sign(clause.norm(i)) or i in clause.events or clause.listed("be", i):
            return None
    return None


_PATIENT = 8
"""Words that the patient of "shot ... to death" may have."""


def _choose(clause: Clause, count: Count, right: Governed | None, left: Governed | None) -> Governed | None:
    if right is None or left is None:
        return right or left
    if right.measure == "infected" and left.measure == "injured":
        return right  # «إصابة 12 شخصا بالكوليرا»
    if left.weak != right.weak:
        return right if left.weak else left
    if clause.reading.lex.verb_first:
        return right if right.near and not left.near else left
    return left if left.near or right.past else right


def noun_measure(clause: Clause, count: Count) -> Governed | None:
    """The counted noun is itself the event ("34 dead", «57 قتيلا»), or an adjective in its phrase names it."""
    if count.head is None:
        return None
    entry = clause.events.get(count.head)
    if entry is None:
        ending = clause.event_ending(count.head)
        entry = ending[1] if ending else None
    if entry is None or "noun" not in entry.forms:  # «bodies of» governs, but bodies are what is counted
        alone = clause.reading.lex.events[clause.norm(count.head)]
        entry = next((e for e in alone if len(e.words) == 1 and "noun" in e.forms), None)
    if entry is not None and entry.weak and entry.measure == "infected" and not _of_illness(clause):
        entry = None  # «32 حالة طلاق»: cases of something else
    if entry is not None and entry.weak and _paid(clause, count):
        entry = None  # "7 millions à 109 victimes": those who are paid
    if entry is not None and "noun" in entry.forms:
        return Governed(entry.measure, count.head, f"counted noun “{spelled(entry)}”", entry.weak, noun=True)
    for i in range(count.after, min(count.last + 1, clause.high)):
        found = clause.events.get(i)
        if found is not None and "adjective" in found.forms and (i < count.last or clause.reading.lex.head_first):
            return Governed(found.measure, i, f"modifier “{spelled(found)}”", found.weak)
    return None


def _counted_among(clause: Clause, count: Count) -> Governed | None:
    """ "Entre los fallecidos hay tres menores", "parmi les tués figurent trois enfants"."""
    lex = clause.reading.lex
    if lex.verb_first or not lex.head_first:
        return None
    i = clause.before(count.first)
    for _ in range(_AMONG):
        entry = clause.events.get(i)
        if entry is not None and clause.listed("definite", i - 1) and clause.listed("part", i - 2):
            return Governed(entry.measure, i, f"among the “{spelled(entry)}”", entry.weak)
        if not any(clause.listed(name, i) for name in ("part_skip", "among_verb", "adverb", "determiner")):
            return None
        i -= 1
    return None


_AMONG = 5
"""Words from those named to the count of some of them."""


def _paid(clause: Clause, count: Count) -> bool:
    """True for those to whom the money goes that is counted right before."""
    n = clause.count_at[count.number]
    if n == 0 or not clause.listed("purpose", clause.before(count.first)):
        return False
    sum_, between = clause.counts[n - 1], 3
    return sum_.quantity.kind is Kind.MONEY and 0 < count.first - sum_.last <= between


def _of_illness(clause: Clause) -> bool:
    """True where the text tells of an illness; a language that lists no illnesses takes every case for one."""
    listed, reading = clause.reading.lex.words["illness"], clause.reading
    return not listed or any(reading.first_seen(word) < len(clause.tokens) for word in listed)


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
