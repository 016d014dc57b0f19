"""The demo's pages through the reader and the comparison, against floors that only rise."""

import json
from pathlib import Path

from tests.eval.newsroom_reading import claim_score, pair_score

FLOORS = json.loads((Path(__file__).parent / "floors_pages.json").read_text("utf-8"))


def test_claims_of_the_newsroom() -> None:
    score = claim_score()
    assert score.share >= FLOORS["newsroom_claims"], "\n".join(score.misses)


def test_pairs_of_the_newsroom() -> None:
    score = pair_score()
    assert score.share >= FLOORS["newsroom_pairs"], "\n".join(score.misses)
