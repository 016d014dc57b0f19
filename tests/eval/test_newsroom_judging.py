"""How the comparison judges the demo's pages: every expected pair and finding, and few flags."""

from collections.abc import Callable

import pytest

from core.compare.flags import FlagKind
from tests.eval.newsroom_judging import Told, as_expected, as_read, finding_score, judged, pair_score

FLOORS = {"pairs as expected": 1.0, "pairs as read": 1.0, "findings as expected": 1.0, "findings as read": 1.0}
MOST_FLAGS = 12
"""Flags on pairs of figures, on the claims as read: the disagreements that the pages were written with."""


@pytest.mark.parametrize(("name", "told"), [("as expected", as_expected), ("as read", as_read)])
def test_pairs_and_findings_of_the_newsroom(name: str, told: Callable[[], Told]) -> None:
    for what, score in (("pairs", pair_score(told())), ("findings", finding_score(told()))):
        assert score.share >= FLOORS[f"{what} {name}"], "\n".join(score.misses)


def test_flags_are_few_and_of_every_kind_that_the_pages_carry() -> None:
    flags = [flag for _, judgement in judged(False)[1] for flag in judgement.flags]
    told = "\n".join(f"{flag.kind} {flag.because.left} {flag.because.right}" for flag in flags)
    assert len(flags) <= MOST_FLAGS, told
    assert {FlagKind.DISPUTED, FlagKind.MISQUOTED, FlagKind.DENIED} <= {flag.kind for flag in flags}, told
