"""One report as a JSON object, the shape of JSONL files and of folders of JSON."""

import json
from typing import Any

from workers.page import read_page
from workers.sources.source import Candidate

_LONGEST = 5_000_000


class NotAReport(ValueError):
    """A JSON object, or what should have been one, that is no report; the message says why, for its writer."""


def from_json(text: str, fallback_id: str) -> Candidate:
    """A candidate from `{"id", "document" | "headline" + "text" | "html", "lang"?, "url"?, "date"?, ...}`.

    Raises `NotAReport` with a sentence that says what is wrong with it.
    """
    if len(text) > _LONGEST:
        raise NotAReport(f"a report of more than {_LONGEST // 1_000_000} MB is not read")
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotAReport(f"not valid JSON ({error.msg} at character {error.pos + 1})") from None
    except (RecursionError, ValueError):
        raise NotAReport("JSON nested too deep, or with a number too long to read") from None
    if not isinstance(row, dict):
        raise NotAReport('not a JSON object; each report is {"id", "document", ...}')
    return _candidate(row, fallback_id)


def _candidate(row: dict[str, Any], fallback_id: str) -> Candidate:
    for key in ("document", "headline", "text", "html", "lang", "url", "date", "publisher", "credit"):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise NotAReport(f'"{key}" must be a string')
    url = row.get("url")
    if row.get("html"):
        page = read_page(row["html"].encode("utf-8", "replace"), url or "", "text/html; charset=utf-8")
        row = {"document": page.document, "date": page.published, "lang": page.lang, "publisher": page.publisher} | {
            key: value for key, value in row.items() if value is not None
        }
    document = row.get("document") or "\n".join(part for part in (row.get("headline"), row.get("text")) if part)
    if not document.strip() and not url:
        raise NotAReport('neither "document" nor "url": there is nothing to read')
    return Candidate(
        url=url,
        title=row.get("headline") or document.partition("\n")[0],
        published=row.get("date"),
        document=document if document.strip() else None,
        lang=row.get("lang"),
        publisher=row.get("publisher"),
        credit=row.get("credit"),
        id=str(row["id"]) if row.get("id") is not None else fallback_id,
    )
