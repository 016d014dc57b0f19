"""Reading a news page: bytes in, headline, body, dates and credits out."""

from workers.page.page import LiveEntry, Page, PageStatus

__all__ = ["LiveEntry", "Page", "PageStatus"]
