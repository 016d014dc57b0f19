"""The real desk: reads through the store's queries, acts through the pipeline's use-cases, sends after the commit."""

from collections.abc import Iterator
from typing import Any

from core.store import StoreUnreachable, pending, ping, reading
from core.store.queries import desk as kept
from core.store.queries import inbox, verifications
from core.store.queries.gauges import gauges
from core.store.tables import VerificationRow
from desk.desk import Counts, Pasted, Refused, SavedFilter
from desk.stored import article, corrections, discrepancy, exported, inboxing, occurrence, revisions, work
from desk.stored.acting import number_of, there
from desk.stored.gauges import exposition
from desk.stored.inbox import flag_page, newest
from desk.stored.tending import Tending
from desk.views import (
    ArticleView,
    Corrected,
    Discrepancy,
    FlagFilter,
    FlagNews,
    FlagPage,
    OccurrenceRow,
    OccurrenceView,
    ReportRow,
    Revisions,
)
from desk.views import VerificationRow as VerificationView
from workers.outbox import Unit
from workers.pipeline import dead, deciding
from workers.pipeline.article import Article
from workers.pipeline.ending import cancel
from workers.pipeline.queueing import NotAnArticle, queue_all, recheck

LONGEST_LIST = 10_000
"""Addresses that one form queues; longer lists go through the command line."""


class StoredDesk(Tending):
    """Over an engine and a way to send: what reviewers read and rule, above what keeps the work going."""

    def ready(self) -> tuple[tuple[str, str | None], ...]:
        return (("database", self._database()), ("broker", self._broker()))

    def _database(self) -> str | None:
        try:
            ping(self._engine)
            return "migrations are pending: run `tawatur migrate`" if pending(self._engine) else None
        except StoreUnreachable as error:
            return str(error)

    def _broker(self) -> str | None:
        if self._check_broker is None:
            return None
        try:
            self._check_broker()
        except Exception as error:  # whatever a broker's client raises: readiness tells it, it never fails on it
            return str(error)
        return None

    def counts(self) -> Counts:
        with reading(self._engine) as session:
            return Counts(inbox.open_flags(session), work.moving(session))

    def total(self, name: str) -> int:
        with reading(self._engine) as session:
            return kept.total(session, name)

    def verifications(self, before: int | None = None) -> tuple[VerificationView, ...]:
        with reading(self._engine) as session:
            return work.verification_rows(session, before)

    def queue(self, urls: tuple[str, ...], texts: tuple[Pasted, ...], who: str) -> int:
        if len(urls) + len(texts) > LONGEST_LIST:
            raise Refused(f"At most {LONGEST_LIST:,} articles at once: paste them in parts.")
        articles = [Article(url=url) for url in urls]
        for one in texts:
            articles.append(Article(one.url, one.text.replace("\r\n", "\n"), one.lang, one.date, one.publisher))
        try:
            with self._acting(who, "queue", articles=[one.url for one in articles][:20]) as act:
                # The same article given twice has one answer, twice.
                answers = queue_all(act, articles, who=who)
                return len({one.verification_id for one in answers if one.is_new})
        except NotAnArticle as error:
            raise Refused(str(error)) from None

    def retry(self, verification_id: str, who: str) -> None:
        with self._acting(who, "retry", verification_id) as act:
            run = _run(act, verification_id)
            letters = inbox.progress(act.session, [run.id or 0])[run.id or 0].dead
            tried = [dead.retry(act, letter, who) for letter in letters]
            if not any(tried):
                recheck(act, run, who=who)

    def cancel(self, verification_id: str, who: str) -> None:
        with self._acting(who, "cancel", verification_id) as act:
            cancel(act, _run(act, verification_id), who)

    def flags(self, chosen: FlagFilter) -> FlagPage:
        with reading(self._engine) as session:
            return flag_page(session, chosen)

    def newest_flags(self, chosen: FlagFilter) -> tuple[FlagNews, ...]:
        with reading(self._engine) as session:
            return newest(session, chosen)

    def gauges(self) -> bytes:
        with reading(self._engine) as session:
            return exposition(gauges(session, self._clock()))

    def discrepancy(self, flag_id: str, chosen: FlagFilter, known_at: str | None = None) -> Discrepancy | None:
        with reading(self._engine) as session:
            return discrepancy.discrepancy(session, flag_id, chosen, known_at)

    def flag_lines(self, chosen: FlagFilter) -> Iterator[dict[str, Any]]:
        return exported.flag_lines(self._engine, chosen)

    def ruled(self, page: int = 1) -> tuple[Discrepancy, ...]:
        with reading(self._engine) as session:
            return exported.ruled(session, page)

    def claim_lines(self, occurrence_id: str | None) -> Iterator[dict[str, Any]]:
        return exported.claim_lines(self._engine, occurrence_id)

    def decide(self, flag_id: str, decision: str, dimension: str | None, note: str, who: str) -> None:
        try:
            with self._acting(who, "decide", flag_id, decision=decision, dimension=dimension) as act:
                flag, _ = deciding.decide(act, flag_id, decision, who, note=note, dimension=dimension)
                kept.settle_second(act.session, [flag.id], ruled_by=who)
        except deciding.BadDecision as error:
            raise Refused(str(error)) from None

    def undo(self, flag_id: str, who: str) -> None:
        try:
            with self._acting(who, "undo", flag_id) as act:
                deciding.undo(act, flag_id, who)
        except deciding.BadDecision as error:
            raise Refused(str(error)) from None

    def decide_many(self, flag_ids: tuple[str, ...], decision: str, note: str, who: str) -> None:
        try:
            with self._acting(who, "decide", " ".join(flag_ids), decision=decision) as act:
                inboxing.decide_many(act, flag_ids, decision, note, who)
        except deciding.BadDecision as error:
            raise Refused(str(error)) from None

    def undo_many(self, flag_ids: tuple[str, ...], who: str) -> None:
        try:
            with self._acting(who, "undo", " ".join(flag_ids)) as act:
                inboxing.undo_many(act, flag_ids, who)
        except deciding.BadDecision as error:
            raise Refused(str(error)) from None

    def assign(self, flag_ids: tuple[str, ...], assignee: str | None, who: str) -> None:
        with self._acting(who, "assign", " ".join(flag_ids), to=assignee) as act:
            inboxing.assign(act, flag_ids, assignee, who)

    def ask_second(self, flag_id: str, note: str, who: str) -> None:
        with self._acting(who, "ask second", flag_id) as act:
            inboxing.ask_second(act, flag_id, note, who)

    def settle_second(self, flag_id: str, who: str) -> None:
        with self._acting(who, "settle second", flag_id) as act:
            kept.settle_second(act.session, [flag_id])

    def saved_filters(self, who: str) -> tuple[SavedFilter, ...]:
        with reading(self._engine) as session:
            return inboxing.shown_filters(session, kept.saved_filters(session, who))

    def save_filter(self, name: str, query: str, who: str) -> None:
        with self._acting(who, "save filter", name[:60]) as act:
            inboxing.save_filter(act, name, query, who)

    def delete_filter(self, filter_id: str, who: str) -> None:
        with self._acting(who, "delete filter", filter_id) as act:
            there(kept.delete_filter(act.session, who, number_of(filter_id)) or None)

    def articles(self, page: int = 1) -> tuple[ReportRow, ...]:
        with reading(self._engine) as session:
            return article.article_rows(session, page)

    def article(self, article_id: str) -> ArticleView | None:
        with reading(self._engine) as session:
            return article.article(session, article_id)

    def revisions(self, article_id: str, before: int | None = None, after: int | None = None) -> Revisions | None:
        with reading(self._engine) as session:
            return revisions.revisions(session, article_id, before, after)

    def correct(self, article_id: str, n: int | None, given: Corrected | None, who: str) -> None:
        name = "add" if n is None else "strike" if given is None else "correct"
        with self._acting(who, name, article_id, n=n) as act:
            corrections.correct(act, article_id, n, given, who)

    def take_back(self, article_id: str, correction_id: str, who: str) -> None:
        with self._acting(who, "take back", article_id, correction=correction_id) as act:
            corrections.take_back(act, article_id, number_of(correction_id), who)

    def gold_lines(self) -> Iterator[dict[str, Any]]:
        return corrections.gold_lines(self._engine)

    def recheck(self, article_id: str, who: str) -> None:
        with self._acting(who, "recheck", article_id) as act:
            found = verifications.latest_of_reports(act.session, [article_id])
            if not found:
                raise Refused("This article came in as coverage of another; queue its address to check it by itself.")
            recheck(act, found[0], who=who)

    def occurrences(self, page: int = 1) -> tuple[OccurrenceRow, ...]:
        with reading(self._engine) as session:
            return occurrence.occurrence_rows(session, page)

    def occurrence(
        self, occurrence_id: str, codebook: str | None, known_at: str | None = None
    ) -> OccurrenceView | None:
        with reading(self._engine) as session:
            return occurrence.occurrence(session, occurrence_id, codebook, known_at)


def _run(act: Unit, verification_id: str) -> VerificationRow:
    found = verifications.get_verification(act.session, number_of(verification_id))
    return there(found)
