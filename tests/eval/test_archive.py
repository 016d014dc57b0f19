"""Retrieval: real reports among others of one month, and our own headlines across languages, against floors.

By default the others are a fixed sample; TAWATUR_EVAL_WHOLE=1 takes all fifteen thousand (minutes instead of seconds).
"""

import gzip
import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from core.report import Report
from desk.demo.press_articles import articles, outlets
from tests.conftest import EVAL_DATA
from workers.archive import Archive, ArchiveQuery, Entry
from workers.archive.embed import Bytes, encode
from workers.archive.embedded import EmbeddedArchive
from workers.archive.reading import entry_of
from workers.archive.team import TeamArchive

FLOORS = json.loads((Path(__file__).parent / "floors_archive.json").read_text("utf-8"))
WHOLE = os.environ.get("TAWATUR_EVAL_WHOLE") == "1"
SAMPLE, SEED = 2_500, 20150701
PAIRS = Path(__file__).parent.parent / "fixtures/archive/headline_pairs.jsonl"


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _headlines() -> tuple[dict[str, Entry], dict[str, str]]:
    entries, occurrences = {}, {}
    for number, row in enumerate(_lines(PAIRS)):
        for lang in ("ar", "en"):
            key = f"{number}-{lang}"
            entries[key] = entry_of(Report(key, str(row[lang])), lang)
            occurrences[key] = str(row["occurrence"])
    return entries, occurrences


def test_headlines_find_their_occurrence_in_the_other_language(home: Path) -> None:
    entries, occurrences = _headlines()
    assert len(entries) >= 80
    assert len(set(occurrences.values())) >= 8
    archive = EmbeddedArchive(home)
    archive.add(list(entries.values()))
    archive.flush()
    right: dict[str, int] = defaultdict(int)
    for key, entry in entries.items():
        lang = key[-2:]
        hits = archive.candidates(ArchiveQuery(entry))
        first = next(hit.report_id for hit in hits if not hit.report_id.endswith(lang))
        right[lang] += occurrences[first] == occurrences[key]
    archive.close()
    assert right["ar"] / (len(entries) / 2) >= FLOORS["headlines_ar_to_en"]
    assert right["en"] / (len(entries) / 2) >= FLOORS["headlines_en_to_ar"]


ATTACK = (
    "start", "rafidain-reprint", "rafidain-swapped",
    "observatory-attack", "courier-afp", "sdf-statement",
    "quotidien-afp", "quotidien-bound",
)  # fmt: skip
"""The newsroom's pages on the counter-attack of 24 and 25 January: three Arabic, three English, two French."""


def test_demo_pages_of_one_occurrence_find_one_another(home: Path) -> None:
    entries, _ = _headlines()
    for page in articles().values():
        document = "\n".join((page.headline, *page.paragraphs))
        report = Report(page.id, document, date=page.published)
        entries[page.id] = entry_of(report, outlets()[page.outlet].lang)
    assert {outlets()[articles()[page].outlet].lang for page in ATTACK} == {"ar", "en", "fr"}
    archive = EmbeddedArchive(home)
    archive.add(list(entries.values()))
    archive.flush()
    for page in ATTACK:
        rivals = _rivals(page, entries)
        assert len(ATTACK) < rivals < len(entries) / 4
        hits = [hit.report_id for hit in archive.candidates(ArchiveQuery(entries[page]), rivals)]
        missing = set(ATTACK) - {page} - set(hits)
        assert not missing, f"{page} doesn't find {missing} but {hits}"
    archive.close()


def _rivals(page: str, entries: dict[str, Entry]) -> int:
    """How many reports share a place with the page. Those may be as near to it; no report from elsewhere may."""
    places = set(entries[page].places)
    return sum(key != page and not places.isdisjoint(entry.places) for key, entry in entries.items())


_VECTORS: dict[str, Bytes] = {}


def _encode_once(texts: Sequence[str]) -> Bytes:
    """Both archives index the same reports: they are embedded once."""
    new = [text for text in dict.fromkeys(texts) if text not in _VECTORS]
    if new:
        _VECTORS.update(zip(new, encode(new), strict=True))
    return np.stack([_VECTORS[text] for text in texts])


@cache
def _gold() -> tuple[dict[str, Entry], dict[tuple[str, str], list[str]]]:
    entries: dict[str, Entry] = {}
    occurrences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for folder in sorted(path.parent for path in (EVAL_DATA / "gold").glob("*/*/docs.jsonl")):
        for row in _lines(folder / "docs.jsonl"):
            lang = str(row.get("lang") or folder.parent.name)
            report = Report(str(row["id"]), str(row["document"]), date=row.get("date"))  # type: ignore[arg-type]
            entries[report.id] = entry_of(report, lang)
        for row in _lines(folder / "claims.jsonl"):
            occurrences[folder.name, str(row["occurrence"])].append(str(row["id"]))
    return entries, occurrences


@cache
def _july() -> list[Entry]:
    without, _ = _gold()
    entries = []
    path = EVAL_DATA / "evaldata/events/saudinewsnet_2015_july.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["id"] not in without]
    assert len(rows) > 14_000
    for row in rows if WHOLE else random.Random(SEED).sample(rows, SAMPLE):
        document = f"{row['title'] or ''}\n{row['text'] or ''}"
        entries.append(entry_of(Report(row["id"], document, date=row["date_extracted"]), "ar"))
    return entries


@pytest.mark.evaldata
@pytest.mark.timeout(900)
def test_gold_reports_find_the_others_of_their_occurrence(home: Path) -> None:
    assert _recall(EmbeddedArchive(home, _encode_once)) >= FLOORS["gold_in_200_embedded"]


@pytest.mark.evaldata
@pytest.mark.postgres
@pytest.mark.timeout(900)
def test_gold_reports_find_the_others_of_their_occurrence_in_postgresql(home: Path, postgres_url: str) -> None:
    assert _recall(TeamArchive(home, postgres_url, _encode_once)) >= FLOORS["gold_in_200_team"]


def _recall(archive: Archive) -> float:
    entries, occurrences = _gold()
    archive.rebuild([*entries.values(), *_july()])
    found = wanted = 0
    for members in occurrences.values():
        for member in members:
            hits = {hit.report_id for hit in archive.candidates(ArchiveQuery(entries[member]), 200)}
            others = set(members) - {member}
            found += len(others & hits)
            wanted += len(others)
    archive.close()
    assert wanted > 200
    return found / wanted
