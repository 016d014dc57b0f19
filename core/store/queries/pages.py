"""Raw pages, kept once per content, and the latest visit to each URL."""

import hashlib
import zlib
from datetime import datetime
from typing import Any

from sqlmodel import Session

from core.store.insert import insert_new, upsert
from core.store.tables import PageRow, VisitRow


def store_page(session: Session, body: bytes, content_type: str | None, now: datetime) -> str:
    """Keeps the bytes unless they are kept already; returns their id."""
    page_id = hashlib.sha256(body).hexdigest()
    row = {
        "id": page_id,
        "encoding": "zlib",
        "body": zlib.compress(body, 6),
        "size": len(body),
        "content_type": content_type,
        "seen_at": now,
    }
    insert_new(session, PageRow, [row])
    return page_id


def page_body(session: Session, page_id: str) -> bytes | None:
    """The bytes as they were fetched; None where there are none of this id."""
    row = session.get(PageRow, page_id)
    return None if row is None else zlib.decompress(row.body)


def visit(session: Session, url: str) -> VisitRow | None:
    """The latest fetch of this URL."""
    return session.get(VisitRow, url)


def store_visit(session: Session, row: dict[str, Any]) -> None:
    """Replaces what is known of the latest fetch of a URL."""
    upsert(session, VisitRow, [row], ["url"])
