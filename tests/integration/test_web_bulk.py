"""Many flags at once, flags given to people, filters that are kept."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine, select

from core.store import reading, upgrade
from core.store.migrate import downgrade
from core.store.tables import FlagRow, core
from desk.people import add_user
from desk.signing import People
from desk.stored import StoredDesk
from desk.views import FlagFilter
from desk.web.app import build_app
from tests.e2e.newsroom import open_newsroom
from tests.e2e.serving import served
from tests.integration.test_web_people import PASSWORD, Browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, StoredDesk, Engine]]:
    room = open_newsroom(tmp_path_factory.mktemp("bulk"))
    engine = room.runtime.engine
    for name, role in (("Amal", "admin"), ("Rami", "reviewer"), ("Vera", "viewer")):
        add_user(engine, name, role, PASSWORD)
    stored = StoredDesk(engine, room.publish)
    with served(build_app(stored, "x", people=People(engine))) as url:
        yield url, stored, engine
    room.runtime.close()


@pytest.fixture(scope="module")
def rami(desk: tuple[str, StoredDesk, Engine]) -> Browser:
    browser = Browser(desk[0])
    browser.sign_in("Rami")
    return browser


def send(browser: Browser, path: str, ids: list[str], **fields: object):  # type: ignore[no-untyped-def]
    """The form under the list, with these flags chosen."""
    return browser.post(path, flag=ids, **fields)  # type: ignore[arg-type]


def test_many_flags_are_ruled_on_and_taken_back_at_once(desk: tuple[str, StoredDesk, Engine], rami: Browser) -> None:
    stored = desk[1]
    ids = [row.id for row in stored.flags(FlagFilter()).rows]
    answer = send(rami, "/bulk/decisions?q=", ids, decision="cannot_tell", note="Quiet day.")
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.headers["location"]).query)["bulk"] == [",".join(ids)]
    assert not stored.flags(FlagFilter()).rows
    assert {row.decision for row in stored.flags(FlagFilter(state="decided")).rows} == {"cannot_tell"}
    page = rami.get(answer.headers["location"])
    assert "/bulk/undo" in page.text
    assert send(rami, "/bulk/undo", ids).status_code == 303
    assert [row.id for row in stored.flags(FlagFilter()).rows] == ids


def test_one_that_cannot_be_ruled_on_leaves_all_as_they_were(
    desk: tuple[str, StoredDesk, Engine], rami: Browser
) -> None:
    stored, before = desk[1], len(People(desk[2]).acts())
    ids = [row.id for row in stored.flags(FlagFilter()).rows]
    assert send(rami, "/bulk/decisions", [*ids, "nosuchflag"], decision="a_right").status_code == 409
    assert [row.id for row in stored.flags(FlagFilter()).rows] == ids
    assert len(People(desk[2]).acts()) == before  # what wasn't done isn't in the log
    assert send(rami, "/bulk/decisions", [], decision="a_right").status_code == 409
    assert send(rami, "/bulk/decisions", ids, decision="burn").status_code == 422
    assert send(rami, "/bulk/decisions", [str(n) for n in range(51)], decision="a_right").status_code in (409, 422)
    assert send(rami, "/bulk/undo", ids).status_code == 409


def test_flags_are_given_to_people_who_may_rule(desk: tuple[str, StoredDesk, Engine], rami: Browser) -> None:
    stored = desk[1]
    ids = [row.id for row in stored.flags(FlagFilter()).rows]
    assert send(rami, "/bulk/assignments", ids[:1], assignee="amal").status_code == 303
    assert [row.assignee for row in stored.flags(FlagFilter()).rows][:2] == ["Amal", None]
    assert [row.id for row in stored.flags(FlagFilter(assignee="Amal")).rows] == ids[:1]
    shown = stored.discrepancy(ids[0], FlagFilter(assignee="Amal"))
    assert shown is not None
    assert (shown.position, shown.total, shown.next_id) == (1, 1, None)
    for nobody in ("Vera", "Nobody", "x' or 1=1"):
        assert send(rami, "/bulk/assignments", ids[:1], assignee=nobody).status_code == 409
    assert send(rami, "/bulk/assignments", ["nosuchflag"], assignee="Amal").status_code == 409
    assert send(rami, "/bulk/assignments", ids[:1], assignee="").status_code == 303
    assert not stored.flags(FlagFilter(assignee="Amal")).rows


def test_a_filter_is_kept_and_belongs_to_one_person(desk: tuple[str, StoredDesk, Engine], rami: Browser) -> None:
    url, stored, _ = desk
    assert rami.post("/bulk/filters", name="Everything").status_code == 409  # nothing is filtered
    assert rami.post("/bulk/filters?kind=misquoted&lang_of=ar", name='<b>"Mine"</b>').status_code == 303
    page = rami.get("/flags").text
    assert "&lt;b&gt;" in page
    assert "<b>&#34;" not in page
    assert 'href="/flags?kind=misquoted&amp;lang_of=ar"' in page
    kept = stored.saved_filters("Rami")[0]
    amal = Browser(url)
    amal.sign_in("Amal")
    assert amal.post(f"/bulk/filters/{kept.id}/delete").status_code == 409
    assert "&lt;b&gt;" not in amal.get("/flags").text
    assert rami.post(f"/bulk/filters/{kept.id}/delete").status_code == 303
    assert not stored.saved_filters("Rami")


def test_a_viewer_only_looks(desk: tuple[str, StoredDesk, Engine]) -> None:
    vera = Browser(desk[0])
    vera.sign_in("Vera")
    ids = [desk[1].flags(FlagFilter()).rows[0].id]
    for path in (
        "/bulk/decisions",
        "/bulk/undo",
        "/bulk/assignments",
        "/bulk/filters?kind=wide",
        "/bulk/filters/1/delete",
    ):
        assert send(vera, path, ids, decision="a_right", name="x", assignee="Amal").status_code == 403, path


def test_every_filter_of_the_address_narrows(desk: tuple[str, StoredDesk, Engine]) -> None:
    stored = desk[1]
    rows = stored.flags(FlagFilter()).rows
    first = stored.discrepancy(rows[0].id, FlagFilter())
    assert first is not None
    for chosen in (
        FlagFilter(occurrence=first.occurrence_id or ""),
        FlagFilter(measure=first.measure),
        FlagFilter(days=1),
        FlagFilter(occurrence=first.occurrence_id or "", measure=first.measure, days=1, lang="", assignee=""),
    ):
        assert rows[0].id in [row.id for row in stored.flags(chosen).rows]
        page = stored.flags(chosen)
        assert page.total == len(page.rows)
    assert not stored.flags(FlagFilter(occurrence="elsewhere")).rows
    assert not stored.flags(FlagFilter(outlet="No such paper")).rows
    assert not stored.flags(FlagFilter(measure="displaced")).rows


def test_an_outlet_and_a_language_are_found_on_either_side(desk: tuple[str, StoredDesk, Engine]) -> None:
    stored = desk[1]
    shown = [stored.discrepancy(row.id, FlagFilter()) for row in stored.flags(FlagFilter()).rows]
    told = {one.id: {side.publisher for side in (one.left, one.right) if side} for one in shown if one}
    spoken = {one.id: {side.lang for side in (one.left, one.right) if side} for one in shown if one}
    right = [one.right.publisher for one in shown if one is not None and one.right is not None]
    assert right
    for outlet in {name for names in told.values() for name in names if name}:
        found = stored.flags(FlagFilter(outlet=outlet))
        assert {row.id for row in found.rows} == {flag for flag, names in told.items() if outlet in names}, outlet
        assert found.total == sum(count for _, count in found.kinds) == len(found.rows)
        walked = stored.discrepancy(found.rows[0].id, FlagFilter(outlet=outlet))
        assert walked is not None
        assert (walked.position, walked.total, walked.previous_id) == (1, found.total, None)
    assert len({frozenset(langs) for langs in spoken.values()}) > 1
    for lang in ("ar", "en"):
        found = stored.flags(FlagFilter(lang=lang))
        assert {row.id for row in found.rows} == {flag for flag, langs in spoken.items() if lang in langs}, lang


def test_flags_of_an_older_release_are_told_their_claims(desk: tuple[str, StoredDesk, Engine]) -> None:
    engine = desk[2]
    told = select(core(FlagRow).c["id", "measure", "report_b"]).order_by(core(FlagRow).c.id)
    with reading(engine) as session:
        before = session.execute(told).all()
    assert {row[2] is None for row in before} == {False}
    downgrade(engine, "0020")
    upgrade(engine)
    with reading(engine) as session:
        assert session.execute(told).all() == before
