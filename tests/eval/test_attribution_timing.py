"""Attribution, window kind, as-of and due dates on hand-labelled news, each claim read at its gold span.

The sets lie outside the project (TAWATUR_EVAL_DATA, default ../shared); without them this says so and passes, unless
TAWATUR_EVAL_REQUIRED=1. Floors: floors_attribution.json; lowering one is a visible act.
"""

import importlib.util
import json
import os
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.claims.attribution import Attribution
from core.claims.timing import Timing
from core.names import find_names
from core.report import Report
from core.text import Text

HERE = Path(__file__).parent
DATA = Path(os.environ.get("TAWATUR_EVAL_DATA", HERE.parent.parent.parent / "shared"))
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors_attribution.json").read_text("utf-8"))
SETS = {"ar": DATA / "gold" / "ar", "en": DATA / "gold" / "en", "seed": DATA / "seed"}

pytestmark = pytest.mark.evaldata


@cache
def scorer() -> ModuleType:
    """The sets' own scorer, which says when a name or a window counts as right."""
    spec = importlib.util.spec_from_file_location("gold_score", DATA / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def measured(name: str) -> dict[str, float]:
    """The share of claims whose attribution, window, as-of and due date are right."""
    score, root = scorer(), SETS[name]
    score.NAMES.clear()
    for place in (DATA / "gold", root):
        if (place / "names.json").exists():
            score.NAMES.update(json.loads((place / "names.json").read_text("utf-8")))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for folder in score.folders(root):
        docs = {row["id"]: row for row in score.lines(folder / "docs.jsonl")}
        for row in score.lines(folder / "claims.jsonl"):
            for field, ok in _answers(score, docs[row["id"]], row["claims"], "ar" if name == "seed" else name):
                asked[field] += 1
                right[field] += ok
    return {field: right[field] / asked[field] for field in asked}


def _answers(score: ModuleType, doc: dict[str, Any], claims: list[dict[str, Any]], lang: str) -> list[tuple[str, bool]]:
    text = Text(doc["document"], lang)
    report = Report(doc["id"], doc["document"], lang, date=doc.get("date"), credit=doc.get("credit"))
    attribution, timing = Attribution(text, report, find_names(text)), Timing(text, report)
    out = []
    for gold in claims:
        sources, _ = attribution.of(gold["num_start"], gold["num_end"])
        named = [{"id": s.id, "label": s.label, "surface": s.surface} for s in sources]
        window, _ = timing.window(gold["start"], gold["end"])
        out.append(("attribution", score.attribution_right(gold, {"attribution": named})))
        out.append(("window", score.kind(gold) == score.kind({"window": {"kind": str(window.kind)}})))
        if gold.get("as_of"):
            out.append(("as_of", timing.as_of(gold["start"], gold["end"])[0] == gold["as_of"][:10]))
        if gold.get("due"):
            out.append(("due", timing.due(gold["start"], gold["end"])[0] == gold["due"]))
        since = gold["window"].get("since") if isinstance(gold["window"], dict) else None
        if since and since[:4].isdigit() and len(since) == 10:
            out.append(("since", window.since == since))
    return out


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, floors in FLOORS.items() for field in floors])
def test_floor(name: str, field: str) -> None:
    if not SETS[name].exists():
        missing = f"evaluation set {SETS[name]} is absent; say where it lies with TAWATUR_EVAL_DATA"
        if os.environ.get("TAWATUR_EVAL_REQUIRED") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    assert measured(name)[field] >= FLOORS[name][field], measured(name)
