"""How the text stands to a figure: asserted, denied, withdrawn, forecast, hypothetical, plan, order."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import compress, count

from core.claims.claim import Stance
from core.claims.clause import STOPS, Clause, is_sign
from core.claims.counted import Count
from core.claims.denial import REACH, denial_of, end_of
from core.claims.lexicon import Entry
from core.claims.reading import Reading


@dataclass(frozen=True, slots=True)
class Cue:
    """A stance word at token `first`, ending before token `end`."""

    first: int
    end: int
    stance: Stance
    words: str


def cues(reading: Reading, low: int, high: int) -> tuple[Cue, ...]:
    """The stance cues of tokens low:high, in order."""
    lex, norms = reading.lex, reading.text.norms[low:high]
    found = []
    future = lex.future
    if future.starts or future.ends:
        may = compress(count(low), map(future.may.__getitem__, norms))
        found = [Cue(i, i + 1, Stance.FORECAST, norms[i - low]) for i in may if reading.is_future(i)]
    for i in lex.cues.places(norms, low):
        entry: Entry | None = lex.cues.at(norms, i - low, high - low)
        if entry is not None:
            found.append(Cue(i, i + len(entry.words), Stance(entry.measure), " ".join(entry.words)))
    for i in lex.cues_apart.places(norms, low):
        entry = lex.cues_apart.at(norms, i - low, high - low)
        end = _completed(reading, i + len(entry.words), high, entry.forms) if entry is not None else None
        if entry is not None and end is not None:
            found.append(Cue(i, end, Stance(entry.measure), " ".join(entry.words)))
    return tuple(sorted(found, key=lambda cue: cue.first))


def _completed(reading: Reading, first: int, high: int, tails: Container[str]) -> int | None:
    """«أمر القاضي بالإفراج», "ordered troops to fire": the end of what completes a verb behind its subject."""
    words, norms = reading.lex.words, reading.text.norms
    for j in range(first, min(first + _SUBJECT_APART, high)):
        norm = norms[j]
        if norm in tails:
            fact = j + 1 < high and norms[j + 1] in words["complementizer"]
            return None if fact and norm not in words["complementizer"] else j + 1
        if f"{norm[:1]}-" in tails and len(norm) > _SHORTEST_ATTACHED and norm not in words["preposition"]:
            return j
        if is_sign(norm) or norm.isdigit() or norm in words["scope_end"]:
            return None
    return None


_SUBJECT_APART = 6
"""Words from a verb to what completes it."""
_SHORTEST_ATTACHED = 3
"""Letters that a word has at most which no preposition has grown onto."""


def stance_of(clause: Clause, count: Count, found: Sequence[Cue]) -> tuple[Stance, str]:
    """(stance, rule). What denies the figure, or the nearest cue before it that nothing cuts off."""
    stance, rule = _said(clause, count, found)
    if stance is Stance.FORECAST:
        for cue in found:
            if cue.stance is Stance.HYPOTHETICAL and cue.first < count.first and not _is_over(clause, cue, count):
                return cue.stance, f"cue “{cue.words}”: what follows from it"
    return stance, rule


def _said(clause: Clause, count: Count, found: Sequence[Cue]) -> tuple[Stance, str]:
    for cue in found:
        if _follows(clause, cue, count):
            return cue.stance, f"cue “{cue.words}” after its subject"
    denial = denial_of(clause, count, {cue.first for cue in found}) if clause.denies else None
    if denial is not None:
        return denial
    if _is_possible(clause, count):
        return Stance.FORECAST, "its verb says that it may be"
    if clause.listed("former", clause.before(count.first)):
        return Stance.ASSERTED, "the figure that another is compared with"
    if _stands_already(clause, count):
        return Stance.ASSERTED, "what there is already, or what a change starts from"
    for cue in reversed(found):
        if cue.first >= count.number or count.first - cue.end > REACH:
            continue
        if not _cut_off(clause, cue, count) and not _causes(clause, cue, count):
            return cue.stance, f"cue “{cue.words}”"
    return Stance.ASSERTED, "no cue of denial, forecast or plan"


def _is_over(clause: Clause, cue: Cue, count: Count) -> bool:
    return any(_ends_statement(clause, i) for i in range(cue.end, count.first))


def _is_possible(clause: Clause, count: Count) -> bool:
    """ "70,000 people may flee": a verb of possibility right behind the count, and what may be behind that."""
    end = end_of(count)
    for i in range(end, min(end + _SUBJECT + 1, clause.high - 1)):
        if clause.listed("possible", i):
            verb = clause.norm(i + 1)
            return not (is_sign(verb) or verb.isdigit() or i + 1 in clause.count_at)
        if is_sign(clause.norm(i)) or i in clause.count_at or _opens(clause, i):
            return False
    return False


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
    end = end_of(count)
    if not 0 <= cue.first - end <= _SUBJECT or cue.stance not in _OF_SUBJECTS:
        return False
    if cue.stance is Stance.HYPOTHETICAL and not clause.listed("possible", cue.first):
        return False  # "if" begins something else
    between = range(end, cue.first)
    return not any(is_sign(clause.norm(i)) or i in clause.count_at or _opens(clause, i) for i in between)


def _opens(clause: Clause, i: int) -> bool:
    """ "Rose to 40 in what would be": what the cue is about begins behind the figure."""
    return clause.listed("scope_end", i) or (clause.listed("preposition", i) and clause.listed("asking", i + 1))


_OF_SUBJECTS = (Stance.FORECAST, Stance.WITHDRAWN, Stance.HYPOTHETICAL)
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
    if norm not in STOPS:
        return False
    return norm != "." or not (clause.norm(i - 1).isdigit() and clause.norm(i + 1).isdigit())
