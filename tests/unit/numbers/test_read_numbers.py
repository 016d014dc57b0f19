"""The number grammar alone: numbers as printed, whatever they stand for."""

from decimal import Decimal

import pytest

from core.numbers import read_numbers


def _values(text: str, lang: str) -> list[Decimal | None]:
    return [q.value for q in read_numbers(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "the meeting of 5/17/2018", [5, 17, 2018]),
        ("en", "in 2014 and 2015", [2014, 2015]),
        ("en", "minus forty", [-40]),
        ("en", "- 1,200", [-1200]),
        ("en", "three quarters", [Decimal("0.75")]),
        ("en", "2 1/4", [Decimal("2.25")]),
        ("en", "one over eight", [Decimal("0.125")]),
        ("en", "2.5e3", [2500]),
        ("en", "2^5", [32]),
        ("en", "ninety (90)", [90]),
        ("en", "one million and a half", [1500000]),
        ("en", "10.20.30.40", [10, 20, 30, 40]),
        ("ar", "واحد فاصلة خمسة", [Decimal("1.5")]),
        ("ar", "سالب ٧", [-7]),
        ("fr", "un", [1]),
        ("fr", "soixante et onze", [71]),
        ("fr", "deux cent virgule cinq", [Decimal("200.5")]),
        ("es", "diez y seis", [16]),
        ("es", "siete con cincuenta", [Decimal("7.5")]),
        ("es", "cien con tres cuartos", [Decimal("100.75")]),
        ("es", "tres veinteavos", [Decimal("0.15")]),
    ],
)
def test_values(lang: str, text: str, values: list[object]) -> None:
    assert _values(text, lang) == values


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "a 75ml flask"),
        ("en", "the 4th floor"),
        ("en", "which one came"),
        ("en", "an egg"),
        ("fr", "route de 12km"),
    ],
)
def test_nothing(lang: str, text: str) -> None:
    assert _values(text, lang) == []


def test_a_definite_conflict_of_separators_is_kept() -> None:
    (quantity,) = read_numbers("12.999", "ar")
    assert quantity.value == 12999
    assert quantity.alternatives == (Decimal("12.999"),)
