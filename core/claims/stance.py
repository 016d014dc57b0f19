"""How the text stands to a figure: asserted, denied, withdrawn, forecast, hypothetical, plan, order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count

from core.claims.claim import Stance
from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.denial import denial_of
from core.claims.lexicon import Entry
from core.claims.reading import Reading

_REACH = 22
"""Words over which a cue governs a figure inside one clause."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A stance word at token `first`, ending before token `end`."""

    first: int
    end: int
    stance: Stance
    words: str


def cues(reading: Reading, low: int, high: int) -> tuple[Cue, ...]:
    """The stance cues of tokens low:high, in order."""
    norms, phrases = reading.text.norms[low:high], reading.lex.cues
    found = []
    future = reading.lex.future
    if future.starts or future.ends:
        may = compress(count(low), map(future.may.__getitem__, norms))
        found = [Cue(i, i + 1, Stance.FORECAST, norms[i - low]) for i in may if reading.is_future(i)]
    for i in phrases.places(norms, low):
        entry: Entry | None = phrases.at(norms, i - low, high - low)
        if entry is not None:
            found.append(Cue(i, i + len(entry.words), Stance(entry.measure), " ".join(entry.words)))
    return tuple(sorted(found, key=lambda cue: cue.first))


def stance_of(clause: Clause, count: Count, found: Sequence[Cue]) -> tuple[Stance, str]:
    """(stance, rule). What denies the figure, or the nearest cue before it that nothing cuts off."""
    denial = denial_of(clause, count, {cue.first for cue in found}) if clause.denies else None
    for cue in found:
        if _follows(clause, cue, count):
            return cue.stance, f"cue “{cue.words}” after its subject"
    if denial is not None:
        return Stance.DENIED, denial
    if clause.listed("former", clause.before(count.first)):
        return Stance.ASSERTED, "the figure that another is compared with"
    if _stands_already(clause, count):
        return Stance.ASSERTED, "what there is already, or what a change starts from"
    for cue in reversed(found):
        if cue.first >= count.number or count.first - cue.end > _REACH:
            continue
        if not _cut_off(clause, cue, count) and not _causes(clause, cue, count):
            return cue.stance, f"cue “{cue.words}”"
    return Stance.ASSERTED, "no cue of denial, forecast or plan"


def _stands_already(clause: Clause, count: Count) -> bool:
    """ "Se sumarán a los 2.500 ya desplegados", "veut ramener de 11 % à 7 %": no part of what is to come."""
    if not clause.reading.lex.words["already"]:
        return False
    before, end = clause.before(count.first), count.last
    if clause.listed("definite", before) and any(clause.listed("already", i) for i in (count.after, end, end + 1)):
        return True
    n = clause.count_at[count.number] + 1
    follows = n < len(clause.counts) and 0 < clause.counts[n].first - count.after <= _TO
    return follows and clause.listed("of", before) and clause.listed("comes_to", clause.counts[n].first - 1)


_TO = 4
"""Tokens from where a change starts to where it ends."""


def _follows(clause: Clause, cue: Cue, count: Count) -> bool:
    """ "70,000 people will need shelter", "a figure of 3,000 was withdrawn": the count is the subject of the cue."""
    end = count.last if count.of is None else max(count.last, count.of[1])
    if not 0 <= cue.first - end <= _SUBJECT or cue.stance not in (Stance.FORECAST, Stance.WITHDRAWN):
        return False
    between = range(end, cue.first)
    return not any(is_sign(clause.norm(i)) or clause.listed("scope_end", i) or i in clause.count_at for i in between)


_SUBJECT = 2
"""Words between a count and the verb of which it is the subject."""


def _causes(clause: Clause, cue: Cue, count: Count) -> bool:
    """«توقع 16 قتيلا»: the verb for "expects" is spelled like the one for "causes", whose object is victims."""
    if cue.words not in clause.reading.lex.words["also_cause"] or count.first - cue.end > 0 or count.head is None:
        return False
    entry = clause.events.get(count.head)
    return entry is not None and "noun" in entry.forms


def _cut_off(clause: Clause, cue: Cue, count: Count) -> bool:
    """A fact told in a relative clause is not what the cue is about ("denied the attack which killed 34")."""
    between = range(cue.end, count.first)
    return any(clause.listed("scope_end", i) or _ends_statement(clause, i) for i in between)


def _ends_statement(clause: Clause, i: int) -> bool:
    """A full stop or the like; not the point of "5.000"."""
    norm = clause.norm(i)
    if norm not in _NEW_STATEMENT:
        return False
    return norm != "." or not (clause.norm(i - 1).isdigit() and clause.norm(i + 1).isdigit())


_NEW_STATEMENT = frozenset(".;؛!?؟")
"""Signs after which a cue says nothing any more."""
