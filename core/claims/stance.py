"""How the text stands to a figure: asserted, denied, withdrawn, forecast, hypothetical, plan, order."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.claims.claim import Stance
from core.claims.clause import Clause
from core.claims.counted import Count
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
    tokens, phrases = reading.text.tokens, reading.lex.cues
    found = []
    for i in phrases.places([t.norm for t in tokens[low:high]], low):
        entry: Entry | None = phrases.at(tokens, i, high)
        if entry is not None:
            found.append(Cue(i, i + len(entry.words), Stance(entry.measure), " ".join(entry.words)))
    return tuple(found)


def stance_of(clause: Clause, count: Count, found: Sequence[Cue]) -> tuple[Stance, str]:
    """(stance, rule). The nearest cue before the figure that no relative clause or new statement cuts off."""
    for cue in reversed(found):
        if cue.first >= count.number or count.first - cue.end > _REACH:
            continue
        if not _cut_off(clause, cue, count):
            return cue.stance, f"cue “{cue.words}”"
    return Stance.ASSERTED, "no cue of denial, forecast or plan"


def _cut_off(clause: Clause, cue: Cue, count: Count) -> bool:
    """A fact told in a relative clause is not what the cue is about ("denied the attack which killed 34")."""
    return any(clause.listed("scope_end", i) for i in range(cue.end, count.first))
