"""ClaimReview says what was ruled, and nothing where nothing was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.desk import DECISIONS
from desk.export.reviews import RATED, SAID, reviews
from desk.views import DecisionRow
from tests.unit.desk.sample import discrepancy

WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def ruled(decision: str, state: str = "decided", **more: object):  # type: ignore[no-untyped-def]
    """The sample's flag under a ruling."""
    row = DecisionRow(decision, "samira", WHEN, "Checked with the ministry.", **more)  # type: ignore[arg-type]
    return replace(discrepancy(), state=state, history=(row,))


def test_both_claims_are_reviewed_with_their_outlets() -> None:
    left, right = reviews(ruled("a_right"), "https://desk.example")
    assert [one["reviewRating"]["ratingValue"] for one in (left, right)] == [5, 1]
    assert left["@type"] == "ClaimReview"
    assert left["url"] == "https://desk.example/flags/f1"
    assert (left["datePublished"], left["author"]["name"]) == ("2026-03-01", "samira")
    assert "82" in left["claimReviewed"]
    assert left["itemReviewed"]["author"] == {"@type": "Organization", "name": "جسر"}
    assert right["itemReviewed"]["datePublished"] == "2019-03-17T15:40"


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_ruling_says_something_or_nothing(decision: str) -> None:
    found = list(reviews(ruled(decision), "x"))
    assert len(found) == (2 if decision in SAID else 0)
    assert all(("ratingValue" in one["reviewRating"]) == (decision in RATED) for one in found)


def test_what_is_open_or_taken_back_is_no_review() -> None:
    assert not list(reviews(ruled("a_right", state="reopened"), "x"))
    assert not list(reviews(ruled("a_right", undone=True), "x"))
    assert len(list(reviews(replace(ruled("b_right"), right=None), "x"))) == 1


def test_no_address_leaves_that_is_no_page() -> None:
    _, right = reviews(ruled("a_right"), "x")
    assert "appearance" not in right["itemReviewed"]  # the sample's address is javascript:
