"""Parts against their total."""

from collections import defaultdict
from decimal import Decimal

from core.claims import Claim
from core.compare.checks.inconsistency import Inconsistency, checkable, key, shown


def check(claims: tuple[Claim, ...]) -> tuple[Inconsistency, ...]:
    """Parts of one whole, of its measure and unit and of different groups or places, that add up to more than it.

    Less is no contradiction: a text need not name every part.
    """
    by_n = {c.n: c for c in claims}
    parts: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        whole = by_n.get(claim.part_of) if claim.part_of is not None else None
        if whole is not None and checkable(claim) and checkable(whole) and _adds_up(claim, whole):
            parts[whole.n].append(claim)
    return tuple(found for n, listed in parts.items() if (found := _excess(by_n[n], listed)) is not None)


def _adds_up(part: Claim, whole: Claim) -> bool:
    return part.measure == whole.measure and part.unit == whole.unit


def _excess(whole: Claim, listed: list[Claim]) -> Inconsistency | None:
    distinct = {(key(c.group), key(c.place), c.num_start if c.group is None else None): c for c in listed}
    total = sum((c.interval.low or Decimal(0) for c in distinct.values()), Decimal(0))
    if whole.interval.high is None or total <= whole.interval.high:
        return None
    sums = " + ".join(shown(c) for c in distinct.values())
    why = f"the parts {sums} make at least {total}, more than their total {shown(whole)}"
    return Inconsistency("parts_total", (whole.n, *(c.n for c in distinct.values())), why)
