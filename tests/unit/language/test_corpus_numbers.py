"""Every language folder's corpus of numbers: what must be read, what has another sense, what must not be read."""

from decimal import Decimal

import pytest

from core.language import supported, table
from core.numbers import Kind, Quantity, read_quantities
from core.text import Text

CLAIMABLE = {
    Kind.COUNT,
    Kind.MONEY,
    Kind.PERCENT,
    Kind.DISTANCE,
    Kind.AREA,
    Kind.DURATION,
    Kind.OTHER_UNIT,
}


def _cases(section: str) -> list[tuple[str, list[str]]]:
    rows = [(lang, row) for lang in supported() for row in table(lang, "corpus_numbers")[section]]
    return [(lang, [row] if isinstance(row, str) else row) for lang, row in rows]


def _claimable(text: str, lang: str) -> list[Quantity]:
    return [q for q in read_quantities(Text(text, lang)) if q.kind in CLAIMABLE]


def _show(q: Quantity) -> str:
    low, high = (("" if end is None else f"{_plain(end)}") for end in (q.interval.low, q.interval.high))
    value = "-" if q.value is None else _plain(q.value)
    return f"{value} {low}..{high} {q.precision} {q.kind} {q.unit or '-'}"


def _plain(value: Decimal) -> str:
    return str(int(value)) if value == value.to_integral_value() else f"{value.normalize():f}"


def test_every_language_has_a_corpus_with_positive_and_negative_cases() -> None:
    assert {"ar", "en", "fr", "es"} <= set(supported())
    for lang in supported():
        corpus = table(lang, "corpus_numbers")
        assert all(corpus[section] for section in ("reads", "others", "nothing")), lang


@pytest.mark.parametrize(("lang", "row"), _cases("reads"), ids=lambda v: v if isinstance(v, str) else v[0][:40])
def test_reads(lang: str, row: list[str]) -> None:
    text, *expected = row
    assert [_show(q) for q in _claimable(text, lang)] == expected


@pytest.mark.parametrize(("lang", "row"), _cases("others"), ids=lambda v: v if isinstance(v, str) else v[0][:40])
def test_recognised_as_no_claim(lang: str, row: list[str]) -> None:
    text, *kinds = row
    assert [str(q.kind) for q in read_quantities(Text(text, lang))] == kinds


@pytest.mark.parametrize(("lang", "row"), _cases("nothing"), ids=lambda v: v if isinstance(v, str) else v[0][:40])
def test_reads_nothing(lang: str, row: list[str]) -> None:
    assert [_show(q) for q in _claimable(row[0], lang)] == []
