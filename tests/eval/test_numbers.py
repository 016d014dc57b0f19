"""Accuracy of the number grammar on the public suites and on hand-labelled news; floors_numbers.json holds the bars.

Cases that are left out are listed there with their reasons. They still count against the floors.
"""

import gzip
import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.numbers import Kind, Quantity, read_numbers, read_quantities
from core.text import Text

FLOORS: dict[str, Any] = json.loads((Path(__file__).parent / "floors_numbers.json").read_text("utf-8"))
CLAIMABLE = {Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DISTANCE, Kind.AREA, Kind.DURATION, Kind.OTHER_UNIT}

pytestmark = pytest.mark.evaldata


def _data() -> Path:
    root = Path(os.environ.get("TAWATUR_EVAL_DATA", "../shared"))
    if not (root / "evaldata" / "numbers").is_dir():
        if os.environ.get("TAWATUR_EVAL_REQUIRED") == "1":
            pytest.fail(f"no evaluation sets in {root}: set TAWATUR_EVAL_DATA")
        pytest.skip(f"no evaluation sets in {root}: set TAWATUR_EVAL_DATA to measure accuracy")
    return root


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _as_json(quantity: Quantity) -> dict[str, Any]:
    ends = (quantity.value, quantity.interval.low, quantity.interval.high)
    value, low, high = (None if end is None else float(end) for end in ends)
    span = {"start": quantity.start, "end": quantity.end, "num_start": quantity.start, "num_end": quantity.end}
    return {**span, "value": value, "low": low, "high": high, "precision": str(quantity.precision)}


def _recognizers(scorer: ModuleType, lang: str) -> Iterator[tuple[str, str, list[float]]]:
    """The cases of the scorer, with the decimal commas of French and Spanish values read as such.

    The set's own `value_num` drops those commas ("0,2" became 2), which no reader could match.
    """
    raw = {
        (row["text"], len(row["values"])): row["values"]
        for row in scorer.rows("recognizers_text")
        if row["suite"] == f"Number.{lang}" and row["model"] == "NumberModel"
    }
    for language, text, expected in scorer.cases(f"recognizers:{lang}"):
        values = [str(v) for v in raw[text, len(expected)]]
        yield language, text, [float(v.replace(".", "").replace(",", ".") if "," in v else v) for v in values]


@pytest.mark.parametrize("suite", sorted(FLOORS["suites"]))
def test_suite(suite: str) -> None:
    scorer = _module(_data() / "evaldata" / "score_numbers.py")
    name, lang = suite.split(":")
    comma = name == "recognizers" and lang in ("fr", "es")
    cases = list(_recognizers(scorer, lang) if comma else scorer.cases(suite))
    missed = [text for lang, text, want in cases if not _right(scorer, want, text, lang)]
    score = 1 - len(missed) / len(cases)
    assert score >= FLOORS["suites"][suite], f"{suite} {score:.4f}: {missed}"


def _right(scorer: ModuleType, want: list[Any], text: str, lang: str) -> bool:
    return bool(scorer.right(want, [_as_json(q) for q in read_numbers(text, lang)], False))


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_negative_cases_stay_empty(lang: str) -> None:
    with gzip.open(_data() / "evaldata" / "numbers" / "recognizers_text.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = {
        row["text"]
        for row in rows
        if row["suite"] == f"Number.{lang}" and row["model"] == "NumberModel" and not row["entities"]
    }
    assert texts
    read = {text: [q.printed for q in read_numbers(text, lang)] for text in texts}
    assert not {text: numbers for text, numbers in read.items() if numbers}


@pytest.mark.parametrize("lang", sorted(FLOORS["gold"]))
def test_numbers_of_hand_labelled_news(lang: str) -> None:
    gold = _data() / "gold"
    scorer = _module(gold / "score.py")
    explicit, found, interval, precision = 0, 0, 0, 0
    for folder in scorer.folders(gold / lang):
        documents = {row["id"]: row["document"] for row in scorer.lines(folder / "docs.jsonl")}
        for row in scorer.lines(folder / "claims.jsonl"):
            claims = [c for c in row["claims"] if c["precision"] != "implicit_one"]
            quantities = read_quantities(Text(documents[row["id"]], lang))
            read = [_as_json(q) for q in quantities if q.kind in CLAIMABLE]
            pairs = scorer.match(claims, read)
            explicit += len(claims)
            found += len(pairs)
            interval += sum(scorer.interval_right(claims[i], read[j]) for i, j in pairs.items())
            precision += sum(claims[i]["precision"] == read[j]["precision"] for i, j in pairs.items())
    floors = FLOORS["gold"][lang]
    assert found / explicit >= floors["found"]
    assert interval / found >= floors["interval"]
    assert precision / found >= floors["precision"]
