"""The previous total plus what is new against the new total."""

from core.claims import Claim, WindowKind
from core.compare.checks.inconsistency import Inconsistency, checkable, key, shown
from core.numbers import Precision


def check(claims: tuple[Claim, ...]) -> tuple[Inconsistency, ...]:
    """A running total whose two parts, the earlier one and the new one, do not make it.

    The new part covers a period (today, the last 24 hours); the earlier one another time before it. Only bare numbers
    are added: "at least" on any of the three leaves room.
    """
    exact = [c for c in claims if checkable(c) and c.precision is Precision.EXACT]
    found = []
    for total in (c for c in exact if c.window.kind is WindowKind.CUMULATIVE):
        same = [c for c in exact if c is not total and _alike(c, total)]
        new = [c for c in same if c.window.kind is WindowKind.PERIOD]
        before = [c for c in same if c.window.kind is WindowKind.OTHER or _earlier(c, total)]
        if len(new) == 1 and len(before) == 1 and new[0].value is not None and before[0].value is not None:
            made = before[0].value + new[0].value
            if made != total.value:
                why = f"{shown(before[0])} before and {shown(new[0])} new make {made}, the total says {shown(total)}"
                found.append(Inconsistency("previous_plus_new", (before[0].n, new[0].n, total.n), why))
    return tuple(found)


def _alike(a: Claim, total: Claim) -> bool:
    same = a.measure == total.measure and a.unit == total.unit and key(a.group) == key(total.group)
    return same and a.value is not None and total.value is not None and a.value < total.value and not a.in_headline


def _earlier(a: Claim, total: Claim) -> bool:
    return a.window.kind is WindowKind.CUMULATIVE and bool(a.as_of and total.as_of and a.as_of < total.as_of)
