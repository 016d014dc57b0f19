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
        if found is not None and (lex.has_bare("tally", clause.norm(i)) or ("noun" in found[1].forms and bound_links)):
            rule = f"tally of “{spelled(found[1])}”"
            return Governed(found[1].measure, found[0], rule, found[1].weak, tally=i)
    if toll is not None and found is None:
        return Governed("killed", toll, f"“{clause.norm(toll)}” alone is that of the dead", weak=True, tally=toll)
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
    for i in (inside, *after) if inside is not None else after:
        if i not in clause.events:
            if is_sign(clause.norm(i)) and clause.norm(i) not in QUOTES:
                return None
            continue
        entry = clause.events[i]
        return Governed(entry.measure, i, f"“{spelled(entry)}” is denied of anyone", entry.weak)
    return None
