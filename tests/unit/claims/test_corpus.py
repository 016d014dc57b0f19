"""The corpora beside the claim tables: every sentence yields exactly the claims written next to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from core import language
from core.claims import Claim, read_claims
from core.numbers import Precision
from core.report import Report

LANGUAGES = ("ar", "en", "es", "fr")
PRECISIONS = frozenset(str(p) for p in Precision)


def cases() -> Iterator[Any]:
    for lang in LANGUAGES:
        for section, content in language.table(lang, "corpus_claims").items():
            for n, (text, wanted) in enumerate(content["cases"]):
                yield pytest.param(lang, text, wanted, id=f"{lang}-{section}-{n + 1}")


@pytest.mark.parametrize(("lang", "text", "wanted"), list(cases()))
def test_reads_exactly_these_claims(lang: str, text: str, wanted: list[str]) -> None:
    claims = read_claims(Report("corpus", text, lang))
    assert [text[c.num_start : c.num_end] for c in claims] == [w.split("|")[0].strip() for w in wanted]
    for claim, line in zip(claims, wanted, strict=True):
        agrees(claim, line)


def agrees(claim: Claim, line: str) -> None:
    _, measure, group, *more = [part.strip() for part in line.split("|")]
    if measure:
        assert claim.measure == measure, dict(claim.because)
    if group == "-":
        assert claim.group is None or claim.group.id == "people", claim.group
    elif group:
        assert claim.group is not None
        names = f"{claim.group.label} {claim.group.surface}"
        assert group.lower() in names.lower(), claim.group
    stance = "asserted"
    for word in filter(None, (m for entry in more for m in entry.split())):
        if word in PRECISIONS:
            assert str(claim.precision) == word
        elif word.startswith("part="):
            assert claim.part_of == int(word[5:])
        else:
            stance = word
    assert str(claim.stance) == stance, dict(claim.because)


def test_each_corpus_is_large_enough() -> None:
    for lang in LANGUAGES:
        assert sum(len(section["cases"]) for section in language.table(lang, "corpus_claims").values()) >= 60
