"""From what a user names (a file, a URL, `-`, lines of JSON) to reports, with a clear word for what can't be used."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.report import Report
from desk.console import Exit, Trouble

if TYPE_CHECKING:
    from workers.page import Page

MAX_ARTICLE_BYTES = 5_000_000
"""A single article above this is a mistake (a dump, a film): said, not read."""

_FIELDS = ("lang", "url", "date", "publisher", "credit")


def report_from_json(row: Any) -> Report:
    """A line of `read --jsonl`: {"id", "document", "lang"?, "url"?, "date"?, "publisher"?, "credit"?}.

    Raises ValueError, in words for the user, where a field is missing or has another type.
    """
    if not isinstance(row, dict):
        raise ValueError('is not an object like {"id": ..., "document": ...}')
    if not isinstance(row.get("document"), str):
        raise ValueError('has no "document" (headline, a line break, body)')
    if not isinstance(row.get("id"), str | int):
        raise ValueError('has no "id"')
    for field in _FIELDS:
        if row.get(field) is not None and not isinstance(row[field], str):
            raise ValueError(f'has a "{field}" that is not a string')
    return Report(id=str(row["id"]), document=row["document"], **{field: row.get(field) for field in _FIELDS})


def open_lines(path: str) -> IO[bytes]:
    """A JSON Lines input opened for streaming; `-` is stdin."""
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise Trouble(Exit.INPUT, f"{path} can't be opened ({error.strerror}): check the path.") from error


def rows(lines: Iterable[bytes]) -> Iterator[tuple[int, Any, str | None]]:
    """(line number from 1, value, None), or (line number, None, what is wrong) for a malformed line; blanks skipped."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line), None
        except (ValueError, RecursionError) as error:
            reason = error.args[0] if isinstance(error, json.JSONDecodeError) else "is not UTF-8 JSON"
            yield number, None, f"is not JSON ({reason})"


def read_bytes(path: str) -> bytes:
    """The bytes of a file or of stdin, at most `MAX_ARTICLE_BYTES`."""
    with open_lines(path) as stream:
        body = stream.read(MAX_ARTICLE_BYTES + 1)
    name = "stdin" if path == "-" else path
    if len(body) > MAX_ARTICLE_BYTES:
        raise Trouble(
            Exit.INPUT,
            f"{name} is larger than {MAX_ARTICLE_BYTES // 1_000_000} MB: that is no single article. "
            "Split it, or give many articles with --jsonl.",
        )
    if not body.strip():
        raise Trouble(Exit.INPUT, f"{name} is empty: give the article's text, its HTML page or its URL.")
    if b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Trouble(Exit.INPUT, f"{name} is binary, not text: give plain text or an HTML page.")
    return body


def report_from_bytes(body: bytes, name: str) -> Report:
    """A plain text or an HTML page as a report; `name` becomes its id."""
    from workers.page import decode, read_page

    if not looks_like_html(body):
        text, _ = decode(body)
        return Report(id=name, document=text.strip())
    return report_from_page(read_page(body, url=""), name)


def report_from_page(page: "Page", name: str) -> Report:
    """What the page reader found, as a report; raises `Trouble` where the page holds no article."""
    if not page.text.strip():
        raise Trouble(
            Exit.INPUT,
            f"{name} holds no article ({page.status}): open it in a browser, "
            "and give its text with `tawatur read -` if it is there.",
        )
    return Report(
        id=name,
        document=page.document,
        lang=page.lang,
        url=page.canonical_url or None,
        date=page.published,
        publisher=page.publisher,
        credit=page.credit,
    )


def looks_like_html(body: bytes) -> bool:
    """True where the first bytes open an HTML page."""
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")) or b"<body" in head


def is_url(target: str) -> bool:
    """True for http:// and https:// addresses."""
    return target.startswith(("http://", "https://"))
