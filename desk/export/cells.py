"""One cell of a table that a spreadsheet will open: text of articles must never become a formula."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

Cell = str | int | float | None

LONGEST = 32_000
"""Characters that a spreadsheet's cell holds."""
_STARTS = frozenset("=+-@|%\t\r\n")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cell(value: Any) -> Cell:
    """A number as a number, everything else as text that no spreadsheet evaluates: an apostrophe stands before what
    begins like a formula, also behind blanks, signs without width or in full-width letters."""
    if value is None or isinstance(value, bool):
        return None if value is None else "yes" if value else "no"
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = "; ".join(str(one) for one in value)
    text = _UNSEEN.sub("", str(value))[:LONGEST]
    return f"'{text}" if _evaluates(text) else text


def _evaluates(text: str) -> bool:
    """True where the first character that is seen, or the first at all, begins a formula."""
    if text[:1] in _STARTS:
        return True
    for char in text:
        if unicodedata.category(char) not in ("Zs", "Zl", "Zp", "Cf", "Cc"):
            return unicodedata.normalize("NFKC", char)[:1] in _STARTS
    return False
