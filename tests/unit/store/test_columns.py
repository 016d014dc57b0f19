"""Moments and numbers come back as they were stored, on SQLite (PostgreSQL: the integration tests)."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from core.store.columns import ExactNumber, UtcDateTime

SQLITE, POSTGRES = sqlite.dialect(), postgresql.dialect()


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), SQLITE)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)), st.integers(-720, 720))
def test_a_moment_survives_in_utc(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    stored = UtcDateTime().process_bind_param(moment, SQLITE)
    back = UtcDateTime().process_result_value(stored, SQLITE)
    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_survives_digit_for_digit(number: Decimal) -> None:
    stored = ExactNumber().process_bind_param(number, SQLITE)
    assert "E" not in stored
    assert ExactNumber().process_result_value(stored, SQLITE) == number


def test_nothing_stays_nothing() -> None:
    for column in (UtcDateTime(), ExactNumber()):
        assert column.process_bind_param(None, SQLITE) is None
        assert column.process_result_value(None, POSTGRES) is None
