"""The finding of a measure: which event word governs a count, and by which rule."""

from dataclasses import dataclass

from core.claims.clause import Clause
from core.claims.lexicon import Entry

STRONG = frozenset({"killed", "injured", "killed_or_injured", "missing"})


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


def spelled(entry: Entry) -> str:
    return " ".join(entry.words)


def passive(clause: Clause, i: int) -> bool:
    for j in range(i - 1, max(clause.low, i - 5) - 1, -1):
        if clause.listed("be", j):
            return True
        if not (clause.norm(j).endswith("ly") or clause.listed("aux", j)):
            return False
    return False
