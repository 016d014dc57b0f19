from datetime import date

import pytest

from workers.archive.entry import ArchiveQuery, Entry, day_of


def test_a_dated_report_opens_a_window_around_its_day() -> None:
    middle = date(2024, 3, 10).toordinal()
    assert ArchiveQuery(Entry("a", "h", date="2024-03-10T08:00:00+00:00"), days=5).window() == (middle - 5, middle + 5)


def test_since_and_until_go_before_the_days_around() -> None:
    query = ArchiveQuery(Entry("a", "h", date="2024-03-10"), since="2024-01-01")
    window = query.window()
    assert window is not None
    assert window[0] == date(2024, 1, 1).toordinal()
    assert window[1] > date(2100, 1, 1).toordinal()


def test_no_date_means_no_window() -> None:
    assert ArchiveQuery(Entry("a", "h")).window() is None
    assert ArchiveQuery(words="flood").window() is None


@pytest.mark.parametrize("stamp", [None, "", "yesterday", "0001-01-01", "9999-12-31", "2024-13-01"])
def test_absurd_dates_are_no_dates(stamp: str | None) -> None:
    assert day_of(stamp) is None


def test_words_and_a_report_are_asked_together() -> None:
    entry = ArchiveQuery(Entry("a", "Flood in Tesk", date="2024-03-10"), "bridge").entry()
    assert entry.headline == "bridge\nFlood in Tesk"
    assert (entry.report_id, entry.date) == ("a", "2024-03-10")
