"""From an article to a stored report with its claims: look at it outside of any transaction, then record it in one."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session

from core.claims import Claim, read_claims
from core.report import Report
from core.store.ids import text_hash
from core.store.queries import claims as claim_queries
from core.store.queries import pages, reports
from core.store.queries.reports import Stored
from workers.fetch import Fetched, Fetches, FetchStatus
from workers.page import Page, PageStatus, read_page
from workers.pipeline.article import Article, clean_url
from workers.trouble import TryAgain

READABLE = (PageStatus.ARTICLE, PageStatus.LIVE_BLOG)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows before the look: the last visit's validators and the newest wording's hash."""

    etag: str | None = None
    last_modified: str | None = None
    report_id: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look gave. `status`: read, unchanged, or why there is nothing to read, in one word with a `reason`."""

    status: str
    reason: str = ""
    key: str = ""
    report: Report | None = None
    claims: tuple[Claim, ...] = ()
    fetched: Fetched | None = None
    modified: str | None = None
    report_id: str | None = None


def known(session: Session, article: Article) -> Known:
    """What is known of an article before it is looked at."""
    if article.document is not None or article.url is None:
        return Known(report_id=reports.report_id(article.key), wording=reports.newest_wording(session, article.key))
    visit = pages.visit(session, article.key)
    if visit is None or visit.report_id is None:
        return Known()
    newest = reports.newest_revision(session, visit.report_id)
    if newest is None:
        return Known()
    return Known(visit.etag, visit.last_modified, visit.report_id, newest.document_hash)


def look_at(article: Article, fetcher: Fetches, before: Known, longest: int) -> Looked:
    """Fetches and reads one article. Raises TryAgain where the host may answer later."""
    if article.document is not None:
        return _read(article.key, article.report(), before, longest)
    fetched = fetcher.fetch(article.url or "", before.etag, before.last_modified)
    if fetched.status is FetchStatus.NOT_MODIFIED and before.report_id is not None:
        return Looked("unchanged", report_id=before.report_id, fetched=fetched)
    if fetched.worth_retrying:
        # No answer at all and a wait to respect: that is the pace between requests, not the host's failure.
        paced = fetched.status is FetchStatus.RETRY and fetched.http_status is None
        raise TryAgain(f"{fetched.url}: {fetched.reason}", fetched.retry_after, excused=paced)
    if not fetched.ok:
        return Looked(str(fetched.status), f"{fetched.url}: {fetched.reason}", fetched=fetched)
    page = read_page(fetched.body, fetched.final_url, fetched.content_type)
    if page.status not in READABLE or not page.text.strip():
        return Looked(str(page.status), f"{fetched.url}: there is no article on this page.", fetched=fetched)
    read = _read(_key(article, page), _report(article, page), before, longest)
    return replace(read, fetched=fetched, modified=page.modified)


def _read(key: str, report: Report, before: Known, longest: int) -> Looked:
    reason = ""
    if len(report.document) > longest:
        reason = f"Only the first {longest:,} characters were read."
        report = replace(report, document=report.document[:longest])
    if before.wording == text_hash(report.document) and before.report_id == reports.report_id(key):
        return Looked("unchanged", reason, key=key, report=report, report_id=before.report_id)
    return Looked("read", reason, key, report, tuple(read_claims(report)))


def _report(article: Article, page: Page) -> Report:
    return Report(
        id="",
        document=page.document,
        lang=article.lang or page.lang,
        url=page.canonical_url if _same_site(article, page) else (page.url or article.url),
        date=page.published or article.date,
        publisher=page.publisher or article.publisher,
        credit=page.credit or article.credit,
    )


def _key(article: Article, page: Page) -> str:
    return clean_url(page.canonical_url or "") if _same_site(article, page) else article.key


def _same_site(article: Article, page: Page) -> bool:
    # A page may name its own address, never that of another outlet's article.
    if page.canonical_url is None or article.url is None:
        return False
    mine, named = urlsplit(article.url), urlsplit(page.canonical_url)
    return named.scheme in ("http", "https") and (mine.hostname, mine.port) == (named.hostname, named.port)


def record(session: Session, article: Article, looked: Looked, now: datetime) -> Stored | None:
    """Stores what a look gave: page, visit, report, revision, claims. None where there was nothing to read."""
    stored = None
    page_id = _record_page(session, looked, now)
    if looked.report is not None:
        stored = reports.store_report(
            session, looked.key, looked.report, now, modified=looked.modified, page_id=page_id
        )
        if looked.status == "read":
            claim_queries.store_claims(session, stored.report_id, stored.revision_id, looked.claims)
            reports.mark_read(session, stored.revision_id, None, now)
    elif looked.report_id is not None:
        newest = reports.newest_revision(session, looked.report_id)
        if newest is not None:
            stored = Stored(looked.report_id, newest.id, newest.number, False)
    if looked.fetched is not None:
        earlier = pages.visit(session, article.key)
        failures = earlier.failures if earlier is not None else 0
        pages.store_visit(session, _visit(article, looked.fetched, page_id, stored, failures, now))
    return stored


def _record_page(session: Session, looked: Looked, now: datetime) -> str | None:
    if looked.fetched is None or not looked.fetched.ok:
        return None
    return pages.store_page(session, looked.fetched.body, looked.fetched.content_type, now)


def _visit(
    article: Article, fetched: Fetched, page_id: str | None, stored: Stored | None, failures: int, now: datetime
) -> dict[str, Any]:
    return {
        "url": article.key,
        "status": str(fetched.status),
        "reason": fetched.reason,
        "http_status": fetched.http_status,
        "etag": fetched.etag,
        "last_modified": fetched.last_modified,
        "page_id": page_id,
        "report_id": stored.report_id if stored else None,
        "final_url": fetched.final_url,
        "failures": 0 if fetched.ok or fetched.status is FetchStatus.NOT_MODIFIED else failures + 1,
        "fetched_at": now,
    }
