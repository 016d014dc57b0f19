"""Gold lines are in the form in which people label texts by hand."""

from dataclasses import replace
from decimal import Decimal

from core.claims import Claim
from core.claims.codec import claim_from_json, claim_to_json
from core.names import Named
from core.numbers import Interval, Precision
from desk.export.gold import gold_line

DOCUMENT = "The Red Cross said 7 miners died, 3 of them guards, in pit 4."


def claim(n: int, printed: str, group: str | None = None, part_of: int | None = None) -> Claim:
    """A claim on the first place that prints a number."""
    at, value = DOCUMENT.index(printed), Decimal(printed)
    return Claim(
        n=n, text=printed, value=value, interval=Interval(value, value), precision=Precision.EXACT, measure="killed",
        start=at, end=at + 1, num_start=at, num_end=at + 1, printed=printed, part_of=part_of, confidence=0.5,
        group=Named(group, "id", "Another name") if group else None, attribution=(Named("The Red Cross", "icrc"),),
        because=(("measure", "verb"),),
    )  # fmt: skip


def test_names_are_words_and_what_a_machine_says_of_itself_is_left_out() -> None:
    seven = claim_to_json(claim(1, "7", "miners"))
    line = gold_line({"id": "x", "lang": "en", "document": DOCUMENT}, [(seven, seven)], ["amal", "rami"])
    assert (line["id"], line["document"], line["annotator"]) == ("x", DOCUMENT, "amal, rami")
    (one,) = line["claims"]
    assert (one["group"], one["attribution"], one["place"]) == ("miners", ["The Red Cross"], None)
    assert not {"because", "confidence", "printed"} & set(one)
    assert line["not_claims"] == []
    assert claim_from_json(one) == replace(
        claim(1, "7"), group=Named("miners"), attribution=(Named("The Red Cross"),), printed=None, because=(),
        confidence=1.0,
    )  # fmt: skip


def test_claims_are_numbered_in_order_and_parts_follow_their_whole() -> None:
    guards, pit = claim_to_json(claim(2, "3", "guards", part_of=1)), claim_to_json(claim(3, "4"))
    seven = claim_to_json(claim(5, "7"))
    added = {**seven, "n": None}
    line = gold_line({"document": DOCUMENT}, [(guards, guards), (pit, None), (added, seven)], ["amal"])
    assert [(one["n"], one["value"], one["group"]) for one in line["claims"]] == [
        (1, 7, "not stated"),
        (2, 3, "guards"),
    ]
    assert line["claims"][1]["part_of"] is None  # its whole isn't among what the machine read
    at = DOCUMENT.index("4")
    assert line["not_claims"] == [{"start": at, "end": at + 1, "text": "4"}]
    read = claim_to_json(claim(1, "7"))
    line = gold_line({"document": DOCUMENT}, [(pit, None), (guards, guards), (read, seven)], ["amal"])
    assert [(one["n"], one["part_of"]) for one in line["claims"]] == [(1, None), (2, 1)]
