"""Whatever the text: never raises, offsets slice, order holds, the same answer twice, time linear."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.numbers import Quantity, read_numbers, read_quantities
from core.text import Text

LANGS = st.sampled_from(["ar", "en", "fr", "es", "xx"])
PIECES = st.sampled_from(
    [
        "1",
        "34",
        "٣٤",
        "1,213",
        "12.999",
        "2018",
        "31",
        "%",
        "$",
        "€",
        "-",
        "/",
        "(",
        ")",
        ":",
        ".",
        ",",
        "،",
        "\n",
        "one",
        "two",
        "half",
        "hundred",
        "million",
        "and",
        "a",
        "of",
        "ten",
        "dozen",
        "first",
        "thirds",
        "ثلاثة",
        "و",
        "وعشرون",
        "مئة",
        "آلاف",
        "مليون",
        "ونصف",
        "قتيلان",
        "عشرات",
        "لم",
        "يصب",
        "أحد",
        "خلال",
        "شهر",
        "على",
        "الأقل",
        "بين",
        "أكثر",
        "من",
        "نحو",
        "عام",
        "سبتمبر",
        "at",
        "least",
        "about",
        "between",
        "more",
        "than",
        "no",
        "casualties",
        "point",
        "minus",
        "un",
        "vingt",
        "et",
        "quatre-vingt",
        "mil",
        "y",
        "con",
        "medio",
        "km",
    ]
)


def _check(raw: str, quantities: tuple[Quantity, ...]) -> None:
    for q in quantities:
        assert 0 <= q.span_start <= q.start < q.end <= q.span_end <= len(raw)
        assert raw[q.start : q.end] == q.printed
    assert all(a.end <= b.start for a, b in itertools.pairwise(quantities))


@given(st.text(), LANGS)
def test_any_unicode(raw: str, lang: str) -> None:
    for read in (read_quantities(Text(raw, lang)), read_numbers(raw, lang)):
        _check(raw, read)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=30), st.sampled_from([" ", ""]), LANGS)
def test_any_order_of_number_words(pieces: list[str], joint: str, lang: str) -> None:
    raw = joint.join(pieces)
    quantities = read_quantities(Text(raw, lang))
    _check(raw, quantities)
    _check(raw, read_numbers(raw, lang))
    assert quantities == read_quantities(Text(raw, lang))


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "و", "و ", "«", "ألف ", "no ", "1-", "1/", "one and ", "twenty ", "َ", "1\n"]
)
def test_time_grows_with_length_only(unit: str) -> None:
    def cost(times: int) -> float:
        raw = unit * times
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            read_quantities(Text(raw, "ar"))
            best = min(best, time.process_time() - start)
        return best

    cost(100)
    assert cost(16_000) < 0.02 + 16 * cost(4_000)
