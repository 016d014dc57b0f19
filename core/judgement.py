"""What people ruled, and how it holds: machines suggest, people decide (semantics §6).

Decisions are never erased. The latest one on a flag stands; it binds every later re-check, and the flag reopens only
when evidence arrives that the decision did not see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.compare.because import Because
from core.compare.dimensions import DIMENSIONS
from core.compare.flags import Flag


class Ruling(StrEnum):
    """What a person can rule on two figures, A and B."""

    A_RIGHT = "a_right"
    B_RIGHT = "b_right"
    BOTH_RIGHT_DIFFERENT = "both_right_different"
    NOT_SAME_OCCURRENCE = "not_same_occurrence"
    OUTDATED = "outdated"
    SOURCE_ERROR = "source_error"
    CANNOT_TELL = "cannot_tell"
    FOLLOW_UP = "follow_up"


Subject = tuple[str, str, str]
"""What is ruled on: the kind of flag and the ids of its two figures, the smaller first."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`by` ruled `ruling` on `subject` at the ISO moment `at`; `evidence` is what the flag rested on when it was seen.
    `dimension` says in what both are right, for BOTH_RIGHT_DIFFERENT alone. Raises ValueError where it is missing,
    or isn't one of the dimensions of a comparison."""

    subject: Subject
    ruling: Ruling
    by: str
    at: str
    evidence: frozenset[str]
    note: str = ""
    dimension: str | None = None

    def __post_init__(self) -> None:
        if self.subject[1] > self.subject[2]:
            raise ValueError("a decision names its two figures in order, the smaller id first")
        if (self.ruling == Ruling.BOTH_RIGHT_DIFFERENT) != (self.dimension is not None):
            raise ValueError("both_right_different, and nothing else, says in which dimension they differ")
        if self.dimension is not None and self.dimension not in DIMENSIONS:
            raise ValueError(f"no such dimension: {self.dimension}")


class State(StrEnum):
    """Where a flag stands with the people."""

    OPEN = "open"
    FOLLOW_UP = "follow_up"
    DECIDED = "decided"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a flag. `decision` is the one that stands, None where nobody has ruled; `new` is the evidence that
    it did not see ("origin:..." and "figure:..."), sorted; `because` tells why it stands so."""

    state: State
    decision: Decision | None = None
    new: tuple[str, ...] = ()
    because: Because | None = None


def subject(flag: Flag) -> Subject:
    """What a decision on this flag rules on."""
    return str(flag.kind), flag.a, flag.b


def subjects(flag: Flag) -> tuple[Subject, ...]:
    """All that this flag stands for: a decision on any of it is one on the flag."""
    pairs = [(min(pair), max(pair)) for pair in flag.also]
    return (subject(flag), *((str(flag.kind), a, b) for a, b in pairs))


def rule(flag: Flag, ruling: Ruling, *, by: str, at: str, note: str = "", dimension: str | None = None) -> Decision:
    """A decision on `flag` that has seen all that the flag rests on."""
    return Decision(subject(flag), ruling, by, at, flag.evidence, note, dimension)


def standing_decisions(decisions: Iterable[Decision]) -> dict[Subject, Decision]:
    """The latest decision on every subject; of one moment, the one that was taken down last."""
    latest: dict[Subject, Decision] = {}
    for decision in decisions:
        held = latest.get(decision.subject)
        if held is None or decision.at >= held.at:
            latest[decision.subject] = decision
    return latest


def stands(flag: Flag, decisions: Mapping[Subject, Decision]) -> Standing:
    """Where `flag` stands under the decisions that stand."""
    made = [decisions[one] for one in subjects(flag) if one in decisions]
    decision = max(made, key=lambda one: one.at, default=None)
    if decision is None:
        return Standing(State.OPEN)
    because = Because("a person ruled", params=(("by", decision.by), ("ruling", str(decision.ruling))))
    new = tuple(sorted(flag.evidence - decision.evidence))
    if new:
        return Standing(State.REOPENED, decision, new, because)
    state = State.FOLLOW_UP if decision.ruling == Ruling.FOLLOW_UP else State.DECIDED
    return Standing(state, decision, (), because)


def bound(decisions: Mapping[Subject, Decision]) -> dict[tuple[str, str], str]:
    """The pairs of figures that people ruled to be about different things, and the dimension: no later re-check
    relates them again. Given to core.compare.judge."""
    pairs: dict[tuple[str, str], str] = {}
    for (_, a, b), decision in sorted(decisions.items()):
        if decision.ruling == Ruling.NOT_SAME_OCCURRENCE:
            pairs[a, b] = "occurrence"
        elif decision.ruling == Ruling.BOTH_RIGHT_DIFFERENT and decision.dimension is not None:
            pairs[a, b] = decision.dimension
    return pairs
