"""Which reports are about one occurrence, and which are copies: own claims on the gold news, pairwise, with floors."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from core.claims import read_claims
from core.coverage.copies import copies
from core.coverage.occurrence import occurrences
from core.report import Report
from tests.conftest import EVAL_DATA

FLOORS = json.loads((Path(__file__).parent / "floors_occurrences.json").read_text("utf-8"))
Pairs = set[tuple[str, str]]
pytestmark = pytest.mark.evaldata


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _folders() -> list[Path]:
    return sorted(path.parent for path in (EVAL_DATA / "gold").glob("*/*/docs.jsonl"))


def _reports(folder: Path) -> list[Report]:
    return [
        Report(
            str(row["id"]),
            str(row["document"]),
            lang=folder.parent.name,
            date=row.get("date"),  # type: ignore[arg-type]
            publisher=row.get("publisher"),  # type: ignore[arg-type]
            credit=row.get("credit"),  # type: ignore[arg-type]
        )
        for row in _lines(folder / "docs.jsonl")
    ]


def _pairs(groups: Iterable[Sequence[str]]) -> Pairs:
    return {(a, b) for group in groups for a, b in combinations(sorted(set(group)), 2)}


def test_reports_are_put_together_by_occurrence() -> None:
    wanted: Pairs = set()
    found: Pairs = set()
    for folder in _folders():
        gold: dict[object, list[str]] = defaultdict(list)
        for row in _lines(folder / "claims.jsonl"):
            gold[row["occurrence"]].append(str(row["id"]))
        labelled = {report for group in gold.values() for report in group}
        told = _reports(folder)
        groups = occurrences(told, {report.id: read_claims(report) for report in told}).groups
        wanted |= _pairs(gold.values())
        found |= _pairs([report for report in group if report in labelled] for group in groups)
    right = len(wanted & found)
    assert right / len(found) >= FLOORS["precision"]
    assert right / len(wanted) >= FLOORS["recall"]


def test_copies_are_found() -> None:
    wanted: Pairs = set()
    found: Pairs = set()
    for folder in _folders():
        wanted |= _pairs(json.loads((folder / "copies.json").read_text("utf-8")))
        found |= _pairs(copies(_reports(folder)))
    assert 2 * len(wanted & found) / (len(wanted) + len(found)) >= FLOORS["copies_f1"]
