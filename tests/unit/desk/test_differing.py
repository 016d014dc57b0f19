"""Two wordings against each other."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.differing import Piece, differing


def test_a_changed_number_is_one_word_out_and_one_in() -> None:
    pieces = differing("Toll\nAt least 34 people died.", "Toll\nAt least 43 people died.")
    assert Piece("gone", "34") in pieces
    assert Piece("new", "43") in pieces
    assert sum(piece.kind != "same" for piece in pieces) == 2


def test_nothing_changed_is_one_piece() -> None:
    assert differing("ركّ", "ركّ") == (Piece("same", "ركّ"),)
    assert differing("", "") == ()


WORDS = st.lists(st.sampled_from(["34", "قتيلا", "people", "\n", "died", " "]), max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = differing(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


@pytest.mark.parametrize("unit", ["a ", "a\n", "x y\n"])
def test_long_hostile_texts_end_soon(unit: str) -> None:
    started = time.process_time()
    differing(unit * 100_000, "b" + unit * 99_000)
    assert time.process_time() - started < 5
