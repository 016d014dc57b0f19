"""Rows as CSV, JSON Lines or a workbook. Rows are mappings with the same keys; CSV and JSON Lines are written as they
come, whatever their number."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from core.claims.codec import number
from desk.desk import Refused
from desk.export.cells import cell

Row = Mapping[str, Any]
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS = 100_000
"""Rows of a workbook: it is built in one piece."""


def written(rows: Iterable[Row], columns: Iterable[str], format_name: str) -> Iterator[bytes]:
    """The file in pieces. Raises Refused at the first piece where a workbook would be too large."""
    names = tuple(columns)
    if format_name == "jsonl":
        return ((json.dumps(dict(row), ensure_ascii=False, default=_json) + "\n").encode() for row in rows)
    return _csv(rows, names) if format_name == "csv" else _xlsx(rows, names)


def _json(value: Any) -> Any:
    return number(value) if isinstance(value, Decimal) else str(value)


def _csv(rows: Iterable[Row], names: tuple[str, ...]) -> Iterator[bytes]:
    yield "\ufeff".encode()  # without it Excel reads Arabic as another alphabet
    kept = iter(rows)
    yield _lines([names])
    while batch := list(islice(kept, 500)):
        yield _lines([[cell(row.get(name)) for name in names] for row in batch])


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _xlsx(rows: Iterable[Row], names: tuple[str, ...]) -> Iterator[bytes]:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tawatur")
    sheet.append(names)
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            sheet.close()
            raise Refused(f"A workbook holds {MOST_ROWS:,} rows here: take CSV or JSON Lines.")
        line = []
        for name in names:
            made = WriteOnlyCell(sheet, cell(row.get(name)))
            if isinstance(made.value, str):
                made.data_type = "s"  # text, whatever it begins with
            line.append(made)
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    yield out.getvalue()
