"""Governors at a distance: running tolls, company, distant genitives, and what a zero is said of."""

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.governed import STRONG, Governed, spelled
from core.claims.lexicon import Entry
from core.claims.reading import QUOTES

TALLY_LIMIT = 45

ZERO_LIMIT = 8

ASIDE_LIMIT = 24


def tally_of(clause: Clause, count: Count) -> Governed | None:
    """ "The death toll rose to 34", «حصيلة القتلى ... إلى 34»: a linking word before it, a tally word further back."""
    crowd = _crowd_put_at(clause, count)
    if crowd is not None:
        return crowd
    told_after = _tally_after(clause, count)
    if told_after is not None:
        return told_after
    words = range(count.first, count.number)
    bound_links = any(clause.listed("link", i) and not clause.listed("bound_words", i) for i in words)
    before = clause.before(count.first)
    linked = bound_links or clause.listed("link", before) or clause.directly_before(count.first, "link")
    if linked and not bound_links and _genitive(clause, before):
        return None
    if not linked and not _told_of_number(clause, count):
        return None
    lex = clause.reading.lex
    found: tuple[int, Entry] | None = None
    toll: int | None = None
    for i in range(count.first - 1, max(clause.low, count.first - TALLY_LIMIT) - 1, -1):
        entry = clause.events.get(i)
        other = found is None and entry is None and lex.head_first and not lex.verb_first
        if other and lex.has_bare("tally", clause.norm(i)) and not clause.listed("toll", i):
            return None  # "le nombre de patients est passé de 2 800": the tally of something else
        toll = i if toll is None and clause.listed("toll", i) else toll
        if entry is not None and found is None:
            found = (i, entry)
        if found is not None and (lex.has_bare("tally", clause.norm(i)) or _told(clause, found, count, bound_links)):
            rule = f"tally of “{spelled(found[1])}”"
            return Governed(found[1].measure, found[0], rule, found[1].weak, tally=i)
    if toll is not None and found is None:
        return Governed("killed", toll, f"“{clause.norm(toll)}” alone is that of the dead", weak=True, tally=toll)
    return None


def _crowd_put_at(clause: Clause, count: Count) -> Governed | None:
    """ "Organisers put the crowd at 100,000": a verb of estimating, those who came, "at"."""
    at = clause.before(count.first)
    if clause.reading.lex.words["crowd"].isdisjoint(clause.norms):
        return None
    if clause.listed("put_at", count.first) and any(clause.listed("crowd", i) for i in range(at - _CROWD, at + 1)):
        return Governed("people_present", count.first, "the crowd that is put at so many")
    if not clause.listed("aim", at):
        return None
    noun = at - 1
    told = clause.listed("crowd", noun) and any(clause.listed("put_at", i) for i in range(noun - _CROWD, noun))
    told = told or (clause.listed("put_at", noun) and any(clause.listed("crowd", i) for i in range(noun - 4, noun)))
    again = clause.listed("it", noun) and clause.listed("put_at", noun - 1)
    return Governed("people_present", noun, "the crowd that is put at so many") if told or again else None


_CROWD = 5
"""Words from those who came to the verb of estimating."""


def _genitive(clause: Clause, i: int) -> bool:
    """ "The deaths have shaken Halden, a village of 1,200 people": that "of" tells no tally."""
    if clause.reading.lex.head_first or not clause.listed("of", i):
        return False
    noun = i - 1
    known = clause.listed("tally", noun) or clause.event_ending(noun) is not None or clause.listed("level", noun)
    return not known and clause.norm(noun).isalpha() and clause.listed("indefinite", noun - 1)


def _told_of_number(clause: Clause, count: Count) -> bool:
    """«بلغ عدد القتلى 57»: where verbs come first, the linking verb stands before the word for the number."""
    lex = clause.reading.lex
    if not lex.verb_first:
        return False
    for i in range(count.first - 1, max(clause.low, count.first - _NUMBERED) - 1, -1):
        norm = clause.norm(i)
        if norm in lex.words["tally_noun"]:
            verb = clause.norm(i - 1)
            return verb in lex.words["link"] or (verb[:1] in lex.words["attached"] and verb[1:] in lex.words["link"])
        if i in clause.count_at or (is_sign(norm) and norm not in QUOTES):
            return False
    return False


_NUMBERED = 16
"""Words from "the number of" to its figure."""


def _told(clause: Clause, found: tuple[int, Entry], count: Count, bound_links: bool) -> bool:
    """ "Los muertos podrían llegar a 400": a definite noun of the event, and only linking words up to the count."""
    at, entry = found
    if "noun" not in entry.forms:
        return False
    if bound_links:
        return True
    between = range(at + len(entry.words), count.first)
    linked = all(
        any(clause.listed(name, i) for name in ("link", "aux", "be", "carrier", "adverb"))
        or clause.reading.is_future(i)
        for i in between
    )
    return linked and len(between) > 0 and clause.listed("determiner", at - 1)


def _tally_after(clause: Clause, count: Count) -> Governed | None:
    """ "Elevó a 350 la cifra de fallecidos", "a porté à 350 le nombre de morts": the tally follows its figure."""
    i = count.number + 1
    while clause.listed("determiner", i):
        i += 1
    if i == count.number + 1 or clause.reading.lex.verb_first:
        return None
    listed = clause.events.get(i)
    if listed is not None and "noun" in listed.forms and clause.listed("link", clause.before(count.first)):
        return Governed(listed.measure, i, f"“{spelled(listed)}” after their figure", listed.weak, tally=i)
    if not clause.listed("tally", i):
        return None
    for j in range(i + 1, min(i + 5, clause.high)):
        entry = clause.events.get(j)
        if entry is not None:
            return Governed(entry.measure, j, f"tally of “{spelled(entry)}” after its figure", entry.weak, tally=i)
    return None


def aside_of(clause: Clause, count: Count) -> Governed | None:
    """Company and distant genitive: "together with two of his guards", "the death yesterday of nine people"."""
    if clause.reading.lex.verb_first:
        return None
    before = clause.before(count.first)
    while clause.listed("adverb", before) and not clause.listed("of", before):
        before = clause.before(before)
    pair = (clause.norm(before - 1), clause.norm(before))
    company = (clause.listed("company", before - 1) and pair[1] in ("with", "as", "to")) or pair == ("well", "as")
    genitive = clause.listed("of", before)
    for i in range(before - 1, max(clause.low, before - ASIDE_LIMIT) - 1, -1):
        entry = clause.events.get(i)
        alone = clause.reading.lex.events[clause.norm(i)] if genitive else ()
        if company and entry is not None and entry.measure in STRONG:
            return Governed(entry.measure, i, f"in company of what “{spelled(entry)}” tells", entry.weak, near=False)
        named = next((e for e in alone if len(e.words) == 2 and e.words[1] == pair[1]), None)
        if named is not None and before - i <= 6:
            return Governed(named.measure, i, f"genitive of “{named.words[0]}”", named.weak, near=False)
        if clause.norm(i) in ".;:":
            return None
    return None


def zero_of(clause: Clause, count: Count) -> Governed | None:
    """ "No one was hurt", «عدم وقوع أي حالات وفاة»: the first event word after the negation."""
    inside = next((i for i in range(count.first, count.last) if i in clause.events), None)
    after = range(count.last, min(count.last + ZERO_LIMIT, clause.high))
    crowd: Governed | None = None  # "aucun manifestant n'a été touché" is told of those present
    for i in (inside, *after) if inside is not None else after:
        if i not in clause.events:
            if is_sign(clause.norm(i)) and clause.norm(i) not in QUOTES:
                return crowd
            continue
        entry = clause.events[i]
        governed = Governed(entry.measure, i, f"“{spelled(entry)}” is denied of anyone", entry.weak)
        if entry.measure != "people_present":
            return governed
        crowd = crowd or governed
    return crowd
