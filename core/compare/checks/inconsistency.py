"""What a check inside one report finds: claims of it that cannot all stand as printed."""

from dataclasses import dataclass

from core.claims import Claim, Stance
from core.names import Named


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """`kind` is the check's name, `claims` are the numbers `n` of the claims within the report, `because` says why."""

    kind: str
    claims: tuple[int, ...]
    because: str


def key(named: Named | None) -> str | None:
    """One word for a name: its id, else its label, else its words; None where it is not stated."""
    return None if named is None else (named.id or named.label or named.surface)


def alike(a: Claim, b: Claim) -> bool:
    """True where two claims of one report count the same thing of the same party over the same time."""
    if a.measure != b.measure or a.unit != b.unit or a.window != b.window:
        return False
    places = {key(a.place), key(b.place)} - {None}
    return key(a.group) == key(b.group) and len(places) <= 1


def checkable(claim: Claim) -> bool:
    """True for an asserted claim with a printed number and a measure of its own.

    Plain counts of some noun ("four men", "two bombs") are of many things in one text and contradict nothing.
    """
    return claim.stance is Stance.ASSERTED and claim.value is not None and not claim.measure.startswith("other")


def shown(claim: Claim) -> str:
    """The figure as a reader sees it."""
    return f"“{claim.text}”" if claim.text else str(claim.value)
