"""Runs of digits with their separators."""

from decimal import Decimal

import pytest

from core.numbers.numeral import numeral


@pytest.mark.parametrize(
    ("printed", "decimal", "value", "others"),
    [
        ("34", "", 34, ()),
        ("1,234,567", ".", 1234567, ()),
        ("1.234.567", ",", 1234567, ()),
        ("1,00,000", ".", 100000, ()),
        ("1,234.5", ".", Decimal("1234.5"), ()),
        ("6.700,54", ",", Decimal("6700.54"), ()),
        ("1٬234", "", 1234, ()),
        ("7٫5", "", Decimal("7.5"), ()),
        ("1'234", ".", 1234, ()),
        ("40\u202f000", ",", 40000, ()),
        ("0.638", "", Decimal("0.638"), ()),
        ("12.999", "", 12999, (Decimal("12.999"),)),
        ("12.999", ".", Decimal("12.999"), (12999,)),
        ("1.200", ",", 1200, (Decimal("1.200"),)),
        ("1,200", ".", 1200, ()),
        (".77", ".", Decimal("0.77"), ()),
    ],
)
def test_values_and_other_readings(printed: str, decimal: str, value: object, others: tuple[object, ...]) -> None:
    read = numeral(printed, decimal)
    assert read is not None
    assert (read.value, read.others) == (value, others)


@pytest.mark.parametrize("printed", ["10.09.2018", "192.168.1.2", "22,24,26", "1" * 31])
def test_no_number(printed: str) -> None:
    assert numeral(printed, ".") is None
