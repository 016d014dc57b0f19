"""Two wordings against each other, as the page shows them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.views.revision import Piece, pieces


def test_a_changed_number_is_one_word_out_and_one_in() -> None:
    found = pieces("Toll\nAt least 34 people died.", "Toll\nAt least 43 people died.", "en")
    assert [piece for piece in found if piece.kind != "same"] == [Piece("gone", "34"), Piece("new", "43")]


def test_nothing_changed_is_one_piece() -> None:
    assert pieces("ركّ", "ركّ", "ar") == (Piece("same", "ركّ"),)
    assert pieces("", "", "en") == ()


WORDS = st.lists(st.sampled_from(["34", "قتيلا", "people", "\n", "died", "(", "4,5"]), max_size=40).map(" ".join)


@settings(deadline=None)  # the first text loads the word lists
@given(WORDS, WORDS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    found = pieces(before, after, "ar")
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
    earlier = "".join(piece.text for piece in found if piece.kind != "new")
    assert "".join(earlier.split()) == "".join(before.split())
