"""Folding, tokens and sentences keep their place in the raw text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import Text, fold, tokenise
from core.text.normal import _fold_any


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("أُصيبَ", "اصيب"),
        ("مئة", "ميه"),
        ("جرحى", "جرحي"),
        ("كـــتاب", "كتاب"),
        ("Été", "ete"),
        ("٣٤", "34"),
        ("ÇA", "ca"),
    ],
)
def test_folds(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.text(st.characters(min_codepoint=0x61F, max_codepoint=0x66F), max_size=8))
def test_the_quick_way_for_arabic_agrees_with_the_general_one(word: str) -> None:
    assert fold(word) == _fold_any(word)


def test_digits_and_letters_are_two_tokens() -> None:
    assert [t.norm for t in tokenise("100جريح")] == ["100", "جريح"]


def test_sentences_cover_all_tokens() -> None:
    text = Text("One fell. Two stood! ثلاثة وقفوا؟\nأربعة", "en")
    assert [i for a, b in text.sentences for i in range(a, b)] == list(range(len(text.tokens)))
    assert len(text.sentences) == 4


@given(st.text())
def test_tokens_slice_the_raw_text_in_order(raw: str) -> None:
    tokens = tokenise(raw)
    assert all(raw[t.start : t.end] for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    assert "".join(raw[t.start : t.end] for t in tokens) == "".join(raw.split())


@given(st.text(alphabet="ab.!? \n«»3", max_size=60))
def test_tokens_of_single_sentences_are_the_tokens_of_the_text(raw: str) -> None:
    text = Text(raw, "en")
    for a, b in text.sentence_spans:
        assert [(t.start + a, t.end + a, t.norm) for t in tokenise(text.raw[a:b])] == [
            t for t in text.tokens if a <= t.start < b
        ]
