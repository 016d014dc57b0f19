"""When schedules run: ages, zones with summer time, catching up once, settling."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.timing import RULES, BadSchedule, Rule, first_run, next_poll, next_run

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (timedelta(minutes=10), timedelta(minutes=15)),
        (timedelta(hours=3), timedelta(hours=1)),
        (timedelta(hours=30), timedelta(hours=3)),
        (timedelta(days=8), timedelta(days=3)),
        (timedelta(days=31), timedelta(days=30)),
    ],
)
def test_adaptive_by_age(age: timedelta, wait: timedelta) -> None:
    assert next_run(Rule("adaptive"), NOW, published=NOW - age) == NOW + wait
    assert next_run(Rule("adaptive"), NOW, published=NOW - age, moved=True) == NOW + wait / 2


def test_adaptive_stops_when_an_old_article_has_settled() -> None:
    old = NOW - timedelta(days=40)
    assert next_run(Rule("adaptive"), NOW, published=old, quiet=3) is None
    assert next_run(Rule("adaptive"), NOW, published=old, quiet=2) is not None
    assert next_run(Rule("adaptive"), NOW, published=NOW, quiet=99) is not None


def test_an_article_from_the_future_counts_as_fresh() -> None:
    assert next_run(Rule("adaptive"), NOW, published=NOW + timedelta(days=3)) == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        # Berlin sets its clocks forward on 29 March 2026: six in the morning moves from 05:00 to 04:00 UTC.
        (datetime(2026, 3, 27, 12, 0, tzinfo=UTC), datetime(2026, 3, 28, 5, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 4, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 5, 0, tzinfo=UTC)),
    ],
)
def test_cron_keeps_the_wall_clock_of_its_zone(now: datetime, due: datetime) -> None:
    assert next_run(Rule("cron", "0 6 * * *", "Europe/Berlin"), now) == due


def test_what_was_missed_is_caught_up_once() -> None:
    assert next_run(Rule("every", "3600"), NOW + timedelta(days=9)) == NOW + timedelta(days=9, hours=1)
    assert first_run(Rule("once", "2020-01-01"), NOW) == NOW
    assert first_run(Rule("once", "2026-04-01"), NOW) == datetime(2026, 4, 1, tzinfo=UTC)
    assert next_run(Rule("once", "2026-04-01"), NOW) is None


@pytest.mark.parametrize(
    ("kind", "spec", "zone", "said"),
    [
        ("daily", "", "UTC", "There is no rule 'daily'"),
        ("every", "5", "UTC", "give 60 to"),
        ("every", "often", "UTC", "give 60 to"),
        ("every", "²", "UTC", "give 60 to"),
        ("every", "9" * 5_000, "UTC", "give 60 to"),
        ("cron", "61 * * * *", "UTC", "no cron expression"),
        ("cron", "0 6 * * *", "Mars/Olympus", "no time zone"),
        ("cron", "0 6 * * *", "../../etc/passwd", "no time zone"),
        ("once", "soon", "UTC", "no moment"),
    ],
)
def test_a_bad_rule_is_told(kind: str, spec: str, zone: str, said: str) -> None:
    with pytest.raises(BadSchedule, match=said):
        Rule(kind, spec, zone)


def test_a_day_that_never_comes() -> None:
    with pytest.raises(BadSchedule):
        next_run(Rule("cron", "0 0 31 2 *"), NOW)


@given(
    st.sampled_from([Rule("every", "60"), Rule("cron", "*/7 * * * *", "Asia/Beirut"), Rule("adaptive")]),
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),
    st.booleans(),
)
def test_the_next_run_lies_ahead(rule: Rule, naive: datetime, moved: bool) -> None:
    now = naive.replace(tzinfo=UTC)
    found = next_run(rule, now, published=now - timedelta(days=1), moved=moved)
    assert found is not None
    assert now < found
    assert rule.kind in RULES


def test_a_quiet_source_is_asked_ever_more_seldom_within_bounds() -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    waits = [next_poll(now, quiet) - now for quiet in (0, 1, 2, 5, 50)]
    assert waits == [timedelta(minutes=n) for n in (10, 20, 40, 320, 360)]
