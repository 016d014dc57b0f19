"""The algebra of intervals."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.numbers import Interval

ENDS = st.none() | st.integers(min_value=0, max_value=100).map(Decimal)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and high < low:
        low, high = high, low
    opened = low != high
    return Interval(low, high, opened and draw(st.booleans()), opened and draw(st.booleans()))


@given(intervals(), intervals())
def test_overlap_and_gap_are_symmetric(a: Interval, b: Interval) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.gap(b) == b.gap(a) >= 0


@given(intervals(), intervals())
def test_what_overlaps_has_no_gap(a: Interval, b: Interval) -> None:
    assert not (a.overlaps(b) and a.gap(b))


@given(intervals())
def test_every_interval_overlaps_itself(a: Interval) -> None:
    assert a.overlaps(a)
