"""Pages read from bytes to report, against bare trafilatura on the same pages in the same run.

    python -m benchmarks.pages            # TAWATUR_EVAL_DATA says where the evaluation sets lie

Exit status 0 when both bars hold: F1 of the main text, and speed as a share of trafilatura's.
"""

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import trafilatura

from workers.page import read_page

F1_BAR = 0.96
SPEED_BAR = 0.5
ROUNDS = 3
WHERE = "evaldata/pages/article_extraction_benchmark.jsonl.gz"


def main() -> int:
    """Print the figures; 1 when a bar doesn't hold, 2 when the pages aren't there."""
    path = Path(os.environ.get("TAWATUR_EVAL_DATA", "../shared")) / WHERE
    if not path.exists():
        print(f"no pages at {path}: set TAWATUR_EVAL_DATA to the folder of the evaluation sets", file=sys.stderr)
        return 2
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    bodies = [(row["html"].encode("utf-8"), row["url"] or "") for row in rows]
    ours, theirs = _fastest(bodies, _ours), _fastest(bodies, _theirs)
    score = _f1([(row["gold_text"], read_page(body, url).text) for row, (body, url) in zip(rows, bodies, strict=True)])
    pages = len(bodies)
    print(f"{pages} pages, {sum(len(body) for body, _ in bodies) / 1e6:.1f} MB, the fastest of {ROUNDS} rounds")
    print(f"bytes to report    {ours:6.2f} s  {pages / ours:6.1f} pages/s  main text F1 {score:.4f} (bar {F1_BAR})")
    print(f"bare trafilatura   {theirs:6.2f} s  {pages / theirs:6.1f} pages/s")
    print(f"share of its speed {theirs / ours:6.2f}    (bar {SPEED_BAR})")
    return 0 if score >= F1_BAR and theirs / ours >= SPEED_BAR else 1


def _ours(body: bytes, url: str) -> None:
    read_page(body, url)


def _theirs(body: bytes, url: str) -> None:
    trafilatura.extract(body, url=url, fast=True, include_comments=False)


def _fastest(bodies: list[tuple[bytes, str]], read: Callable[[bytes, str], None]) -> float:
    """Seconds of processor time of the fastest round."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for body, url in bodies:
            read(body, url)
        rounds.append(time.process_time() - started)
    return min(rounds)


def _f1(pairs: list[tuple[str, str]]) -> float:
    """F1 of precision and recall of four-word runs, each averaged over the pages: the benchmark's own measure."""
    precision = recall = 0.0
    for gold, text in pairs:
        want, have = _runs(gold), _runs(text)
        common = sum((want & have).values())
        precision += common / have.total() if have else float(not want)
        recall += common / want.total() if want else 1.0
    precision, recall = precision / len(pairs), recall / len(pairs)
    return 2 * precision * recall / (precision + recall)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


if __name__ == "__main__":
    sys.exit(main())
