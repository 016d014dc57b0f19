"""Reading a news page: bytes in, headline, body, dates and credits out."""

from workers.page.charset import decode
from workers.page.dates import machine_date, written_date
from workers.page.page import LiveEntry, Page, PageStatus
from workers.page.read import language, read_page
from workers.page.words import fold_text

__all__ = [
    "LiveEntry",
    "Page",
    "PageStatus",
    "decode",
    "fold_text",
    "language",
    "machine_date",
    "read_page",
    "written_date",
]
