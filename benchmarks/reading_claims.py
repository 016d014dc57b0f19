"""How fast claims are read: sentences a second on one core over the July 2015 articles of SaudiNewsNet.

    python benchmarks/reading_claims.py [FILE.jsonl.gz] [--every N] [--bar SENTENCES_A_SECOND]

Exit status 1 where the bar is given and not reached. Garbage collection is left as it is.
"""

import argparse
import gzip
import json
import os
import sys
import time
from pathlib import Path

from core.claims import read_claims
from core.report import Report
from core.text import Text

DATA = Path(os.environ.get("TAWATUR_EVAL_DATA", "../shared"))
DEFAULT = DATA / "evaldata" / "events" / "saudinewsnet_2015_july.jsonl.gz"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--every", type=int, default=10, help="read every Nth article")
    parser.add_argument("--bar", type=float, default=0.0, help="sentences a second that must be reached")
    args = parser.parse_args()
    with gzip.open(args.file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for n, line in enumerate(lines) if n % args.every == 0]
    reports = [Report(r["id"], f"{r['title']}\n{r['text']}", r["lang"], date=r["date_extracted"]) for r in rows]
    sentences = sum(len(Text(r.document, "ar").sentences) for r in reports)
    start = time.process_time()
    claims = sum(len(read_claims(r)) for r in reports)
    seconds = time.process_time() - start
    rate = sentences / seconds
    print(f"{len(reports)} articles, {sentences} sentences, {claims} claims: {rate:,.0f} sentences/s")
    return int(rate < args.bar)


if __name__ == "__main__":
    sys.exit(main())
