"""From an article to a stored report with its claims: look at it outside of any transaction, then record it in one."""

from collections.abc import Sequence
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


def known(session: Session, articles: Sequence[Article]) -> list[Known]:
    """What is known of each of these articles before it is looked at."""
    at_hand = [one.key for one in articles if _is_at_hand(one)]
    wordings = reports.newest_wordings(session, at_hand)
    visits = pages.visits(session, [one.key for one in articles if not _is_at_hand(one)])
    seen = [visit.report_id for visit in visits.values() if visit.report_id is not None]
    newest = reports.newest_hashes(session, seen)
    found: list[Known] = []
    for one in articles:
        visit = visits.get(one.key)
        if _is_at_hand(one):
            found.append(Known(report_id=reports.report_id(one.key), wording=wordings.get(one.key)))
        elif visit is None or visit.report_id not in newest:
            found.append(Known())
        else:
            found.append(Known(visit.etag, visit.last_modified, visit.report_id, newest[visit.report_id][2]))
    return found


def _is_at_hand(article: Article) -> bool:
    return article.document is not None or article.url is None


def look_at(article: Article, fetcher: Fetches, before: Known, longest: int) -> Looked:
    """Fetches and reads one article. Raises TryAgain where the host may answer later."""
    return look(article, fetch(article, fetcher, before), before, longest)


def fetch(article: Article, fetcher: Fetches, before: Known) -> Fetched | None:
    """The article's page as its host answers; None where the text is at hand."""
    if article.document is not None:
        return None
    return fetcher.fetch(article.url or "", before.etag, before.last_modified)


def look(article: Article, answer: Fetched | None, before: Known, longest: int) -> Looked:
    """Reads what was fetched of an article, or its text. Raises TryAgain where the host may answer later."""
    if answer is None:
        return _read(article.key, article.report(), before, longest)
    if answer.status is FetchStatus.NOT_MODIFIED and before.report_id is not None:
        return Looked("unchanged", report_id=before.report_id, fetched=answer)
    if answer.worth_retrying:
        # No answer at all and a wait to respect: that is the pace between requests, not the host's failure.
        paced = answer.status is FetchStatus.RETRY and answer.http_status is None
        raise TryAgain(f"{answer.url}: {answer.reason}", answer.retry_after, excused=paced)
    if not answer.ok:
        return Looked(str(answer.status), f"{answer.url}: {answer.reason}", fetched=answer)
    page = read_page(answer.body, answer.final_url, answer.content_type)
    if page.status not in READABLE or not page.text.strip():
        return Looked(str(page.status), f"{answer.url}: there is no article on this page.", fetched=answer)
    read = _read(_key(article, page), _report(article, page), before, longest)
    return replace(read, fetched=answer, modified=page.modified)


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


def record(session: Session, looks: Sequence[tuple[Article, Looked]], now: datetime) -> list[Stored | None]:
    """Stores what looks gave: pages, visits, reports, revisions, claims. None where there was nothing to read."""
    page_ids = _record_pages(session, looks, now)
    found: dict[int, Stored] = {}
    left = [place for place, (_, looked) in enumerate(looks) if looked.report is not None]
    while left:  # two articles that lead to one report: the second finds the first one's wording
        first = {looks[place][1].key: place for place in reversed(left)}
        turn = sorted(first.values())
        stored = _record_reports(session, [(looks[place][1], page_ids[place]) for place in turn], now)
        found |= dict(zip(turn, stored, strict=True))
        left = [place for place in left if place not in found]
    again = [one for _, looked in looks if looked.report is None and (one := looked.report_id) is not None]
    newest = reports.newest_hashes(session, again)
    for place, (_, looked) in enumerate(looks):
        if looked.report is None and looked.report_id in newest:
            revision, number, _ = newest[looked.report_id]
            found[place] = Stored(looked.report_id, revision, number, False)
    every = [found.get(place) for place in range(len(looks))]
    _record_visits(session, looks, page_ids, every, now)
    return every


def _record_pages(session: Session, looks: Sequence[tuple[Article, Looked]], now: datetime) -> list[str | None]:
    bodies = {n: one.fetched for n, (_, one) in enumerate(looks) if one.fetched is not None and one.fetched.ok}
    stored = pages.store_pages(session, [(one.body, one.content_type) for one in bodies.values()], now)
    ids = dict(zip(bodies, stored, strict=True))
    return [ids.get(place) for place in range(len(looks))]


def _record_reports(session: Session, turn: Sequence[tuple[Looked, str | None]], now: datetime) -> list[Stored]:
    given = [
        reports.Given(one.key, one.report, one.modified, page_id, is_read=one.status == "read")
        for one, page_id in turn
        if one.report is not None
    ]
    stored = reports.store_reports(session, given, now)
    read = [(at.report_id, at.revision_id, one.claims) for at, (one, _) in zip(stored, turn, strict=True)]
    claim_queries.store_all_claims(session, read)
    return stored


def _record_visits(
    session: Session,
    looks: Sequence[tuple[Article, Looked]],
    page_ids: Sequence[str | None],
    stored: Sequence[Stored | None],
    now: datetime,
) -> None:
    before = pages.visits(session, [article.key for article, looked in looks if looked.fetched is not None])
    rows = [
        _visit(article, looked.fetched, page_id, at, before[article.key].failures if article.key in before else 0, now)
        for (article, looked), page_id, at in zip(looks, page_ids, stored, strict=True)
        if looked.fetched is not None
    ]
    pages.store_visits(session, list({row["url"]: row for row in rows}.values()))


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
