"""What people say of a number stands beside the machine's reading, survives re-checks, and leaves as gold."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.claims.codec import claim_from_json
from desk.desk import Refused
from desk.stored import StoredDesk
from desk.views import ArticleView, Corrected
from desk.web.app import build_app
from tests.e2e.newsroom import Newsroom, open_newsroom
from tests.e2e.serving import served
from tests.integration.test_web_people import Browser

Desk = tuple[Newsroom, StoredDesk, str]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    room = open_newsroom(tmp_path / "home")
    stored = StoredDesk(room.runtime.engine, room.publish)
    queued = (row.article_id for row in stored.verifications() if row.article_id and row.claims)
    yield room, stored, str(next(queued))
    room.runtime.close()


def view(desk: Desk) -> ArticleView:
    """The article as it stands."""
    found = desk[1].article(desk[2])
    assert found is not None
    return found


def test_a_correction_stands_beside_the_reading_and_is_taken_back(desk: Desk) -> None:
    _, stored, article = desk
    before = view(desk).claims[0]
    given = Corrected(low="40", group="civilians", window="cumulative", stance="denied", note="See paragraph two.")
    stored.correct(article, before.n, given, "samira")
    after = view(desk)
    assert after.claims[0] == before  # the machine's reading is as it was
    one = after.corrections[0]
    assert one.figure is not None
    assert (one.n, one.figure.low, one.figure.high, one.figure.precision) == (before.n, 40, None, "at_least")
    assert (one.group and one.group.surface, one.window, one.stance) == ("civilians", "cumulative", "denied")
    stored.correct(article, before.n, None, "rami")
    assert [(row.act, row.who) for row in view(desk).corrections] == [("strike", "rami")]  # the latest holds
    stored.take_back(article, view(desk).corrections[0].id, "rami")
    assert [(row.act, row.who) for row in view(desk).corrections] == [("correct", "samira")]
    stored.take_back(article, view(desk).corrections[0].id, "rami")
    assert not view(desk).corrections
    with pytest.raises(Refused):
        stored.take_back(article, one.id, "rami")


def test_it_survives_a_recheck(desk: Desk) -> None:
    room, stored, article = desk
    n = view(desk).claims[0].n
    stored.correct(article, n, Corrected(value="7"), "samira")
    stored.recheck(article, "samira")
    room.work()
    assert [(row.n, row.figure and row.figure.value) for row in view(desk).corrections] == [(n, 7)]


def test_a_missed_number_is_found_in_the_text_where_no_claim_stands(desk: Desk) -> None:
    _, stored, article = desk
    shown = view(desk)
    text = " ".join(segment.text for line in (shown.title, *shown.paragraphs) for segment in line if not segment.mark)
    word = max(text.split(), key=len)
    stored.correct(article, None, Corrected(printed=word, value="1", measure="injured"), "samira")
    added = view(desk).corrections[0]
    assert (added.act, added.n, added.text, added.measure) == ("add", None, word, "injured")
    for nothing in ("", "never printed anywhere", str(shown.claims[0].figure.printed) * 9):
        with pytest.raises(Refused, match="print"):
            stored.correct(article, None, Corrected(printed=nothing, value="1"), "samira")
    with pytest.raises(Refused, match="figure"):
        stored.correct(article, None, Corrected(printed=word[1:]), "samira")


@pytest.mark.parametrize(
    "given",
    [
        Corrected(value="many"), Corrected(value="-1"), Corrected(value="NaN"), Corrected(value="1e99"),
        Corrected(low="9", high="3"), Corrected(window="forever"), Corrected(stance="sworn"), Corrected(value="9" * 60),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(desk: Desk, given: Corrected) -> None:
    with pytest.raises(Refused):
        desk[1].correct(desk[2], view(desk).claims[0].n, given, "samira")
    assert not view(desk).corrections


def test_numbers_and_articles_that_are_not_there_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk[1].correct(desk[2], 999, Corrected(value="1"), "samira")
    with pytest.raises(Refused):
        desk[1].correct("nosuchreport", 1, None, "samira")


def test_gold_lines_hold_what_people_say(desk: Desk) -> None:
    _, stored, article = desk
    claims = view(desk).claims
    stored.correct(article, claims[0].n, Corrected(value="7", low="7", high="7"), "samira")
    if len(claims) > 1:
        stored.correct(article, claims[1].n, None, "samira")
    line = json.loads(json.dumps(next(stored.gold_lines())))
    assert (line["id"], line["annotator"], len(line["claims"])) == (
        article,
        "samira",
        len(claims) - (len(claims) > 1),
    )
    read = [claim_from_json(row) for row in line["claims"]]
    assert [one.n for one in read] == list(range(1, len(read) + 1))
    seven = next(one for one in read if one.value == 7)
    assert line["document"][seven.num_start : seven.num_end] == claims[0].figure.printed
    assert [one["value"] for one in line["claims"]].count(7) == 1


def test_the_page_corrects_strikes_adds_and_takes_back(desk: Desk) -> None:
    _, stored, article = desk
    n = view(desk).claims[0].n
    with served(build_app(stored, "samira")) as url:
        browser = Browser(url)
        page = f"/articles/{article}"
        hostile = "<script>alert(1)</script>"
        answer = browser.post(f"{page}/claims/{n}/correction", page, value="7", note=hostile, group='"><img src=x>')
        assert (answer.status_code, answer.headers["location"]) == (303, f"{page}#c{n}")
        html = browser.get(page).text
        assert hostile not in html
        assert "<img src=x>" not in html
        assert "Should be:" in html
        first = view(desk).corrections[0].id
        assert browser.post(f"{page}/corrections/{first}/undo", page).status_code == 303
        assert browser.post(f"{page}/claims/{n}/strike", page).status_code == 303
        assert browser.post(f"{page}/claims", page, printed="nowhere in it", value="1").status_code == 409
        assert browser.post(f"{page}/claims/{n}/correction", page, value="x" * 5000).status_code == 422
        assert "Not a claim." in browser.get(page).text
        assert browser.get("/export/gold.jsonl").json()["id"] == article
