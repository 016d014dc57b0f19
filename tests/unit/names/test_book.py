"""The data files are sound, and a user's file adds to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.names import find_names, install, load
from core.names.book import LANGUAGES, standard
from core.text import Text


@pytest.fixture
def users_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[river_guard]\nlabel = "River Guard"\nkind = "armed_group"\nen = ["River Guard", "RGX"]\n', "utf-8"
    )
    return path


@pytest.fixture
def restored() -> Iterator[None]:
    before = standard()
    yield
    install(before)


def test_every_parent_exists() -> None:
    entries = standard().entries
    missing = {(e.id, parent) for e in entries.values() for parent in e.part_of if parent not in entries}
    assert not missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_main_kinds_have_names_in_every_language(lang: str) -> None:
    kinds = {entry.kind for node in _leaves(standard().root(lang)) for entry, _, _ in node.leaf}
    assert {"group", "state_body", "armed_group", "agency", "country", "nationality", "un_body"} <= kinds


def test_a_users_file_adds_names(users_file: Path, restored: None) -> None:
    book = load([users_file])
    raw = "RGX fighters shelled the town"
    assert [m.named.id for m in find_names(Text(raw, "en"), book)] == ["river_guard/fighters"]
    assert "river_guard" not in standard().entries
    install(book)
    assert [m.named.id for m in find_names(Text(raw, "en"))] == ["river_guard/fighters"]


def test_a_users_entry_replaces_the_one_that_ships(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[isis]\nlabel = "Daesh"\nkind = "armed_group"\nen = ["Daesh"]\n', "utf-8")
    assert load([path]).entries["isis"].label == "Daesh"


def _leaves(node) -> Iterator:  # type: ignore[no-untyped-def]
    if node.leaf:
        yield node
    for following in node.next.values():
        yield from _leaves(following)
