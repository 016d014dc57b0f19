"""Rounds of a search: which sources are asked again, and for how long they are waited for."""

import pytest

from core.settings import Settings
from core.store.queries.jobs import Job
from workers.pipeline.patience import LONGEST, Round, part_of, round_of, told_after, wait_for
from workers.pipeline.searching import Place

PLACES = [
    Place("feed", "a", True, slot="given0"),
    Place("gdelt", "b", False, 7, slot="7"),
    Place("x", "c", False, 9, slot="9"),
]


def _job(subject: str) -> Job:
    return Job(1, "search", subject, 5, 1)


def test_the_first_round_asks_all_and_a_further_one_those_in_its_subject() -> None:
    assert round_of(_job("5")).of(PLACES) == PLACES
    again = round_of(_job(f"5:{part_of(2, PLACES[:2])}"))
    assert (again.number, again.of(PLACES)) == (2, PLACES[:2])
    assert Round(2, frozenset({"8"})).of(PLACES) == []  # removed or paused meanwhile


@pytest.mark.parametrize("asked", [0.0, 4.0, 60.0])
def test_the_wait_is_at_least_what_was_asked_and_never_twice_the_same(asked: float) -> None:
    settings = Settings(retry_base=5.0, max_attempts=4)
    waits = [wait_for(settings, 2, asked) for _ in range(20)]
    seconds = [wait.total_seconds() for wait in waits if wait is not None]
    assert len(seconds) == 20
    assert min(seconds) >= max(10.0, asked)
    assert max(seconds) <= max(12.5, asked * 1.25)
    assert len(set(seconds)) > 1


def test_a_source_is_asked_so_many_times_and_not_waited_for_too_long() -> None:
    settings = Settings(max_attempts=3)
    assert wait_for(settings, 2, 0.0) is not None
    assert wait_for(settings, 3, 0.0) is None
    assert wait_for(settings, 1, LONGEST + 1) is None


def test_a_problem_says_how_often_its_source_was_asked() -> None:
    problem = {"where": "a", "reason": "busy"}
    assert told_after(problem, 1) == problem
    assert told_after(problem, 3)["reason"] == "busy (asked 3 times)"
