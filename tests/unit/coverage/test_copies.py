import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.coverage.copies import COMMON, copies, passages, rewritten, shared, shingles
from core.report import Report
from tests.unit.compare.told import claim

STORY = (
    "Fishermen pulled four bodies from the lake on Sunday after a ferry with thirty people on board went down in a "
    "sudden storm. The harbour office said that the search would go on through the night with two boats and a plane. "
    "Nobody could say how many had bought tickets, since the list had gone down with the ship."
)
OTHER = (
    "The council of the port town voted on Monday to buy a second ferry. The old one is in the yard for repairs and "
    "will not sail before spring, its owner said, while fishermen asked for a new pier and better lights at the gate."
)


def report(name, text):
    return Report(name, f"Headline of {name}\n{text}")


def test_a_copy_with_another_headline_is_a_copy():
    assert copies([report("a", STORY), report("b", STORY), report("c", OTHER)]) == [["a", "b"]]


def test_a_cut_copy_is_a_copy():
    assert copies([report("a", STORY), report("b", STORY[:200])]) == [["a", "b"]]


def test_two_stories_on_ferries_are_not():
    assert copies([report("a", STORY), report("b", OTHER)]) == []


def test_a_text_rewritten_in_places_is_a_copy():
    words = STORY.split()
    for at in range(7, len(words), 9):
        words[at] = "also"
    assert copies([report("a", STORY), report("b", " ".join(words))]) == [["a", "b"]]


def test_vowels_and_digits_do_not_hide_a_copy():
    plain = (
        "انتشل صيادون أربع جثث من البحيرة يوم الأحد بعد غرق عبارة كان على متنها 30 شخصا في عاصفة مفاجئة "
        "وفق مكتب الميناء"
    )
    marked = plain.replace("صيادون", "صيّادون").replace("30", "٣٠").replace("الأحد", "الاحد")
    assert copies([report("a", plain), report("b", marked)]) == [["a", "b"]]


def test_short_and_empty_texts_are_never_copies():
    assert (
        copies([Report("a", "Storm sinks ferry"), Report("b", "Storm sinks ferry"), Report("c", ""), Report("d", "")])
        == []
    )


def test_the_hundredth_copy_is_still_linked():
    many = [report(f"r{i:03d}", STORY) for i in range(3 * COMMON)]
    assert len(copies(many)[0]) == 3 * COMMON


words = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f"]), max_size=30)


@given(words, words)
@settings(deadline=None)
def test_shares_are_symmetric_and_between_nothing_and_all(a, b):
    assert rewritten(a, b) == rewritten(b, a)
    assert 0 <= rewritten(a, b) <= 1
    there = shared({"a": shingles(" ".join(a)), "b": shingles(" ".join(b))})
    back = shared({"b": shingles(" ".join(b)), "a": shingles(" ".join(a))})
    assert [share for *_, share in there] == [share for *_, share in back]


def test_a_passage_that_two_reports_share_is_one_wording():
    shared_line = (
        "boats had been out since dawn when word came that the harbour office counted 34 dead and nine missing after "
        "the storm on the lake that night"
    )
    texts = {
        name: f"{' '.join(random.Random(name).choices(OTHER.split(), k=60))}. {shared_line}. {closing}"
        for name, closing in (("a", STORY[:150]), ("b", OTHER[:150]))
    }
    reports = [Report(name, text) for name, text in texts.items()]
    claims = {}
    for one in reports:
        at = one.document.index("34 dead")
        made = claim(34)
        claims[one.id] = [replace(made, num_start=at, num_end=at + 2)]
    found = passages(reports, claims, [])
    assert found["a"][1] == found["b"][1] != frozenset()
