"""The trace: every field of a claim says which rule set it, and `explain` lays the rules under the sentence."""

from core.claims import explain, read_claims
from core.report import Report

REPORT = Report("x", "Raid\nThe army said the raid killed at least 34 rebels and wounded 12 others.", "en")


def test_each_claim_names_its_rules() -> None:
    for claim in read_claims(REPORT):
        rules = dict(claim.because)
        assert {"quantity", "measure", "group", "window", "stance", "attribution"} <= rules.keys()
        assert all(rules.values())


def test_the_rules_stand_under_the_sentence() -> None:
    text = explain(REPORT, read_claims(REPORT))
    assert "[1] The army said the raid killed at least 34 rebels and wounded 12 others." in text
    assert "quantity: [34, ∞] at_least" in text
    assert "measure: killed  (“killed” governs it from before)" in text
    assert "rebels" in text
    assert "taken from the count that it goes back to" in text


def test_nothing_to_explain_is_empty() -> None:
    assert explain(REPORT, ()) == ""


def test_confidence_falls_where_no_event_governs() -> None:
    (governed,) = read_claims(Report("x", "The raid killed 34 rebels.", "en"))
    (plain,) = read_claims(Report("x", "We saw 34 kiosks there.", "en"))
    assert plain.confidence < governed.confidence
