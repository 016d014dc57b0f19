"""The same figure printed twice with different values."""

from itertools import pairwise

from core.claims import Claim
from core.compare.checks.inconsistency import Inconsistency, alike, checkable, key, shown
from core.numbers import Precision


def check(claims: tuple[Claim, ...]) -> tuple[Inconsistency, ...]:
    """Two body claims of one measure, group, place, time and source that print different bare numbers.

    Group and place must be stated: an article tells of more than one happening, and what it leaves out may differ.
    """
    exact = [
        c
        for c in claims
        if checkable(c) and c.precision is Precision.EXACT and not c.in_headline and c.part_of is None
        and c.group is not None and c.place is not None
    ]  # fmt: skip
    seen: dict[tuple[object, ...], list[Claim]] = {}
    for claim in exact:
        source = tuple(key(s) for s in claim.attribution[-1:])
        dimensions = (claim.measure, claim.unit, key(claim.group), key(claim.place), claim.window, claim.as_of, source)
        seen.setdefault(dimensions, []).append(claim)
    found = []
    for told in seen.values():
        for a, b in pairwise(told):
            if a.value != b.value and alike(a, b):
                why = f"{shown(a)} and {shown(b)} count the same thing"
                found.append(Inconsistency("same_figure_twice", (a.n, b.n), why))
    return tuple(found)
