"""What people ruled to be about different things, found again where a figure's id changed: through its claims."""

from collections.abc import Callable, Sequence

from sqlmodel import Session

from core.compare.figure import figures
from core.compare.reported import Reported
from core.store.queries import rulings
from core.store.queries.judgements import Printed


def bound_pairs(
    session: Session,
    occurrence_id: str,
    told: Callable[[], Sequence[Reported]],
    printed: Printed,
) -> dict[tuple[str, str], str]:
    """The pairs of figures of an occurrence that a ruling binds, and the dimension; `told` gives its claims.

    A figure's id follows from its origin, quantity and moment, so that it changes when more is known of them; the
    ruling then holds for the figures that the same two claims print now.
    """
    bound = dict(rulings.bound(session, occurrence_id))
    ruled = rulings.bound_claims(session, occurrence_id)
    if not ruled:
        return bound
    now = {printed[carrier]: name for name, one in figures(told()).items() for carrier in one.carriers}
    for claim_a, claim_b, dimension in ruled:
        a, b = sorted((now.get(claim_a, ""), now.get(claim_b, "")))
        if a and a != b:
            bound.setdefault((a, b), dimension)
    return bound
