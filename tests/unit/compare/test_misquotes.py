import pytest

from core.compare.misquotes import SlipKind, figure_slip
from tests.unit.compare.told import claim, told


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (34, 43, SlipKind.DIGITS_SWAPPED),
        (1306, 306, SlipKind.DIGIT_LOST),
        (1306, 1036, SlipKind.DIGITS_SWAPPED),
        (2750, 2720, SlipKind.DIGIT_CHANGED),
        (250, 2500, SlipKind.TIMES_TEN),
    ],
)
def test_slips_are_named_from_both_sides(left, right, kind):
    assert figure_slip(told(claim(left)), told(claim(right))).kind == kind
    assert figure_slip(told(claim(right)), told(claim(left))).kind == kind


@pytest.mark.parametrize(("left", "right"), [(34, 35), (82, 11), (7, 70_000), (1306, 1600), (5, 51)])
def test_ordinary_differences_are_no_slips(left, right):
    assert figure_slip(told(claim(left)), told(claim(right))) is None


def test_the_side_that_lost_a_digit_is_the_smaller():
    slip = figure_slip(told(claim(306)), told(claim(1306)))
    assert (slip.wrong, slip.mirrored().wrong) == ("a", "b")


def test_ranges_have_no_digits_to_slip():
    assert figure_slip(told(claim(None, low=3, high=5, precision="range")), told(claim(34))) is None
