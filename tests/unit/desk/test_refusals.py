"""Refusals in Arabic: every sentence that the code can say, found in the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import desk
import workers
from desk.locale.refusals import refusal

SAID_BY = {"Refused", "BadDecision", "BadRegrouping", "NotAnArticle", "BadSchedule"}
ELSEWHERE = {"commands", "notices"}
"""What only the command line and the sending of notices say."""


def _sentences() -> Iterator[str]:
    for package in (desk, workers):
        root = Path(str(package.__file__)).parent
        for file in sorted(root.rglob("*.py")):
            if ELSEWHERE.isdisjoint(file.relative_to(root).parts):
                yield from filter(None, map(_sentence, ast.walk(ast.parse(file.read_text("utf-8")))))


def _sentence(node: ast.AST) -> str | None:
    """What a refusal says, with "7x" for each value; None for other nodes."""
    if not isinstance(node, ast.Call) or not node.args or not isinstance(node.func, ast.Name | ast.Attribute):
        return None
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
    said = node.args[0]
    if name not in SAID_BY or not isinstance(said, ast.Constant | ast.JoinedStr):
        return None
    pieces = said.values if isinstance(said, ast.JoinedStr) else [said]
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "7x" for one in pieces)


def test_every_refusal_has_its_arabic() -> None:
    sentences = sorted(set(_sentences()))
    assert len(sentences) > 50
    assert [said for said in sentences if refusal(said, "ar") == said] == []
    lost = [said for said in sentences if "7x" in said and "7x" not in refusal(said, "ar")]
    assert lost == []


def test_values_stay_and_the_narrowest_sentence_wins() -> None:
    assert refusal("12a is no number that can be counted.", "ar") == "12a ليس رقمًا يُعدّ به."
    assert refusal("a.txt, line 7: NUL characters are in no text.", "ar") == "a.txt، السطر 7: لا محارف NUL في نص."
    assert refusal("{0} is no number.", "ar") == "{0} ليس رقمًا."


@pytest.mark.parametrize("text", ["Something else.", "", "x" * 100_000 + " is no number."])
def test_what_isnt_known_stays_as_it_is(text: str) -> None:
    assert refusal(text, "ar") == text
    assert refusal("The least is more than the most.", "en") == "The least is more than the most."
