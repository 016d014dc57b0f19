"""Tables: long runs of numbers are read cheaply and as a list; what a sentence can hold is not taken for one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.numbers import Kind, read_quantities
from core.numbers.tabular import LONGEST_LABELLED
from core.text import Text

LABELS = st.sampled_from(["عدن", "صنعاء", "تعز", "حجة", "goals", "km", "-", "،"])


def _kinds(raw: str) -> set[Kind]:
    return {q.kind for q in read_quantities(Text(raw, "ar"))}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(10, 99), LABELS), min_size=LONGEST_LABELLED + 40, max_size=200))
def test_a_number_a_word_over_and_over_is_a_table(rows: list[tuple[int, str]]) -> None:
    quantities = read_quantities(Text(" ".join(f"{number} {label}" for number, label in rows), "ar"))
    listed = [q for q in quantities if q.kind is Kind.LIST_NUMBER]
    assert len(listed) > LONGEST_LABELLED
    assert all(q.because == ("table",) for q in listed)


def test_a_long_list_in_a_sentence_is_no_table() -> None:
    towns = " و".join(f"{number} قتيلا في بلدة" for number in range(11, 41))
    assert Kind.LIST_NUMBER not in _kinds(f"سقط {towns}.")


def test_the_digits_of_a_code_are_no_numbers() -> None:
    assert not read_quantities(Text("a" + "1e" * 500, "ar"))[1:]
