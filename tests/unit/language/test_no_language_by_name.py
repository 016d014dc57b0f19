"""The next language is a folder: the grammar names none but Arabic, with its script and clitics, and English."""

import re
from pathlib import Path

import pytest

from core import language

CORE = Path(language.__file__).parents[1]


@pytest.mark.parametrize("package", ["claims", "numbers", "names", "text", "coverage", "compare"])
def test_code_names_no_further_language(package: str) -> None:
    others = [code for code in language.supported() if code not in {"ar", "en"}]
    named = re.compile("|".join(rf'(?:lang|code)\w* (?:==|!=|in) [^\n]*"{code}"' for code in others))
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((CORE / package).rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if named.search(line)
    ]
    assert found == []


def test_every_language_has_every_table() -> None:
    folders = {code: {p.name for p in (CORE / "language" / code).glob("*.toml")} for code in language.supported()}
    assert len({frozenset(tables) for tables in folders.values()}) == 1, folders
