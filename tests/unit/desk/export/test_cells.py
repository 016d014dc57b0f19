"""Text of articles never becomes a formula."""

import csv
import io
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desk.desk import Refused
from desk.export import files
from desk.export.cells import cell
from desk.export.files import written

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\u00a0=1", "＝1", "＋1", "－1", "＠x",
    '=HYPERLINK("http://evil.example";"x")', "=cmd|' /C calc'!A0", "|x", "%0A=1", "\u202e=1", "\ufeff=1",
)  # fmt: skip
PLAIN = ("34 killed", "قُتل ٣٤", "a=b", "'quoted", "", "1-2", "–", "“=”")


def read_csv(rows: list[dict[str, object]]) -> list[list[str]]:
    """The rows as a program reads them back."""
    text = b"".join(written(rows, ("a",), "csv")).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


@pytest.mark.parametrize("text", NASTY)
def test_what_begins_like_a_formula_stays_text_everywhere(text: str) -> None:
    assert str(cell(text)).startswith("'")
    assert read_csv([{"a": text}])[1][0].startswith("'")
    book = load_workbook(io.BytesIO(b"".join(written([{"a": text}], ("a",), "xlsx"))))
    found = book.active["A2"]  # type: ignore[index]
    assert found.data_type == "s"
    assert str(found.value).startswith("'")


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_numbers_stay_numbers() -> None:
    assert [cell(Decimal("-34")), cell(Decimal("2.50")), cell(-3), cell(None), cell(True)] == [
        -34,
        2.5,
        -3,
        None,
        "yes",
    ]
    # a list is one text
    assert cell(["AFP", "=x"]) == "AFP; =x"
    assert cell(["=x"]) == "'=x"


@settings(deadline=None)  # the first call loads the writer of workbooks
@given(st.text(max_size=50))
@example("\ud800=1")
@example("\x00=1")
def test_no_text_breaks_a_file_or_is_evaluated(text: str) -> None:
    made = str(cell(text))
    seen = made.lstrip()
    assert not seen or seen[0] not in "=+-@"
    rows = [{"a": text}]
    assert len(read_csv(rows)) == 2
    with ZipFile(io.BytesIO(b"".join(written(rows, ("a",), "xlsx")))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert b"".join(written(rows, ("a",), "jsonl")).count(b"\n") == 1 if "\ud800" not in text else True


def test_a_workbook_that_would_be_too_large_is_refused_before_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    rows: list[dict[str, object]] = [{"a": n} for n in range(4)]
    with pytest.raises(Refused):
        next(written(rows, ("a",), "xlsx"))
    assert len(read_csv(rows)) == 5
