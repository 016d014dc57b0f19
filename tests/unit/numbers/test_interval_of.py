"""The interval that each wording permits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import Interval, Precision, interval_of

VALUES = st.integers(min_value=0, max_value=10**12)


@pytest.mark.parametrize(
    ("value", "precision", "low", "high"),
    [
        (34, Precision.EXACT, 34, 34),
        (34, Precision.AT_LEAST, 34, None),
        (34, Precision.MORE_THAN, 35, None),
        (34, Precision.LESS_THAN, 0, 33),
        (34, Precision.AT_MOST, 0, 34),
        (300, Precision.ABOUT, 250, 350),
        (180, Precision.ABOUT, 171, 189),
        (225, Precision.ABOUT, 213, 237),
        (15, Precision.ABOUT, 14, 16),
        (2, Precision.ABOUT, 1, 3),
        (2000, Precision.NEARLY, 1500, 2000),
    ],
)
def test_counts(value: int, precision: Precision, low: int, high: int | None) -> None:
    assert interval_of(value, precision) == Interval(Decimal(low), None if high is None else Decimal(high))


def test_measured_things_have_open_ends() -> None:
    assert interval_of(34, Precision.MORE_THAN, counted=False) == Interval(Decimal(34), None, low_open=True)
    assert interval_of(34, Precision.LESS_THAN, counted=False) == Interval(Decimal(0), Decimal(34), high_open=True)


def test_measured_fractions_keep_their_fraction() -> None:
    assert interval_of(Decimal("6.6"), Precision.ABOUT) == Interval(Decimal("6.27"), Decimal("6.93"))


def test_a_scale_word_leaves_half_a_unit_of_the_last_digit() -> None:
    assert interval_of(1_200_000, step=100_000) == Interval(Decimal(1_150_000), Decimal(1_250_000))


def test_ranges_and_vague_wordings_take_both_ends() -> None:
    assert interval_of(20, Precision.RANGE, high=30) == Interval(Decimal(20), Decimal(30))
    assert interval_of(20, Precision.VAGUE, high=99) == Interval(Decimal(20), Decimal(99))


@given(
    VALUES, st.sampled_from([Precision.EXACT, Precision.AT_LEAST, Precision.AT_MOST, Precision.ABOUT, Precision.NEARLY])
)
def test_the_printed_value_is_permitted(value: int, precision: Precision) -> None:
    assert interval_of(value, precision).contains(Decimal(value))


@given(VALUES, st.booleans())
def test_strict_bounds_exclude_the_printed_value(value: int, counted: bool) -> None:
    assert not interval_of(value, Precision.MORE_THAN, counted=counted).contains(Decimal(value))


@given(st.integers(min_value=1, max_value=10**12), st.booleans())
def test_less_than_excludes_the_printed_value(value: int, counted: bool) -> None:
    assert not interval_of(value, Precision.LESS_THAN, counted=counted).contains(Decimal(value))
