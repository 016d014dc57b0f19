"""Queues articles: each is verified once, however often and by however many it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.store.insert import BATCH
from core.store.queries import jobs, verifications
from core.store.tables import VerificationRow
from workers.outbox import Unit
from workers.pipeline.article import Article, article_from_json

MANY = 100
"""Articles that are queued together and count as what a person waits for."""
AT_ONCE = 500
"""Messages that leave with the transaction; the rest is sent by the pump, since who asks shouldn't wait for all."""


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
    check(article, longest)
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
    elif kind == "first":
        _hasten(work, [row])
    return Queued(_id(row), row.stage, is_new)


def queue_all(
    work: Unit, articles: Sequence[Article], *, again: bool = False, who: str = "", longest: int = 1_000_000
) -> list[Queued]:
    """Queues many articles in few statements; gives an answer for each, in order. Raises NotAnArticle before any is.

    More than a person waits for (`MANY` at once) waits behind what people ask for one by one.
    """
    for article in articles:
        check(article, longest)
    given = {article.key: article for article in articles}
    known = {} if again else _verified(work, list(given))
    fresh = [key for key in given if key not in known]
    kind = "first" if len(fresh) <= MANY else "bulk"
    runs = [verifications.new_run(key, given[key].to_json(), work.now, against=(), kind=kind, who=who) for key in fresh]
    found, opened = verifications.open_verifications(work.session, runs)
    queue = "interactive" if kind == "first" else "recheck"
    new = [found[key] for key in fresh if key in opened]
    work.messages += jobs.add_steps(work.session, "read", queue, new[:AT_ONCE], work.now)
    jobs.add_steps(work.session, "read", queue, new[AT_ONCE:], work.now, hold=True)
    going = verifications.runs_by_id(work.session, [found[key] for key in found.keys() - opened])
    if kind == "first":
        _hasten(work, list(going.values()))
    stages = {run.key: run.stage for run in (*known.values(), *going.values())}
    ids = {key: _id(run) for key, run in known.items()} | found
    keys = [article.key for article in articles]
    return [Queued(ids[key], stages.get(key, "queued"), key in opened) for key in keys]


def _hasten(work: Unit, runs: Sequence[VerificationRow]) -> None:
    """A person asks for what only waited its turn, such as a re-check behind thousands: it waits no longer."""
    waiting = [run for run in runs if run.kind != "first" and run.stage == "queued"]
    for run in waiting:
        run.kind = "first"
    work.messages += jobs.hasten(work.session, "read", [str(run.id) for run in waiting], "interactive", work.now)


def _verified(work: Unit, keys: list[str]) -> dict[str, VerificationRow]:
    found: dict[str, VerificationRow] = {}
    for start in range(0, len(keys), BATCH):
        found |= verifications.latest_verifications(work.session, keys[start : start + BATCH])
    return {key: run for key, run in found.items() if run.stage == "done"}


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


def send_step(work: Unit, row: VerificationRow, step: str, part: str = "", due_at: datetime | None = None) -> None:
    """Adds the job of a run's next step; what re-checks is kept apart from what a person waits for."""
    queue = "recheck" if row.kind != "first" else ("fetch" if step == "look" else "interactive")
    subject = f"{row.id}:{part}" if part else str(row.id)
    work.send(step, subject, queue, due_at=due_at, verification_id=row.id)


def check(article: Article, longest: int) -> None:
    """Raises NotAnArticle where the article has neither an address nor a text that can be read."""
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
