"""The tally under every codebook and as known at a day; a report's contradictions with itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete
from sqlmodel import select

from core.compare.reported import Reported
from core.compare.tally import CODEBOOKS, as_known_at
from core.store import reading, writing
from core.store.queries import judgements
from core.store.tables import ClaimRow, FlagRow, core
from desk.stored import StoredDesk
from desk.stored.occurrence import _carried, _played, _tallied
from desk.stored.replay import replayed, was_out
from tests.e2e.newsroom import Newsroom, open_newsroom
from tests.unit.compare.told import claim

DAYS = ("2019-03-17", "2019-03-17T14:05", "2019-03-18 09:00", "2019-03-18T09:00", "2019-03", None)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    made = open_newsroom(tmp_path_factory.mktemp("replay"))
    yield made
    made.runtime.close()


@pytest.fixture(scope="module")
def desk(room: Newsroom) -> StoredDesk:
    return StoredDesk(room.runtime.engine, room.publish)


def test_playing_the_stored_figures_again_gives_the_stored_tally(room: Newsroom, desk: StoredDesk) -> None:
    for row in desk.occurrences():
        with reading(room.runtime.engine) as session:
            figures = judgements.figures_of(session, row.id)
            carried, _ = _carried(session, row.id, figures)
            kept = judgements.tally_of(session, row.id)
            again = _played(replayed(session, figures, carried, kept[0].codebook, None))
            assert kept
            assert sorted(again, key=repr) == sorted(_tallied(session, row.id, kept), key=repr)


def test_codebooks_differ_and_one_that_does_not_exist_is_the_one_in_force(desk: StoredDesk) -> None:
    views = {book: desk.occurrence(desk.occurrences()[-1].id, book) for book in (*CODEBOOKS, "nobody's")}
    assert {view.codebook for book, view in views.items() if view and book == "nobody's"} == {"ucdp"}
    best = {book: [row.best for row in view.tally] for book, view in views.items() if view}
    assert any(value is not None for value in best["ucdp"])
    assert all(value is None for value in best["ibc"])  # that codebook gives a range and no best


def test_what_was_known_then_holds_only_reports_that_were_out(desk: StoredDesk) -> None:
    view = next(v for row in desk.occurrences() if (v := desk.occurrence(row.id, None)) and len(v.days) > 1)
    then = desk.occurrence(view.id, None, view.days[0])
    last = desk.occurrence(view.id, None, view.days[-1])
    before = desk.occurrence(view.id, None, "1999-01-01")
    assert then is not None
    assert last is not None
    assert before is not None
    out = [report for _, reports in then.reports for report in reports]
    assert {report.published and report.published[:10] for report in out} == {view.days[0]}
    assert 0 < len(out) < sum(len(reports) for _, reports in view.reports)
    assert sorted(last.tally, key=repr) == sorted(view.tally, key=repr)
    assert (before.tally, before.rows, before.reports) == ((), (), ())


def test_being_out_is_the_cores_own_rule() -> None:
    for date in DAYS:
        for when in ("2019-03-16", "2019-03-17", "2019-03-18", "2019-03-17T12:00", "2019-03-18T09:00"):
            assert was_out(date, when) == bool(as_known_at([Reported("r", claim(1), reported_at=date)], when)), (
                date,
                when,
            )


def test_a_report_that_contradicts_itself_says_so_on_its_page(room: Newsroom, desk: StoredDesk) -> None:
    now = datetime.now(UTC)
    because = {"rule": "parts and total", "en": "The parts make 30, the total says 40.", "ar": "مجموع الأجزاء ٣٠."}
    with writing(room.runtime.engine) as session:
        first = session.execute(select(ClaimRow).order_by(core(ClaimRow).c.id)).scalars().first()
        assert first is not None
        for name, status in (("i1", "open"), ("i2", "withdrawn")):
            session.add(
                FlagRow(
                    id=name, kind="inconsistent", key=name, status=status, report_id=first.report_id, claim_a=first.id,
                    because=because, evidence=[], opened_at=now, changed_at=now,
                )
            )  # fmt: skip
    try:
        view = desk.article(first.report_id)
        assert view is not None
        assert [(one.check, one.claims) for one in view.inconsistencies] == [("parts and total", (first.n,))]
        assert ("en", because["en"]) in view.inconsistencies[0].because
    finally:
        with writing(room.runtime.engine) as session:
            session.execute(delete(FlagRow).where(core(FlagRow).c.id.in_(["i1", "i2"])))
