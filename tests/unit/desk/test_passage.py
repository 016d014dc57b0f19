"""Marks in texts: whatever the offsets, no character is lost, moved or made."""

from hypothesis import given
from hypothesis import strategies as st

from desk.web.views import Mark, excerpt, marked, paragraphs

TEXT = "قال إن 82 قُتلوا.\nAnd 61 were hurt."


def test_marks_cut_the_text_and_join_to_it_again() -> None:
    found = marked(TEXT, [Mark(7, 9, 1, "disputed"), Mark(TEXT.index("61"), TEXT.index("61") + 2, 2)])
    assert [s.text for s in found if s.mark] == ["82", "61"]
    assert "".join(s.text for s in found) == TEXT


def test_wrong_marks_cost_a_highlight_and_no_character() -> None:
    wrong = [Mark(-1, 2, 1), Mark(5, 5, 2), Mark(9, 4, 3), Mark(10, 9_999, 4), Mark(7, 9, 5), Mark(8, 12, 6)]
    found = marked(TEXT, wrong)
    assert [s.mark.n for s in found if s.mark] == [5]
    assert "".join(s.text for s in found) == TEXT


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(-5, 220), st.integers(-5, 220)), max_size=12))
def test_any_text_with_any_marks_is_whole(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, n) for n, (a, b) in enumerate(spans)]
    assert "".join(s.text for s in marked(text, marks)) == text
    flat = [s.text for line in paragraphs(marked(text, marks)) for s in line]
    assert "".join("".join(flat).split()) == "".join(text.split())


@given(st.text(max_size=600), st.integers(0, 600), st.integers(1, 5))
def test_an_excerpt_holds_its_mark_and_only_text(text: str, start: int, length: int) -> None:
    mark = Mark(start, start + length, 1)
    joined = "".join(s.text for s in excerpt(text, "en", mark))
    if start + length <= len(text):
        assert text[start : start + length] in joined
    assert joined.removeprefix("… ").removesuffix(" …") in text or joined in text


def test_an_excerpt_is_the_sentence_around_the_number() -> None:
    text = "First things first. The ministry said 45 people had died. Nothing else is known."
    at = text.index("45")
    assert "".join(s.text for s in excerpt(text, "en", Mark(at, at + 2, 1))) == (
        "… The ministry said 45 people had died. …"
    )


def test_a_text_without_full_stops_is_cut_at_words() -> None:
    text = "word " * 400 + "34 dead " + "word " * 400
    at = text.index("34")
    joined = "".join(s.text for s in excerpt(text, "en", Mark(at, at + 2, 1)))
    assert len(joined) < 560
    assert set(joined.split()) == {"…", "word", "34", "dead"}
