from workers.archive.facts import Fact
from workers.archive.fuse import Fused


def fact(name: str, day: int | None = 100, places: tuple[str, ...] = (), actors: tuple[str, ...] = ()) -> Fact:
    return Fact(name, day, frozenset(actors), frozenset(places))


ASKED = fact("asked", places=("tesk",), actors=("police",))


def order(rankings: dict[str, list[tuple[int, float]]], facts: dict[int, Fact], limit: int = 10) -> list[str]:
    return [hit.report_id for hit in Fused(rankings, limit).hits(ASKED, facts, (90, 110))]


def test_what_several_rankings_find_goes_first() -> None:
    facts = {1: fact("one"), 2: fact("two"), 3: fact("three")}
    assert order({"text": [(1, 9.0), (2, 8.0)], "meaning": [(3, 0.9), (2, 0.8)]}, facts)[0] == "two"


def test_the_report_asked_about_and_other_days_are_left_out() -> None:
    facts = {1: fact("asked"), 2: fact("early", 80), 3: fact("undated", None), 4: fact("late", 110)}
    assert order({"text": [(1, 4.0), (2, 3.0), (3, 2.0), (4, 1.0)]}, facts) == ["undated", "late"]


def test_a_report_that_is_gone_is_left_out() -> None:
    assert order({"text": [(1, 4.0), (2, 3.0)]}, {2: fact("two")}) == ["two"]


def test_other_places_only_go_behind_but_stay() -> None:
    facts = {1: fact("elsewhere", places=("orun",)), 2: fact("here", places=("tesk", "orun")), 3: fact("nowhere")}
    assert order({"text": [(1, 9.0), (2, 8.0), (3, 7.0)]}, facts) == ["here", "nowhere", "elsewhere"]


def test_equal_scores_share_a_rank_whatever_their_order() -> None:
    facts = {key: fact(f"n{key}") for key in range(1, 5)}
    tied = [(1, 2.0), (2, 2.0), (3, 2.0), (4, 1.0)]
    one = Fused({"names": tied}, 10).hits(ASKED, facts, None)
    other = Fused({"names": [tied[2], tied[0], tied[1], tied[3]]}, 10).hits(ASKED, facts, None)
    assert {hit.report_id: hit.score for hit in one} == {hit.report_id: hit.score for hit in other}
    assert one[0].score == one[2].score > one[3].score


def test_reasons_name_ranks_what_is_shared_and_the_days_between() -> None:
    facts = {1: fact("one", 102, ("tesk",), ("police", "army"))}
    (hit,) = Fused({"text": [(1, 9.0)], "meaning": [(1, 0.5)]}, 10).hits(ASKED, facts, None)
    assert hit.because == "text 1; meaning 1; shares tesk, police; 2 days apart"


def test_reasons_tell_of_other_places() -> None:
    (hit,) = Fused({"text": [(1, 9.0)]}, 10).hits(ASKED, {1: fact("one", 100, ("orun",))}, None)
    assert hit.because == "text 1; other places; same day"


def test_no_more_than_asked_for() -> None:
    facts = {key: fact(f"n{key}") for key in range(100)}
    assert len(order({"text": [(key, 100.0 - key) for key in range(100)]}, facts, limit=7)) == 7
