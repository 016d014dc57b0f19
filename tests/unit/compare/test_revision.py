"""What a later wording changed: words, numbers, bounds; and that no text costs more than a moment."""

import time
from decimal import Decimal

import pytest

from core.compare.revision import Changed, changed


def told(
    before: str, after: str, lang: str = "en"
) -> tuple[list[tuple[str, str]], list[tuple[str | None, str | None]]]:
    found = changed(before, after, lang)
    words = [(before[e.before_start : e.before_end], after[e.after_start : e.after_end]) for e in found.edits]
    numbers = [(n.before.printed if n.before else None, n.after.printed if n.after else None) for n in found.numbers]
    return words, numbers


def test_a_number_that_changed_is_one_edit_and_one_pair() -> None:
    before = "The clinic said 34 miners were hurt on Friday.\nRescuers went home."
    assert told(before, before.replace("34", "1,043")) == ([("34", "1,043")], [("34", "1,043")])


def test_arabic_words_and_digits() -> None:
    before = "قال المسعفون إن ٣٤ عاملا أصيبوا في الحريق، وإن النار أخمدت."
    after = before.replace("٣٤", "٤٣").replace("أخمدت", "ما زالت مشتعلة")
    words, numbers = told(before, after, "ar")
    assert words == [("٣٤", "٤٣"), ("أخمدت", "ما زالت مشتعلة")]
    assert numbers == [("٣٤", "٤٣")]


def test_a_bound_that_was_dropped_changes_the_number_though_its_digits_stay() -> None:
    before = "Police said at least 34 people were arrested."
    words, numbers = told(before, before.replace("at least ", ""))
    assert words == [("at least", "")]
    assert numbers == [("34", "34")]
    (change,) = changed(before, before.replace("at least ", ""), "en").numbers
    assert change.before is not None
    assert change.after is not None
    assert change.before.interval.high is None
    assert change.after.interval.high == Decimal(34)


def test_a_number_added_and_one_taken_out() -> None:
    before = "Seven houses burned. Another 12 were damaged by water."
    assert told(before, "Seven houses burned.")[1] == [("12", None)]
    assert told("Seven houses burned.", before)[1] == [(None, "12")]


def test_words_alone_change_no_number_and_a_paragraph_that_moved_none_either() -> None:
    first, second = "Eleven dockers were injured at the pier.", "The harbour stayed shut for 3 days."
    assert told(f"{first}\n{second}", f"{second}\n{first}")[1] == []
    assert told(first, first.replace("dockers", "workers"))[1] == []


def test_white_space_and_equal_texts_change_nothing() -> None:
    assert changed("One  truck\nburned", "One truck burned", "en") == Changed()
    assert not changed("a", "a", "en")
    assert told("", "Nine were hurt") == ([("", "Nine were hurt")], [(None, "Nine")])


def test_dates_are_no_changed_figures() -> None:
    before = "The fire of 3 March 2024 hurt nine people."
    assert told(before, before.replace("2024", "2025"))[1] == []


@pytest.mark.parametrize("words", ["a b " * 20_000, " ".join(f"w{n}" for n in range(15_000)), "7 " * 10_000])
def test_hostile_texts_cost_no_more_than_a_moment(words: str) -> None:
    began = time.process_time()
    found = changed(f"x {words} y", f"z {words.replace('b', 'c')[::-1]} q", "en")
    assert found
    assert time.process_time() - began < 6


def test_edits_rebuild_the_later_wording() -> None:
    before = "In the morning five boats sank. The coast guard saved 20 sailors; two are missing."
    after = "In the evening six boats sank off the cape. The coast guard saved 21 sailors and a dog; 2 are missing."
    out, at = "", 0
    for edit in changed(before, after, "en").edits:
        out += before[at : edit.before_start] + after[edit.after_start : edit.after_end]
        at = edit.before_end
    assert "".join((out + before[at:]).split()) == "".join(after.split())
