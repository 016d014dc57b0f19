"""Two processes judge one happening by turns: each remembers what it judged itself, and the rows are those of one."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, update

from core.settings import Settings
from core.store import reading, writing
from core.store.queries import judgements, occurrences
from core.store.queries.jobs import Message
from core.store.queries.storing import clear_judgement
from core.store.tables import FigureRow, OccurrenceReportRow, OccurrenceRow, RelationRow, core
from tests.integration.chaos import found
from workers.outbox import unit, utc_now
from workers.pipeline.article import Article
from workers.pipeline.judging import judge_occurrence
from workers.pipeline.queueing import queue_article
from workers.running import run
from workers.runtime import Runtime
from workers.tasks import STEPS

_SOURCES = ("the Health Ministry", "the Red Cross", "the governor")


def _article(number: int) -> Article:
    killed = 30 + 3 * (number // 3) + (7 if number % 4 == 3 else 0)
    return Article(
        document=f"Blast in Aden kills {killed} people\n{killed} people were killed and {60 + number} were injured in a "
        f"blast at the market in Aden, {_SOURCES[number % 3]} said.",
        lang="en",
        date=f"2026-03-0{1 + number // 4}",
        publisher=f"Outlet {number}",
    )


class Processes:
    """Two processes' memories on one installation."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.engine = engine
        self._mail: list[Message] = []
        self.each = [self.fresh(settings), self.fresh(settings)]

    def fresh(self, settings: Settings) -> Runtime:
        made = Runtime(settings, self._keep)
        made.__dict__["engine"] = self.engine
        return made

    def _keep(self, messages: Sequence[Message]) -> Sequence[Message]:
        self._mail.extend(messages)
        return ()

    def verify(self, number: int, which: int) -> None:
        with unit(self.engine, self._keep, utc_now()) as work:
            queue_article(work, _article(number))
        while self._mail:
            run(self.each[which], self._mail.pop(0).job_id, STEPS)


@pytest.fixture
def processes(settings: Settings, engine: Engine) -> Processes:
    return Processes(settings, engine)


def _occurrence(engine: Engine) -> str:
    with reading(engine) as session:
        (held,) = session.execute(select(OccurrenceReportRow.occurrence_id).distinct()).scalars().all()  # type: ignore[call-overload]
    return str(held)


def test_judging_by_turns_gives_what_judging_from_scratch_gives(processes: Processes, settings: Settings) -> None:
    for number in range(12):
        processes.verify(number, which=number % 2 if number < 8 else 1)
    processes.verify(12, which=0)  # whose memory is five reports old
    engine, by_turns = processes.engine, found(processes.engine)
    one = _occurrence(engine)
    with writing(engine) as session:
        clear_judgement(session, one)
        occurrences.note_change(session, one)
        session.execute(update(core(OccurrenceRow)).values(digest=None))
    judge_occurrence(processes.fresh(settings), one)
    assert found(engine) == by_turns
    assert by_turns.count("relation") > 20  # there was something to compare


def test_a_turn_writes_only_what_the_new_report_touches(processes: Processes) -> None:
    for number in range(11):
        processes.verify(number, which=number % 2)
    with reading(processes.engine) as session:
        before = {row.id for row in session.execute(select(FigureRow)).scalars()}
    written: list[tuple[str, int]] = []

    def note(_c: Any, _u: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        written.append((statement, len(parameters) if many else 1))

    event.listen(processes.engine, "after_cursor_execute", note)
    processes.verify(11, which=0)  # the process that didn't judge last
    event.remove(processes.engine, "after_cursor_execute", note)
    with reading(processes.engine) as session:
        figures = [row.id for row in session.execute(select(FigureRow)).scalars() if row.id not in before]
        relations = len(judgements.relations_with(session, figures))
        everything = session.execute(select(func.count()).select_from(RelationRow)).scalar_one()
    inserted = sum(rows for statement, rows in written if statement.startswith("INSERT INTO relation"))
    assert 0 < inserted <= relations + len(before) < everything


def test_the_same_records_are_not_judged_twice(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        processes.verify(number, which=0)
    one, stands = _occurrence(processes.engine), found(processes.engine)
    with writing(processes.engine) as session:
        occurrences.note_change(session, one)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr("workers.pipeline.judging.judge_again", never)
    judged = judge_occurrence(processes.each[1], one)
    assert judged is not None
    assert (judged.findings > 0, judged.flags > 0) == (True, True)
    assert (judged.raised.opened, judged.raised.withdrawn) == ([], [])
    with reading(processes.engine) as session:
        row = occurrences.get_occurrence(session, one)
    assert row is not None
    assert row.judged == row.changed
    assert found(processes.engine) == stands
