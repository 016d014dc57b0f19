"""What probably went wrong where one source's figure is told in two ways."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.compare.reported import Facts, Reported


class SlipKind(StrEnum):
    """The slips that can be named."""

    DIGITS_SWAPPED = "digits swapped"
    DIGIT_LOST = "digit lost"
    DIGIT_CHANGED = "digit changed"
    TIMES_TEN = "times ten"
    BOUND_DROPPED = "bound dropped"
    BOUND_CHANGED = "bound changed"
    LOST_IN_TRANSLATION = "lost in translation"
    KILLED_INJURED = "killed and injured swapped"
    MEASURE_SWAPPED = "measure swapped"
    GROUP_SWAPPED = "group swapped"
    WINDOW_SHIFTED = "window shifted"
    PART_ADDED = "part added to the whole"
    UNIT_CHANGED = "unit changed"


@dataclass(frozen=True, slots=True)
class Slip:
    """`kind` of slip; `wrong` says which side probably has it: "a", "b", or None where nothing tells."""

    kind: SlipKind
    wrong: str | None = None

    def mirrored(self) -> "Slip":
        """The same slip seen from the other side."""
        return Slip(self.kind, {"a": "b", "b": "a"}.get(self.wrong or ""))


def bound_slip(a: Reported, b: Reported) -> Slip:
    """One number, two bounds: the bare one probably dropped what the other kept."""
    bare_a, bare_b = a.facts.bound == "exact", b.facts.bound == "exact"
    if bare_a == bare_b:
        return Slip(SlipKind.BOUND_CHANGED)
    return Slip(SlipKind.BOUND_DROPPED, "a" if bare_a else "b")


def swap_slip(dimension: str, left: str, right: str) -> Slip:
    """One number, told of another measure, group or window."""
    if dimension == "measure":
        deadly = {left, right} == {"killed", "injured"}
        return Slip(SlipKind.KILLED_INJURED if deadly else SlipKind.MEASURE_SWAPPED)
    return Slip(SlipKind.GROUP_SWAPPED if dimension == "group" else SlipKind.WINDOW_SHIFTED)


def figure_slip(a: Reported, b: Reported) -> Slip | None:
    """Two numbers of one origin: the slip that turns one into the other, None where no simple slip does."""
    fa, fb = a.facts, b.facts
    if fa.value is None or fb.value is None or fa.value == fb.value:
        return None
    if fa.value * 10 == fb.value or fb.value * 10 == fa.value:
        return Slip(SlipKind.TIMES_TEN)
    kind = _digits(_written(fa.value), _written(fb.value))
    if kind is not None:
        return Slip(kind, _shorter(fa, fb) if kind == SlipKind.DIGIT_LOST else None)
    added = _part_added(a, fb.value), _part_added(b, fa.value)
    if added[0] != added[1]:
        return Slip(SlipKind.PART_ADDED, "b" if added[0] else "a")
    return None


def _shorter(a: Facts, b: Facts) -> str:
    return "a" if (a.value or 0) < (b.value or 0) else "b"


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "")


def _digits(left: str, right: str) -> SlipKind | None:
    """Swapped neighbours, one digit lost, one digit changed (in numbers of three digits or more)."""
    if len(left) == len(right):
        places = [i for i, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
        if len(places) == 2 and left[places[0]] == right[places[1]] and left[places[1]] == right[places[0]]:
            return SlipKind.DIGITS_SWAPPED
        return SlipKind.DIGIT_CHANGED if len(places) == 1 and len(left) >= 3 else None
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    if len(longer) - len(shorter) != 1 or len(shorter) < 2:
        return None
    lost = any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    return SlipKind.DIGIT_LOST if lost else None


def _part_added(one: Reported, total: Decimal) -> bool:
    """True where `total` is the whole of `one` plus a smaller count that its own report gives of the same measure."""
    whole = one.facts.value
    if whole is None or total <= whole:
        return False
    measure, group, _, _ = one.facts.said or ("", frozenset(), "", whole)
    return any(m == measure and g != group and v < whole and whole + v == total for m, g, _, v in one.gives)
