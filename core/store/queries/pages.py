"""Raw pages, kept once per content, and the latest visit to each URL."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from core.store.insert import insert_new, upsert
from core.store.tables import PageRow, VisitRow, core

VISIT = core(VisitRow)
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Visited:
    """The latest fetch of a URL: its validators, the report that it gave, and how often it failed in a row."""

    etag: str | None
    last_modified: str | None
    report_id: str | None
    failures: int


def store_page(session: Session, body: bytes, content_type: str | None, now: datetime) -> str:
    """Keeps the bytes unless they are kept already; returns their id."""
    return store_pages(session, [(body, content_type)], now)[0]


def store_pages(session: Session, given: Sequence[tuple[bytes, str | None]], now: datetime) -> list[str]:
    """The same for several bodies, each with its content type; their ids, in order."""
    names = [hashlib.sha256(body).hexdigest() for body, _ in given]
    rows = {
        name: {
            "id": name,
            "encoding": "zlib",
            "body": zlib.compress(body, _LEVEL),
            "size": len(body),
            "content_type": content_type,
            "seen_at": now,
        }
        for name, (body, content_type) in zip(names, given, strict=True)
    }
    insert_new(session, PageRow, [row for _, row in sorted(rows.items())])
    return names


def page_body(session: Session, page_id: str) -> bytes | None:
    """The bytes as they were fetched; None where there are none of this id."""
    row = session.get(PageRow, page_id)
    return None if row is None else zlib.decompress(row.body)


def visits(session: Session, urls: Sequence[str]) -> dict[str, Visited]:
    """What is known of the latest fetch of each of these URLs."""
    names = ("url", "etag", "last_modified", "report_id", "failures")
    query = select(*(VISIT.c[name] for name in names)).where(VISIT.c.url.in_(urls))
    return {row.url: Visited(*row[1:]) for row in session.execute(query)} if urls else {}


def store_visits(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Replaces what is known of the latest fetch of these URLs."""
    upsert(session, VisitRow, sorted(rows, key=lambda row: str(row["url"])), ["url"])
