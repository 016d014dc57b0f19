"""The headline's figure against the body's."""

from decimal import Decimal

from core.claims import Claim
from core.compare.checks.inconsistency import Inconsistency, alike, checkable, shown
from core.numbers.quantity import SOFT

_ZERO = Decimal(0)


def check(claims: tuple[Claim, ...]) -> tuple[Inconsistency, ...]:
    """A headline figure that no body figure of the same measure, group and time prints.

    Nothing is found where the body does not count the same thing, or where the headline only rounds ("about 30" over
    31): a headline may be coarser than its text, never another number.
    """
    usable = [c for c in claims if checkable(c)]
    body = [c for c in usable if not c.in_headline]
    found = []
    for head in (c for c in usable if c.in_headline):
        same = [c for c in body if _same_count(head, c)]
        if not same or any(_covers(head, c) for c in same):
            continue
        nearest = min(same, key=lambda c: abs((c.value or _ZERO) - (head.value or _ZERO)))
        why = f"the headline prints {shown(head)}, the body {shown(nearest)}"
        found.append(Inconsistency("headline_body", (head.n, nearest.n), why))
    return tuple(found)


def _same_count(head: Claim, body: Claim) -> bool:
    """A headline names fewer dimensions than its body: what it leaves out does not set them apart."""
    if head.group is None or head.window.kind != body.window.kind:
        return head.measure == body.measure and head.unit == body.unit and body.part_of is None
    return alike(head, body)


def _covers(head: Claim, body: Claim) -> bool:
    if head.value == body.value:
        return True
    return head.precision in SOFT and head.interval.overlaps(body.interval)
