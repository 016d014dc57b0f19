"""The real desk: reads through the store's queries, acts through the pipeline's use-cases, sends after the commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Engine

from core.store import StoreUnreachable, pending, ping, reading
from core.store.queries import audit, inbox, verifications
from core.store.queries import desk as kept
from core.store.queries.gauges import gauges
from core.store.tables import VerificationRow
from desk.desk import Counts, Pasted, Refused, SavedFilter
from desk.stored import article, corrections, discrepancy, exported, inboxing, occurrence, timetable, work
from desk.stored.gauges import exposition
from desk.stored.inbox import flag_page, newest
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
    ScheduleRow,
    SourceRow,
)
from desk.views import VerificationRow as VerificationView
from workers import schedule
from workers.outbox import Clock, Publish, Unit, unit, utc_now
from workers.pipeline import dead, deciding
from workers.pipeline.article import Article
from workers.pipeline.ending import cancel
from workers.pipeline.queueing import NotAnArticle, queue_article, recheck
from workers.timing import BadSchedule, Rule

T = TypeVar("T")

LONGEST_LIST = 500
"""Addresses that one form queues; longer lists go through the command line."""


class StoredDesk:
    """Over an engine and a way to send. Every read is one transaction, every act one unit of work."""

    def __init__(
        self, engine: Engine, publish: Publish, check_broker: Callable[[], object] | None = None, clock: Clock = utc_now
    ) -> None:
        self._engine, self._publish, self._clock = engine, publish, clock
        self._check_broker = check_broker

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

    def verifications(self, before: int | None = None) -> tuple[VerificationView, ...]:
        with reading(self._engine) as session:
            return work.verification_rows(session, before)

    def queue(self, urls: tuple[str, ...], pasted: Pasted | None, who: str) -> int:
        articles = [Article(url=url) for url in urls[:LONGEST_LIST]]
        if pasted is not None:
            text = pasted.text.replace("\r\n", "\n")
            articles.append(Article(None, text, pasted.lang, pasted.date, pasted.publisher))
        try:
            with self._acting(who, "queue", articles=[one.url for one in articles][:20]) as act:
                return sum(queue_article(act, one, who=who).is_new for one in articles)
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

    def discrepancy(self, flag_id: str, chosen: FlagFilter) -> Discrepancy | None:
        with reading(self._engine) as session:
            return discrepancy.discrepancy(session, flag_id, chosen)

    def flag_lines(self, chosen: FlagFilter) -> Iterator[dict[str, Any]]:
        return exported.flag_lines(self._engine, chosen)

    def claim_lines(self, occurrence_id: str | None) -> Iterator[dict[str, Any]]:
        return exported.claim_lines(self._engine, occurrence_id)

    def decide(self, flag_id: str, decision: str, dimension: str | None, note: str, who: str) -> None:
        try:
            with self._acting(who, "decide", flag_id, decision=decision, dimension=dimension) as act:
                deciding.decide(act, flag_id, decision, who, note=note, dimension=dimension)
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

    def saved_filters(self, who: str) -> tuple[SavedFilter, ...]:
        with reading(self._engine) as session:
            return inboxing.shown_filters(kept.saved_filters(session, who))

    def save_filter(self, name: str, query: str, who: str) -> None:
        with self._acting(who, "save filter", name[:60]) as act:
            inboxing.save_filter(act, name, query, who)

    def delete_filter(self, filter_id: str, who: str) -> None:
        with self._acting(who, "delete filter", filter_id) as act:
            _there(kept.delete_filter(act.session, who, _number(filter_id)) or None)

    def articles(self, page: int = 1) -> tuple[ReportRow, ...]:
        with reading(self._engine) as session:
            return article.article_rows(session, page)

    def article(self, article_id: str) -> ArticleView | None:
        with reading(self._engine) as session:
            return article.article(session, article_id)

    def correct(self, article_id: str, n: int | None, given: Corrected | None, who: str) -> None:
        name = "add" if n is None else "strike" if given is None else "correct"
        with self._acting(who, name, article_id, n=n) as act:
            corrections.correct(act, article_id, n, given, who)

    def take_back(self, article_id: str, correction_id: str, who: str) -> None:
        with self._acting(who, "take back", article_id, correction=correction_id) as act:
            corrections.take_back(act, article_id, _number(correction_id), who)

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

    def schedules(self) -> tuple[ScheduleRow, ...]:
        with reading(self._engine) as session:
            return timetable.schedule_rows(session)

    def add_schedule(self, subject: str, rule: str, spec: str, who: str) -> None:
        try:
            with self._acting(who, "add schedule", subject[:200], rule=rule, spec=spec) as act:
                found = timetable.subject_of(act.session, subject)
                if found is None:
                    raise Refused("no article and no occurrence has this address or number.")
                schedule.add(act, *found, Rule(rule, _spec(rule, spec)), who=who)
        except BadSchedule as error:
            raise Refused(str(error)) from None

    def pause_schedule(self, schedule_id: str, who: str) -> None:
        with self._acting(who, "pause schedule", schedule_id) as act:
            _there(schedule.pause(act, _number(schedule_id)))

    def resume_schedule(self, schedule_id: str, who: str) -> None:
        with self._acting(who, "resume schedule", schedule_id) as act:
            _there(schedule.pause(act, _number(schedule_id), paused=False))

    def run_schedule(self, schedule_id: str, who: str) -> None:
        with self._acting(who, "run schedule", schedule_id) as act:
            _there(schedule.run_now(act, _number(schedule_id)) or None)

    def sources(self) -> tuple[SourceRow, ...]:
        with reading(self._engine) as session:
            return timetable.source_rows(session)

    @contextmanager
    def _acting(self, who: str, act: str, subject: str = "", **detail: Any) -> Iterator[Unit]:
        """One unit of work with its line in the log of acts: both are kept, or neither."""
        with unit(self._engine, self._publish, self._clock()) as work:
            yield work
            audit.note(work.session, work.now, who, act, subject, **detail)


def _spec(rule: str, spec: str) -> str:
    """Hours of the form as the seconds of the rule."""
    if rule != "every":
        return spec if rule == "cron" else ""
    if not spec.isascii() or not spec.isdigit() or len(spec) > 5:
        raise Refused("the hours are no whole number.")
    return str(int(spec) * 3600)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Refused("There is nothing of this number.")
    return int(text)


def _run(act: Unit, verification_id: str) -> VerificationRow:
    found = verifications.get_verification(act.session, _number(verification_id))
    return _there(found)


def _there(found: T | None) -> T:
    if found is None:
        raise Refused("It isn't there any more: reload the page.")
    return found
