"""What the occurrence of running totals is called: its country, its first day, and whom most of its figures count."""

from datetime import UTC, datetime
from pathlib import Path

from core.store import make_engine, reading, upgrade, writing
from core.store.tables import FigureRow, OccurrenceRow
from desk.locale import locale_for
from desk.stored.occurrence import occurrence, occurrence_rows
from desk.views import Name

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def figure(key: str, group: str | None, reports: int, where: str = "c1") -> FigureRow:
    return FigureRow(
        id=key, occurrence_id=where, key=key, measure="killed", group_label=group, stance="asserted",
        precision="exact", reports=reports,
    )  # fmt: skip


def test_a_campaign_names_whom_most_of_its_figures_count(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    upgrade(engine)
    with writing(engine) as session:
        session.add(OccurrenceRow(id="c1", title="Clashes", campaign="2018-09-10|SY", created_at=NOW, updated_at=NOW))
        session.add(OccurrenceRow(id="o1", title="Ferry fire", created_at=NOW, updated_at=NOW))
        session.flush()
        session.add_all([figure("f1", "civilians", 2), figure("f2", "SDF", 3), figure("f3", "SDF", 1)])
        session.add_all([figure("f4", "police", 1), figure("f5", None, 9), figure("f6", "passengers", 5, "o1")])
    with reading(engine) as session:
        rows = {row.id: row.campaign for row in occurrence_rows(session)}
        shown = occurrence(session, "c1")
    engine.dispose()
    assert rows["o1"] is None
    assert rows["c1"] is not None
    assert shown is not None
    assert shown.campaign == rows["c1"]
    assert [name.label for name in rows["c1"].groups] == ["SDF", "civilians"]
    assert [locale_for("ar").name(name) for name in rows["c1"].groups if isinstance(name, Name)] == ["قسد", "مدنيون"]
