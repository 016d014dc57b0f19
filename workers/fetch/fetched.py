"""What came of one fetch: a value for every outcome, so that a caller never needs `except`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class FetchStatus(StrEnum):
    """The outcome of one fetch; the values are stored, so they are never renamed."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    ROBOTS = "robots"
    BLOCKED = "blocked"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    HTTP_ERROR = "http_error"
    DNS = "dns"
    REFUSED = "refused"
    BROKEN = "broken"
    BAD_TYPE = "bad_type"
    BAD_URL = "bad_url"
    REDIRECT_LOOP = "redirect_loop"
    RETRY = "retry"


class Asked(StrEnum):
    """What is asked for: a page or feed; a sitemap, which may be a gzip file; or an interface made for programs.

    robots.txt speaks to crawlers of pages: an interface that its owner configured here is not asked about it.
    """

    PAGE = "page"
    SITEMAP = "sitemap"
    API = "api"


# Outcomes that another try may change. The rest stay as they are until a person or the host changes something.
PASSING = frozenset({FetchStatus.TIMEOUT, FetchStatus.DNS, FetchStatus.REFUSED, FetchStatus.BROKEN, FetchStatus.RETRY})


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer, or the plain reason why there is none.

    `body` is decompressed and not decoded; empty unless `status` is ok. `retry_after` is in seconds, as the host or
    the pace of requests asks; None where nobody asked. `headers` have lower-case names.
    """

    status: FetchStatus
    url: str
    final_url: str
    reason: str
    http_status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    retry_after: float | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def ok(self) -> bool:
        """Whether there is a body to read."""
        return self.status is FetchStatus.OK

    @property
    def worth_retrying(self) -> bool:
        """Whether asking again later may give another outcome."""
        return self.status in PASSING

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as sent, with its charset."""
        return self.headers.get("content-type")


class Fetches(Protocol):
    """Whatever can fetch: the real fetcher, or a stand-in that a test hands over."""

    def fetch(
        self, url: str, etag: str | None = None, last_modified: str | None = None, what: Asked = Asked.PAGE
    ) -> Fetched:
        """Fetch one URL; every outcome is a `Fetched`, nothing is raised."""
        ...
