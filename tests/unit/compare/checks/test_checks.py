"""Consistency inside one report: each check finds its contradiction, and stays silent on sound texts."""

from core.claims import read_claims
from core.compare.checks import Inconsistency, inconsistencies
from core.report import Report


def found(document: str, date: str = "2019-01-25", lang: str = "en") -> tuple[Inconsistency, ...]:
    return inconsistencies(read_claims(Report("r", document, lang, date=date)))


def kinds(document: str) -> list[str]:
    return [i.kind for i in found(document)]


def test_a_headline_that_prints_another_number() -> None:
    told = found("Blast kills 35 soldiers in Aleppo\nThe blast killed at least 34 soldiers in Aleppo on Friday.")
    assert [i.kind for i in told] == ["headline_body"]
    assert "35" in told[0].because
    assert "34" in told[0].because


def test_a_headline_that_rounds_or_agrees_is_sound() -> None:
    assert kinds("Blast kills about 30 soldiers\nThe blast killed 31 soldiers on Friday.") == []
    assert kinds("Blast kills 34 soldiers\nThe blast killed at least 34 soldiers on Friday.") == []
    assert kinds("Blast kills 34 soldiers\nThe blast wounded 50 soldiers on Friday.") == []


def test_an_arabic_headline_with_swapped_digits() -> None:
    told = found("مقتل 43 جنديا في انفجار\nقتل 34 جنديا في الانفجار.", lang="ar")
    assert [i.kind for i in told] == ["headline_body"]


def test_parts_that_exceed_their_total() -> None:
    told = found("Shelling\nThe shelling killed 20 people, among them 15 children and nine women.")
    assert [i.kind for i in told] == ["parts_total"]
    assert "24" in told[0].because


def test_parts_within_their_total_are_sound() -> None:
    assert kinds("Shelling\nThe shelling killed 24 people, among them 15 children and nine women.") == []
    assert kinds("Shelling\nThe shelling killed at least 20 people, among them 15 children and nine women.") == []


def test_previous_and_new_that_do_not_make_the_total() -> None:
    from dataclasses import replace

    from core.claims import Window, WindowKind

    text = "Floods\nFloods killed 14 villagers. Floods killed 12 villagers. Floods killed 27 villagers."
    before, new, total = read_claims(Report("r", text, "en", date="2019-01-25"))
    windows = (Window(WindowKind.OTHER), Window(WindowKind.PERIOD), Window(WindowKind.CUMULATIVE))
    claims = tuple(replace(c, window=w) for c, w in zip((before, new, total), windows, strict=True))
    told = inconsistencies(claims)
    assert [i.kind for i in told] == ["previous_plus_new"]
    assert told[0].claims == (1, 2, 3)
    sound = (*claims[:2], replace(claims[2], value=claims[2].value - 1))  # type: ignore[operator]
    assert inconsistencies(sound) == ()


def test_the_same_figure_twice_with_different_values() -> None:
    told = found("Attack\nThe attack in Syria killed 12 soldiers. The attack in Syria killed 21 soldiers.")
    assert [i.kind for i in told] == ["same_figure_twice"]
    assert kinds("Attack\nThe attack in Syria killed 12 soldiers. The attack in Iraq killed 21 soldiers.") == []
    assert kinds("Attack\nThe attack in Syria killed 12 soldiers. The attack in Syria killed 12 soldiers.") == []
