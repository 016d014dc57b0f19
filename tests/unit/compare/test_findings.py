from core.compare import judge
from core.compare.findings import FindingKind, changed_silently, cited_name, cited_not_found
from tests.unit.compare.told import claim, told


def kinds(judgement, value):
    name = next(n for n, f in judgement.figures.items() if f.facts.value == value)
    return [finding.kind for finding in judgement.findings[name]]


def test_two_independent_origins_corroborate():
    judgement = judge([told(claim(30), "Ministry"), told(claim(30), "Red Cross")])
    assert kinds(judgement, 30) == [FindingKind.CORROBORATED]


def test_an_unknown_origin_neither_adds_nor_removes_support():
    judgement = judge([told(claim(30), "Ministry"), told(claim(30)), told(claim(99))])
    assert FindingKind.CORROBORATED not in kinds(judgement, 30)
    assert FindingKind.DISPUTED not in kinds(judgement, 30)


def test_an_independent_origin_that_disagrees_disputes_and_stops_corroboration():
    judgement = judge([told(claim(30), "Ministry"), told(claim(30), "Red Cross"), told(claim(90), "Union")])
    assert kinds(judgement, 30)[0] == FindingKind.DISPUTED
    assert FindingKind.CORROBORATED not in kinds(judgement, 30)


def test_the_minority_of_one_sources_reports_is_misquoted():
    most = [told(claim(1306), "SDF", f"r{i}") for i in range(3)]
    judgement = judge([*most, told(claim(306), "SDF", "x")])
    assert kinds(judgement, 306)[0] == FindingKind.MISQUOTED
    assert FindingKind.MISQUOTED not in kinds(judgement, 1306)


def test_a_later_figure_makes_the_earlier_outdated():
    judgement = judge([told(claim(70), "Ministry"), told(claim(135, as_of="2021-03-11"), "Ministry")])
    assert kinds(judgement, 70)[0] == FindingKind.OUTDATED
    assert FindingKind.OUTDATED not in kinds(judgement, 135)


def test_nothing_comparable_leaves_a_figure_unconfirmed():
    judgement = judge([told(claim(70), "Ministry"), told(claim(5, "missing"), "Ministry")])
    assert kinds(judgement, 70) == [FindingKind.UNCONFIRMED]


def test_a_forecast_is_not_checkable():
    judgement = judge([told(claim(20_000, stance="forecast"), "UN"), told(claim(70), "Ministry")])
    assert kinds(judgement, 20_000) == [FindingKind.NOT_CHECKABLE]


ARCHIVE = {cited_name("AFP"): [claim(34), claim(21, "captured")]}


class TestCitedNotFound:
    def test_the_cited_report_does_not_give_the_figure(self):
        finding = cited_not_found(claim(43, by=("AFP", "SOHR")), ARCHIVE)
        assert finding.kind == FindingKind.CITED_NOT_FOUND

    def test_the_cited_report_gives_it(self):
        assert cited_not_found(claim(34, by=("afp",)), ARCHIVE) is None

    def test_the_number_of_another_measure_does_not_count(self):
        assert cited_not_found(claim(21, "killed", by=("AFP",)), ARCHIVE) is not None

    def test_a_report_that_is_not_at_hand_proves_nothing(self):
        assert cited_not_found(claim(43, by=("Reuters",)), ARCHIVE) is None
        assert cited_not_found(claim(43), ARCHIVE) is None


class TestChangedSilently:
    def test_another_figure_without_a_word(self):
        ((changed, finding),) = changed_silently([claim(34)], [claim(43)], says_so=False)
        assert (changed.value, finding.kind) == (43, FindingKind.CHANGED_SILENTLY)

    def test_a_bound_that_was_dropped_without_a_word(self):
        assert changed_silently([claim(34, precision="at_least")], [claim(34)], says_so=False)

    def test_a_correction_that_says_so_is_none(self):
        assert changed_silently([claim(34)], [claim(43)], says_so=True) == ()

    def test_a_new_figure_of_another_thing_is_none(self):
        assert changed_silently([claim(34)], [claim(34), claim(9, "injured")], says_so=False) == ()
