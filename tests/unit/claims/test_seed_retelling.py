"""The first article's facts, told in English in our own words, give the claims that the Arabic article gives."""

from pathlib import Path
from typing import Any

import pytest

from core.claims import Claim, read_claims
from core.report import Report

RETELLING = Path(__file__).parents[2] / "fixtures" / "seed_retelling_en.txt"

SOHR = "Syrian Observatory for Human Rights"

# low, high, measure, group, window (kind, since), stance, last source, due
WANTED: list[tuple[Any, ...]] = [
    (0, 1, "duration", None, ("other", None), "forecast", "SDF", "2019-02-25"),
    (34, None, "killed", "ISIS fighters", ("occurrence", None), "asserted", SOHR, None),
    (21, 21, "captured", "ISIS fighters", ("occurrence", None), "asserted", SOHR, None),
    (16, None, "killed", "SDF fighters", ("occurrence", None), "asserted", SOHR, None),
    (30, None, "injured", "SDF fighters", ("occurrence", None), "asserted", SOHR, None),
    (1213, 1213, "killed", "ISIS fighters", ("cumulative", "2018-09-10"), "asserted", SOHR, None),
    (0, 1, "duration", None, ("other", None), "forecast", "Mazloum Kobani", "2019-02-25"),
    (1, 1, "duration", None, ("other", None), "plan", "Mazloum Kobani", "2019-02-25"),
]  # fmt: skip


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    return read_claims(Report("retelling", RETELLING.read_text("utf-8"), "en", date="2019-01-25"))


def test_the_retelling_holds_the_same_claims(claims: tuple[Claim, ...]) -> None:
    assert [told(claim) for claim in claims] == WANTED


def told(c: Claim) -> tuple[Any, ...]:
    low, high = (None if v is None else int(v) for v in (c.interval.low, c.interval.high))
    source = (c.attribution[-1].label or c.attribution[-1].surface) if c.attribution else None
    group = (c.group.label or c.group.surface) if c.group else None
    return low, high, c.measure, group, (str(c.window.kind), c.window.since), str(c.stance), source, c.due


def test_only_the_first_is_in_the_headline(claims: tuple[Claim, ...]) -> None:
    assert [c.in_headline for c in claims] == [True] + [False] * 7
