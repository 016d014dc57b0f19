"""The comparison against pairs that were decided by hand: floors in pairs.toml, claims given, scored by the sets' own
scorer. Needs the evaluation sets (TAWATUR_EVAL_DATA)."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.claims import read_claims
from core.claims.codec import claim_from_json
from core.compare.crosscheck import crosscheck, to_json
from core.report import Report

pytestmark = pytest.mark.evaldata

DATA = Path(os.environ.get("TAWATUR_EVAL_DATA", Path(__file__).parents[3] / "shared"))
FLOORS = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text("utf-8"))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def answers(folders: list[Path], read: bool) -> Iterator[dict[str, Any]]:
    """The cross-check of every event, on its claims as they were labelled (`occurrence` and `key` are not looked at),
    or on those that are `read` from its documents."""
    for folder in folders:
        rows = lines(folder / "claims.jsonl")
        told = {row["id"]: row for row in rows}
        if (folder / "docs.jsonl").exists():
            told.update({doc["id"]: doc for doc in lines(folder / "docs.jsonl")})
        reports = [_report(told[row["id"]]) for row in rows]
        if read:
            claims = {report.id: list(read_claims(report)) for report in reports}
        else:
            claims = {row["id"]: [claim_from_json(claim) for claim in row["claims"]] for row in rows}
        yield {**to_json(crosscheck(reports, claims)), "set": folder.name}


def _report(row: dict[str, Any]) -> Report:
    return Report(
        row["id"], row.get("document") or "", row.get("lang"), row.get("url"), row.get("date"), row.get("publisher"),
        row.get("credit") or row.get("wire"),
    )  # fmt: skip


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Any:
    if not (DATA / "gold" / "score.py").exists():
        if os.environ.get("TAWATUR_EVAL_REQUIRED") == "1":
            pytest.fail(f"the evaluation sets are not at {DATA}: set TAWATUR_EVAL_DATA")
        pytest.skip(f"left out: no evaluation sets at {DATA}")
    found: dict[str, dict[str, Any]] = {}

    def score(what: str, name: str, pattern: str) -> dict[str, Any]:
        if (key := f"{what} {name}") not in found:
            root = tmp_path_factory.mktemp(name)
            folders = sorted(p.parent for p in DATA.glob(pattern))
            assert folders, f"no events under {DATA / pattern}"
            for folder in folders:
                (root / folder.name).symlink_to(folder)
            result = root.with_suffix(".jsonl")
            result.write_text(
                "\n".join(json.dumps(a, ensure_ascii=False) for a in answers(folders, name == "read")), "utf-8"
            )
            scorer = [sys.executable, str(DATA / "gold" / "score.py"), what, str(root), str(result), "--json"]
            found[key] = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
        return found[key]

    return score


@pytest.mark.parametrize("figure", sorted(FLOORS["coverage"]))
def test_claim_tables_of_four_events(scored: Any, figure: str) -> None:
    assert scored("pairs", "coverage", "coverage/*/claims.jsonl")[figure] >= FLOORS["coverage"][figure]


@pytest.mark.parametrize("figure", ["accuracy", "dimension_right", "macro_f1"])
def test_gold_pairs_with_the_gold_claims(scored: Any, figure: str) -> None:
    assert scored("pairs", "gold", "gold/*/*/claims.jsonl")[figure] >= FLOORS["gold"][figure]


@pytest.mark.parametrize("relation", sorted(FLOORS["gold"]["f1"]))
def test_relations_that_matter_most(scored: Any, relation: str) -> None:
    assert scored("pairs", "gold", "gold/*/*/claims.jsonl")["f1"][relation] >= FLOORS["gold"]["f1"][relation]


@pytest.mark.parametrize("figure", sorted(FLOORS["read"]))
def test_gold_pairs_on_claims_read_by_ourselves(scored: Any, figure: str) -> None:
    assert scored("pairs", "read", "gold/*/*/claims.jsonl")[figure] >= FLOORS["read"][figure]


def test_near_copies(scored: Any) -> None:
    assert scored("copies", "gold", "gold/*/*/claims.jsonl")["f1"] >= FLOORS["copies"]["f1"]


@pytest.mark.parametrize("figure", ["precision", "recall"])
def test_occurrences(scored: Any, figure: str) -> None:
    assert scored("occurrences", "gold", "gold/*/*/claims.jsonl")[figure] >= FLOORS["occurrences"][figure]
