"""What a process judged last is kept as long as there is room."""

from core.compare.again import judge_again
from tests.unit.compare.told import claim, told
from workers.pipeline.remembering import NEVER, Past, Remembered


def judged(*values: int) -> Past:
    return Past(judge_again([told(claim(value), "A", f"r{value}") for value in values]), {}, "digest")


def test_the_longest_unused_is_forgotten_first() -> None:
    kept = Remembered(claims=4)
    for name in ("a", "b"):
        kept.keep(name, judged(1, 2))
    assert kept.of("a").digest == "digest"  # and used just now
    kept.keep("c", judged(3))
    assert kept.of("b") is NEVER
    assert len(kept.of("a").held.told) == 2


def test_a_judgement_takes_the_room_of_the_one_before_and_none_that_is_too_large_stays() -> None:
    kept = Remembered(claims=3)
    for values in ((1,), (1, 2), (1, 2, 3)):
        kept.keep("a", judged(*values))
    assert len(kept.of("a").held.told) == 3
    kept.keep("a", judged(1, 2, 3, 4))
    assert kept.of("a") is NEVER
    kept.keep("b", judged(1))
    assert kept.of("b") is not NEVER
