"""Queues articles: each is verified once, however often and by however many it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.store.queries import jobs, verifications
from core.store.tables import VerificationRow
from workers.outbox import Unit
from workers.pipeline.article import Article, article_from_json


class NotAnArticle(ValueError):
    """What was given cannot be queued; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Queued:
    """The run that verifies the article; `is_new` is False where it went on or was over already."""

    verification_id: int
    stage: str
    is_new: bool


def queue_article(
    work: Unit,
    article: Article,
    *,
    against: Sequence[dict[str, str]] = (),
    again: bool = False,
    kind: str = "first",
    who: str = "",
    longest: int = 1_000_000,
) -> Queued:
    """Queues one article. One that was verified isn't verified again unless `again`.

    `against` lists sources for this run alone, each {"kind": folder|jsonl|feed|urls, "location": path or URL}.
    """
    _check(article, longest)
    key = article.key
    if not again:
        last = verifications.latest_verification(work.session, key)
        if last is not None and last.stage == "done" and not against:
            return Queued(_id(last), last.stage, False)
    row, is_new = verifications.open_verification(
        work.session, key, article.to_json(), work.now, against=against, kind=kind, who=who
    )
    if is_new:
        send_step(work, row, "read")
    return Queued(_id(row), row.stage, is_new)


def recheck(work: Unit, verification: VerificationRow, *, who: str = "") -> Queued:
    """Verifies an article again: fetches it anew, searches anew, compares, and says what changed."""
    return queue_article(
        work,
        article_from_json(verification.article),
        against=verification.against,
        again=True,
        kind="recheck",
        who=who,
    )


def recheck_all(work: Unit, rows: Sequence[VerificationRow], who: Sequence[str]) -> dict[str, int]:
    """Re-checks many articles in few statements; by key the verification that was started or goes on."""
    runs = [
        verifications.new_run(row.key, row.article, work.now, against=row.against, kind="recheck", who=by)
        for row, by in zip(rows, who, strict=True)
    ]
    found, opened = verifications.open_verifications(work.session, runs)
    work.messages += jobs.add_steps(work.session, "read", "recheck", [found[key] for key in sorted(opened)], work.now)
    return found


def send_step(work: Unit, row: VerificationRow, step: str, part: str = "") -> None:
    """Adds the job of a run's next step; what re-checks is kept apart from what a person waits for."""
    queue = "recheck" if row.kind != "first" else ("fetch" if step == "look" else "interactive")
    subject = f"{row.id}:{part}" if part else str(row.id)
    work.send(step, subject, queue, verification_id=row.id)


def _check(article: Article, longest: int) -> None:
    if article.document is None:
        if not (article.url or "").lower().startswith(("http://", "https://")):
            raise NotAnArticle(f"{article.url!r} is no http:// or https:// address.")
        return
    if not article.document.strip():
        raise NotAnArticle("The text is empty: give an article with at least one sentence.")
    if len(article.document) > longest:
        raise NotAnArticle(
            f"The text has {len(article.document):,} characters; at most {longest:,} are read "
            "(TAWATUR_MAX_DOCUMENT_CHARS)."
        )


def _id(row: VerificationRow) -> int:
    assert row.id is not None  # noqa: S101 - it is stored
    return row.id
