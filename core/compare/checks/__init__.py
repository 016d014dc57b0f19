"""Consistency inside one report: one check a file, each a pure function from its claims to what it found."""

from core.claims import Claim
from core.compare.checks import headline_body, parts_total, previous_plus_new, same_figure_twice
from core.compare.checks.inconsistency import Inconsistency

CHECKS = (headline_body.check, parts_total.check, previous_plus_new.check, same_figure_twice.check)


def inconsistencies(claims: tuple[Claim, ...]) -> tuple[Inconsistency, ...]:
    """Everything that the checks find in the claims of one report, in the order of the checks."""
    return tuple(found for check in CHECKS for found in check(claims))


__all__ = ["CHECKS", "Inconsistency", "inconsistencies"]
