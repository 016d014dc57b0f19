"""Claims against hand-labelled news: each figure against its floor in floors_claims.json.

The sets lie where TAWATUR_EVAL_DATA says (default ../shared). Without them these tests are left out, loudly, unless
TAWATUR_EVAL_REQUIRED=1 makes their absence a failure.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.claims import read_claims
from core.claims.codec import claim_to_json
from core.report import Report

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("TAWATUR_EVAL_DATA", ROOT.parent / "shared"))
FLOORS: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "floors_claims.json").read_text("utf-8"))


def available() -> None:
    if not (DATA / "gold" / "score.py").exists():
        message = f"no evaluation sets at {DATA} (TAWATUR_EVAL_DATA)"
        if os.environ.get("TAWATUR_EVAL_REQUIRED") == "1":
            pytest.fail(message)
        pytest.skip(message)


def report_of(row: dict[str, Any]) -> Report:
    optional = (row.get(name) for name in ("lang", "url", "date", "publisher", "credit"))
    return Report(row["id"], row["document"], *optional)


def write_claims(folder: Path, target: Path) -> None:
    files = [folder / "docs.jsonl"] if (folder / "docs.jsonl").exists() else sorted(folder.glob("*/docs.jsonl"))
    with target.open("w", encoding="utf-8") as out:
        for line in (line for file in files for line in file.read_text("utf-8").splitlines()):
            row = json.loads(line)
            claims = [claim_to_json(c) for c in read_claims(report_of(row))]
            out.write(json.dumps({"id": row["id"], "claims": claims}, ensure_ascii=False) + "\n")


@pytest.mark.evaldata
@pytest.mark.parametrize("name", ["seed", "gold/ar", "gold/en"])
def test_reaches_its_floors(name: str, tmp_path: Path) -> None:
    available()
    write_claims(DATA / name, tmp_path / "read.jsonl")
    command = [
        sys.executable,
        str(DATA / "gold" / "score.py"),
        "claims",
        str(DATA / name),
        str(tmp_path / "read.jsonl"),
    ]
    answer = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True, timeout=120)
    scores = json.loads(answer.stdout)
    below = {field: scores[field] for field, floor in FLOORS[name].items() if scores[field] < floor}
    assert not below, f"{name}: {below} below {FLOORS[name]}"
    assert scores["not_claims_taken"] <= 0.05 * scores["not_claims"]


@pytest.mark.evaldata
def test_counts_of_victims_in_muc4(tmp_path: Path) -> None:
    available()
    script = str(DATA / "evaldata" / "score_events.py")
    made = subprocess.run(
        [sys.executable, script, "make", "muc4"], capture_output=True, text=True, check=True, timeout=120
    )
    with (tmp_path / "out.jsonl").open("w", encoding="utf-8") as out:
        for row in map(json.loads, made.stdout.splitlines()):
            claims = [claim_to_json(c) for c in read_claims(report_of(row))]
            out.write(json.dumps({"id": row["id"], "claims": claims}) + "\n")
    command = [sys.executable, script, "muc4", str(tmp_path / "out.jsonl")]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    recall = float(told.stdout.split("recall")[1].split("=")[1].split()[0])
    assert recall >= FLOORS["muc4"]["recall"], told.stdout
