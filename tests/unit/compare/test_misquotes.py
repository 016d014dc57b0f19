import pytest

from core.compare.judge import judge, relation_between
from core.compare.misquotes import Slip, SlipKind, figure_slip
from core.compare.relations import Rel, relate
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


@pytest.mark.parametrize(("left", "right"), [("km", "mile"), ("USD", "EUR")])
def test_one_number_of_one_source_in_two_units_is_a_misquote(left, right):
    measure = "distance" if left == "km" else "money"
    answer = relate(told(claim(50, measure, unit=left), "A"), told(claim(50, measure, unit=right), "A"))
    assert (answer.kind, answer.slip.kind) == (Rel.MISQUOTES, SlipKind.UNIT_CHANGED)


def test_two_sources_or_a_report_that_gives_both_units_misquote_nothing():
    dollars, euros = claim(50, "money", unit="USD"), claim(50, "money", unit="EUR", n=2)
    assert relate(told(dollars, "A"), told(euros, "B")).kind == Rel.INCOMPARABLE
    assert relate(told(dollars, "A", beside=(euros,)), told(euros, "A")).kind == Rel.INCOMPARABLE


class TestPartAdded:
    """388 civilians, among them 141 children: another text that gives 529 added the part to the whole."""

    WHOLE = told(claim(388, group="civilians"), "A", "a", beside=(claim(141, group="children", n=2, part_of=1),))
    ADDED = told(claim(529, group="civilians"), "A", "b")

    def test_named_where_two_claims_are_compared(self):
        assert relate(self.WHOLE, self.ADDED).slip == Slip(SlipKind.PART_ADDED, "b")

    def test_named_where_figures_are_judged(self):
        judgement = judge([self.WHOLE, self.ADDED])
        a, b = sorted(judgement.figures, key=lambda name: judgement.figures[name].facts.value)
        assert relation_between(judgement, a, b).slip == Slip(SlipKind.PART_ADDED, "b")
        assert [flag.because.rule for flag in judgement.flags] == [SlipKind.PART_ADDED]
