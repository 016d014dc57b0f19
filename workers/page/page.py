"""A news page as read: the article's own words and what the page says about them."""

from dataclasses import dataclass
from enum import StrEnum


class PageStatus(StrEnum):
    """What kind of page it was; only an `article` or a `live_blog` carries text worth reading for claims."""

    ARTICLE = "article"
    INDEX = "index"
    LIVE_BLOG = "live_blog"
    PAYWALL = "paywall"
    GALLERY = "gallery"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One dated entry of a live blog; `published` is ISO 8601, or None."""

    text: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is the body without headline, navigation, related links or comments.

    `published` and `modified` are ISO 8601 (a date, or a date and time) or None: "unknown" rather than a guess.
    `credit` is the agency or outlet that the page credits ("AFP", "روسيا اليوم"); `lang` an ISO 639-1 code;
    `links` the absolute http(s) URLs of an index page or feed-like page, in order, each once.
    """

    status: PageStatus
    url: str
    headline: str = ""
    text: str = ""
    lang: str | None = None
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    credit: str | None = None
    canonical_url: str | None = None
    authors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    entries: tuple[LiveEntry, ...] = ()
    charset: str = "utf-8"

    @property
    def document(self) -> str:
        """Headline, line feed, body: the shape in which a report is read."""
        return f"{self.headline}\n{self.text}"
