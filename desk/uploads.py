"""What a person hands over at the queue, pasted or as files: text, lists of addresses, tables, pages that were saved,
JSON Lines. Nothing is ever unpacked."""

import codecs
import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk.desk import Pasted, Refused
from desk.links import outward, split_pasted, stray_line
from workers.sources.record import NotAReport, from_json

MOST_FILES, MOST_ARTICLES = 20, 500
LONGEST_LINE = 1_000_000
COLUMNS = {"address": "url", "link": "url", "title": "headline", "outlet": "publisher", "published": "date"}
"""Other words for the columns of a table; those of a report (url, text, lang, ...) stand for themselves."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What files hold: addresses to fetch, and articles as text."""

    urls: tuple[str, ...] = ()
    texts: tuple[Pasted, ...] = ()


def handed(files: Sequence[tuple[str, bytes]]) -> Handed:
    """The articles of files (name, content). Raises Refused with a sentence that names the file."""
    if len(files) > MOST_FILES:
        raise Refused(f"Hand over at most {MOST_FILES} files at a time.")
    urls: list[str] = []
    texts: list[Pasted] = []
    for name, body in files:
        shown = name.replace("\\", "/").rpartition("/")[2][:80] or "the file"
        found = _reader_of(shown)(shown, _text(shown, body))
        urls += found.urls
        texts += found.texts
        if len(urls) + len(texts) > MOST_ARTICLES:
            raise Refused(f"{shown}: more than {MOST_ARTICLES} articles at a time go through the command line.")
    return Handed(tuple(dict.fromkeys(urls)), tuple(texts))


def pasted(text: str) -> Handed:
    """Addresses, one a line, else one article. Raises Refused for a list of addresses with a line that is none."""
    wrong = stray_line(text)
    if wrong is not None:
        raise Refused(f"Line {wrong[0]}: {wrong[1][:60]} is no address.")
    urls, rest = split_pasted(text)
    return Handed(tuple(urls), (Pasted(rest),) if rest and len(rest.split()) >= 3 else ())


def _reader_of(name: str) -> Callable[[str, str], Handed]:
    """How a file of this name is read."""
    ending = name.lower().rpartition(".")[2]
    return {"jsonl": _lines, "ndjson": _lines, "csv": _table, "html": _page, "htm": _page}.get(ending, _plain)


def _text(name: str, body: bytes) -> str:
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = body.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{name} is no plain text in UTF-8: archives and documents aren't opened here.") from None
    if "\0" in text:
        raise Refused(f"{name} is no plain text: it holds NUL characters.")
    return text


def _plain(name: str, text: str) -> Handed:
    wrong = stray_line(text)
    if wrong is not None:
        raise Refused(f"{name}, line {wrong[0]}: {wrong[1][:60]} is no address.")
    return pasted(text)


def _table(name: str, text: str) -> Handed:
    """A table with a header that names a column of addresses or of texts; without one it is plain text."""
    reader = csv.reader(text.splitlines(keepends=True))
    try:
        rows = [(reader.line_num, row) for row in reader if any(row)] or [(1, [])]
    except csv.Error as error:
        raise Refused(f"{name} is no table: {error}.") from None
    words = [word.strip().lower() for word in rows[0][1]]
    names = [COLUMNS.get(word, word) for word in words]
    if not {"url", "text", "document"} & set(names):
        return _plain(name, text)
    told = ((number, zip(names, row, strict=False)) for number, row in rows[1:])
    return _reports(name, [(number, json.dumps({k: v.strip() for k, v in row if v.strip()})) for number, row in told])


def _page(name: str, text: str) -> Handed:
    return _reports(name, [(1, json.dumps({"html": text}))])


def _lines(name: str, text: str) -> Handed:
    return _reports(name, [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()])


def _reports(name: str, lines: Sequence[tuple[int, str]]) -> Handed:
    """Reports as JSON objects, each with the number of its line, by which a mistake is told."""
    urls: list[str] = []
    texts: list[Pasted] = []
    for count, (number, line) in enumerate(lines, 1):
        if count > MOST_ARTICLES or len(line) > LONGEST_LINE:
            raise Refused(f"{name}, line {number}: at most {MOST_ARTICLES} lines of {LONGEST_LINE:,} characters.")
        try:
            found = from_json(line, str(number))
        except NotAReport as error:
            raise Refused(f"{name}, line {number}: {error}.") from None
        if found.document is None and outward(found.url) is None:
            raise Refused(f"{name}, line {number}: {(found.url or '')[:60]} is no address.")
        if found.document is None:
            urls.append(found.url or "")
        elif "\0" in found.document:
            raise Refused(f"{name}, line {number}: NUL characters are in no text.")
        else:
            texts.append(Pasted(found.document, found.lang, found.publisher, found.published, found.url))
    return Handed(tuple(urls), tuple(texts))
