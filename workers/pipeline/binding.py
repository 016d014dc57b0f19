"""What people ruled to be about different things, found again where a figure's id changed: through its claims."""

from collections.abc import Sequence

from core.compare import Reported
from core.compare.figure import figures
from core.store.queries.judgements import Printed
from core.store.queries.rulings import Ruled


def bound_pairs(ruled: Ruled, told: Sequence[Reported], printed: Printed) -> dict[tuple[str, str], str]:
    """The pairs of figures of an occurrence that a ruling binds, and the dimension.

    A figure's id follows from its origin, quantity and moment, so that it changes when more is known of them; the
    ruling then holds for the figures that the same two claims print now.
    """
    bound = {(a, b): dimension for a, b, dimension in ruled.figures}
    if not ruled.claims:
        return bound
    now = {printed[carrier]: name for name, one in figures(told).items() for carrier in one.carriers}
    for claim_a, claim_b, dimension in ruled.claims:
        a, b = sorted((now.get(claim_a, ""), now.get(claim_b, "")))
        if a and a != b:
            bound.setdefault((a, b), dimension)
    return bound
