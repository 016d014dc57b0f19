"""Single claims and single reports: cited but not found, changed without a word, at odds with themselves."""

from core.compare.because import LANGUAGES, render
from core.compare.findings import FindingKind
from core.compare.integrity import inside_reports, of_claims
from core.report import Report
from tests.unit.compare.told import claim


def report(name, publisher, document=""):
    return Report(name, document, "en", date="2021-03-10", publisher=publisher)


CITED = report("cited", "Levant Courier")
CITING = report("citing", "Gulf Ledger")


def test_a_figure_that_the_cited_report_lacks():
    told = {"cited": [claim(34)], "citing": [claim(1500, "displaced", by=("Levant Courier",))]}
    ((key, finding),) = of_claims([CITED, CITING], told, {})
    assert (key, finding.kind) == (("citing", 1), FindingKind.CITED_NOT_FOUND)


def test_a_figure_that_another_report_of_the_cited_outlet_gives_is_found():
    told = {"cited": [claim(34)], "more": [claim(57)], "citing": [claim(57, by=("levant  courier",))]}
    assert of_claims([CITED, report("more", "Levant Courier"), CITING], told, {}) == []


def test_a_sum_of_what_the_cited_report_gives_is_found_there():
    cited = [claim(34, group="rebels"), claim(16, group="soldiers", n=2), claim(5, "injured", n=3)]
    for value, measure, missing in [
        (50, "killed", 0),
        (51, "killed", 1),
        (39, "killed_or_injured", 0),
        (39, "killed", 1),
    ]:
        told = {"cited": cited, "citing": [claim(value, measure, by=("Levant Courier",))]}
        assert len(of_claims([CITED, CITING], told, {})) == missing, (value, measure)


def test_nobody_is_checked_against_the_own_text_or_a_report_that_is_not_at_hand():
    assert of_claims([CITED], {"cited": [claim(34, by=("Levant Courier",))]}, {}) == []
    assert of_claims([CITING], {"citing": [claim(34, by=("Levant Courier",))]}, {}) == []


def test_a_name_is_known_in_whatever_language():
    told = {"cited": [claim(34)], "citing": [claim(57, by=("وكالة فرانس برس",))]}
    (found,) = of_claims([report("cited", "AFP"), CITING], told, {})
    assert found[0] == ("citing", 1)


def test_a_silent_change_and_one_that_is_told():
    before = {"cited": [claim(34)]}
    ((_, finding),) = of_claims([CITED], {"cited": [claim(43)]}, before)
    assert finding.kind == FindingKind.CHANGED_SILENTLY
    assert of_claims([report("cited", "Levant Courier", "Correction: 43")], {"cited": [claim(43)]}, before) == []


def test_contradictions_inside_a_report_are_told_in_every_language():
    parts = [claim(20, n=1), claim(15, group="children", n=2, part_of=1), claim(9, group="women", n=3, part_of=1)]
    (one,) = inside_reports([CITED], {"cited": parts})
    assert (one.kind, one.claims) == ("parts_total", (1, 2, 3))
    assert (one.because.left, one.because.right) == ("15 + 9", "20")
    assert all("20" in render(one.because, lang) for lang in LANGUAGES)


def test_a_headline_that_is_nearer_than_a_rounding():
    def heads(value):
        return inside_reports(
            [CITED], {"cited": [claim(value, precision="about", headline=True), claim(31, n=2, precision="at_least")]}
        )

    assert [one.kind for one in heads(32)] == ["headline_body"]
    assert heads(30) == []
