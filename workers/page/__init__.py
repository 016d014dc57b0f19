"""Reading a news page: bytes in, headline, body, dates and credits out."""

from workers.page.page import LiveEntry, Page, PageStatus
from workers.page.read import language, read_page

__all__ = ["LiveEntry", "Page", "PageStatus", "language", "read_page"]
