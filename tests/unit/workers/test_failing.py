"""Waits between tries: they grow, they vary, they respect what a host asks for, and they end."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import load_settings
from core.store.queries.jobs import Job
from workers.failing import EXCUSES, backoff, pause, tries

SETTINGS = load_settings(retry_base=5.0, retry_limit=600.0)


@pytest.mark.parametrize(("tried", "low"), [(1, 5), (2, 10), (3, 20), (7, 320), (8, 600), (100, 600)])
def test_waits_double_up_to_the_limit(tried: int, low: float) -> None:
    waits = [backoff(SETTINGS, tried, None, random.Random(seed)).total_seconds() for seed in range(50)]
    assert all(low <= wait <= low * 1.25 for wait in waits)
    assert len(set(waits)) > 40  # many that failed together don't come back together


@given(st.integers(1, 50), st.floats(0, 1e9))
def test_a_host_is_not_asked_before_it_said_and_not_later_than_the_limit(tried: int, asked: float) -> None:
    wait = backoff(SETTINGS, tried, asked, random.Random(1)).total_seconds()
    assert wait >= min(asked, SETTINGS.retry_limit) - 1e-6
    assert wait <= SETTINGS.retry_limit * 1.25 + 1e-6


def test_waiting_for_a_turn_takes_as_long_as_the_turn() -> None:
    assert all(2 <= pause(2.0, random.Random(seed)).total_seconds() <= 3 for seed in range(50))
    assert pause(None, random.Random(1)).total_seconds() >= 0.5


def test_patience_is_excused_but_not_for_ever() -> None:
    assert tries(Job(1, "look", "1:0", 1, attempt=5, excused=4)) == 1
    assert tries(Job(1, "look", "1:0", 1, attempt=EXCUSES + 3, excused=EXCUSES + 2)) == 3
