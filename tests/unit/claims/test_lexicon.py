"""The claim tables of every language: the same lists, and every list that the grammar asks for."""

import re
from pathlib import Path

import pytest

from core import language
from core.claims.lexicon import Entry, bare_forms, lexicon
from core.text import Text

LANGUAGES = ("ar", "en", "es", "fr")
CODE = Path(__file__).parents[3] / "core" / "claims"
MEASURES = {
    "killed", "injured", "killed_or_injured", "captured", "arrested", "sentenced", "missing", "displaced", "affected",
    "infected", "recovered", "rescued", "people_present",
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_measure_is_in_every_language(lang: str) -> None:
    listed = set(language.table(lang, "claims")["event"])
    assert {m for m in listed if not m.startswith("other:")} == MEASURES
    assert "other:released" in listed


def test_every_list_that_the_grammar_asks_for_stands_in_the_english_or_arabic_table() -> None:
    asked = set()
    for path in CODE.glob("*.py"):
        asked |= set(re.findall(r'listed\("(\w+)"|words\["(\w+)"\]|has(?:_bare)?\("(\w+)"', path.read_text("utf-8")))
    names = {name for group in asked for name in group if name}
    known = set(language.table("en", "claims")["words"]) | set(language.table("ar", "claims")["words"])
    assert len(names) > 30
    assert names <= known


def test_clitics_come_off_and_stems_stay() -> None:
    assert "قتلي" in list(bare_forms("والقتلي", ("و", "ال", "وال"), ()))
    assert "تصفيه" in list(bare_forms("تصفيتهم", (), ("هم",)))
    assert list(bare_forms("و", ("و",), ())) == ["و"]


def test_the_longest_entry_wins() -> None:
    lex = lexicon("en")
    norms = Text("killed or injured", "en").norms
    entry = lex.events.at(norms, 0, len(norms))
    assert isinstance(entry, Entry)
    assert entry.measure == "killed_or_injured"
    assert lex.events.at(norms, 0, 1) is not None
    assert lex.events.at(norms, 0, 1).measure == "killed"  # type: ignore[union-attr]
