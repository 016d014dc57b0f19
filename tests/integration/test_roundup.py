"""A round-up tells of several happenings: its claims come to the occurrence that each is about, whatever came first."""

from itertools import permutations

import pytest
from sqlalchemy import Engine, select

from core.settings import Settings
from core.store import reading
from core.store.queries import occurrences
from core.store.tables import ClaimRow, OccurrenceReportRow, OccurrenceRow
from tests.integration.test_pipeline import Bench
from workers.outbox import unit
from workers.pipeline.article import Article
from workers.pipeline.regrouping import merge_occurrences

DAY = "2026-03-03"  # a Tuesday
ENGLISH = """Market bomb kills 21 in Kirkuk
A bomb killed 21 people and wounded 33 at a vegetable market in Kirkuk on Tuesday, the police said.
The stalls burned until the afternoon, and the market of Kirkuk will stay shut for a week.
In Basra, gunmen killed six oil workers on Tuesday, the governor said.
On Monday, an attack on a checkpoint in Kirkuk killed four policemen.
Last month a bombing in Mosul killed 17 people."""
ARABIC = """تفجير في سوق كركوك يقتل 21
قتل 21 شخصا وأصيب 33 آخرون في تفجير في سوق للخضار في كركوك اليوم الثلاثاء، بحسب الشرطة.
واحترقت الأكشاك حتى العصر، وستبقى سوق كركوك مغلقة أسبوعا.
وفي البصرة قتل مسلحون ستة من عمال النفط اليوم الثلاثاء، وفق المحافظ.
وقتل أمس الاثنين أربعة من رجال الشرطة في هجوم آخر في كركوك.
والشهر الماضي قتل 17 شخصا في تفجير في الموصل."""
ALONE = {
    "kirkuk": "Bomb at Kirkuk market kills 21\nA bomb at a vegetable market in Kirkuk killed 21 people on Tuesday and "
    "wounded 33, a hospital said.\nThe market of Kirkuk burned until the afternoon.",
    "basra": "Six oil workers shot dead in Basra\nGunmen shot dead six oil workers in Basra on Tuesday, the oil "
    "company said.\nThe workers were on their way to a field west of Basra.",
}


@pytest.fixture
def bench(settings: Settings, engine: Engine) -> Bench:
    return Bench(settings, engine)


def _add(bench: Bench, document: str, publisher: str, lang: str = "en", again: bool = False) -> str:
    article = Article(document=document, lang=lang, date=DAY, publisher=publisher)
    return str(bench.verify(article, again=again).report_id)


def _stand(bench: Bench, report: str) -> dict[tuple[str, int], str]:
    """The occurrence of each toll of a report's newest wording, by what the sentence says."""
    with reading(bench.engine) as session:
        rows = session.execute(select(ClaimRow).where(ClaimRow.report_id == report)).scalars().all()  # type: ignore[arg-type]
        return {(row.place_label or "", int(row.value or 0)): str(row.occurrence_id) for row in rows if row.value}


def _members(bench: Bench, occurrence: str) -> set[str]:
    with reading(bench.engine) as session:
        return set(occurrences.members(session, occurrence))


@pytest.mark.parametrize(("document", "lang"), [(ENGLISH, "en"), (ARABIC, "ar")])
def test_each_happening_of_a_round_up_is_an_occurrence(bench: Bench, document: str, lang: str) -> None:
    report = _add(bench, document, "Levant Post", lang)
    stands = _stand(bench, report)
    basra, kirkuk = stands["Basrah", 6], stands["Kirkuk", 21]
    yesterday, mosul = stands["Kirkuk", 4], stands["Mosul", 17]
    assert len({basra, kirkuk, yesterday, mosul}) == 4
    assert stands["Kirkuk", 33] == kirkuk
    with reading(bench.engine) as session:
        listed = {row.id: row.title for row in occurrences.list_occurrences(session)}
        first, *_ = occurrences.occurrences_of(session, [report])[report]
    assert set(listed) == {basra, kirkuk, yesterday, mosul}
    assert first == kirkuk  # what it is mainly about
    assert listed[basra].startswith("Basrah: ")


def test_the_same_stands_together_whichever_report_comes_first(bench: Bench) -> None:
    pages = {"Post": ENGLISH, "Kirkuk Times": ALONE["kirkuk"], "Basra Today": ALONE["basra"]}
    orders = list(permutations(pages))
    for turn, order in enumerate(orders[:: len(orders) - 1]):
        ids = {name: _add(bench, pages[name], f"{name} {turn}") for name in order}
        basra = _stand(bench, ids["Basra Today"])["Basrah", 6]
        stands = _stand(bench, ids["Post"])
        assert stands["Basrah", 6] == basra
        assert stands["Kirkuk", 21] == _stand(bench, ids["Kirkuk Times"])["Kirkuk", 21] != basra
        assert ids["Post"] in _members(bench, basra)
        assert ids["Kirkuk Times"] not in _members(bench, basra)


def test_reading_again_moves_nothing_and_a_merge_binds(bench: Bench) -> None:
    report = _add(bench, ENGLISH, "Levant Post")
    before = _stand(bench, report)
    _add(bench, ENGLISH, "Levant Post", again=True)
    assert _stand(bench, report) == before
    with unit(bench.engine, bench._publish, bench.now) as work:
        merge_occurrences(work, before["Kirkuk", 21], [before["Basrah", 6]], "Rana")
    bench.work()
    _add(bench, ALONE["basra"], "Basra Today")
    _add(bench, ENGLISH, "Levant Post", again=True)
    after = _stand(bench, report)
    assert after["Basrah", 6] == after["Kirkuk", 21] == before["Kirkuk", 21]
    with reading(bench.engine) as session:
        own = OccurrenceReportRow.occurrence_id == before["Kirkuk", 21]
        rows = session.execute(select(OccurrenceReportRow).where(own)).scalars().all()  # type: ignore[arg-type]
        assert [row.beside for row in rows if row.report_id == report] == [False]
        assert session.get(OccurrenceRow, before["Basrah", 6]).merged_into == before["Kirkuk", 21]  # type: ignore[union-attr]
