"""Server time of every page of the desk over a large database.

    python -m benchmarks.desk [CLAIMS FLAGS [DATABASE_URL]]      (default: 100000 10000, SQLite)

Prints the median and the slowest of nine requests a page; the exit status says whether every median is at most 100 ms.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import requests
from sqlmodel import Session

from core.store import make_engine, upgrade, writing
from core.store.ids import derived, text_hash
from core.store.insert import insert_new
from core.store.queries import audit
from core.store.tables import (
    ClaimRow,
    DecisionRow,
    FigureClaimRow,
    FigureRow,
    FindingRow,
    FlagRow,
    OccurrenceReportRow,
    OccurrenceRow,
    RelationRow,
    ReportRow,
    RevisionRow,
    ScheduleRow,
    SourceRow,
    VerificationRow,
)
from desk.people import add_user
from desk.signing import People
from desk.stored import StoredDesk
from desk.views import FlagFilter
from desk.web.app import build_app
from desk.web.signed import SESSION_COOKIE
from tests.e2e.serving import served

LIMIT_MS = 100.0
TIMES = 9
PASSWORD = "a river in flood 7"  # noqa: S105 - of a database that is gone afterwards
CLAIMS_A_REPORT = 5
REPORTS_AN_OCCURRENCE = 20
NOW = datetime.now(UTC)
SENTENCE = "The ministry said {n} people were killed and others were hurt when the building fell in town {town}. "


def fill(session: Session, claims: int, flags: int) -> None:
    """Occurrences of twenty reports with five claims each, one figure a claim, and pairs of figures flagged."""
    happenings = claims // (CLAIMS_A_REPORT * REPORTS_AN_OCCURRENCE)
    each = flags // max(1, happenings)
    for number in range(happenings):
        rows = happening(number, each)
        for table, found in rows.items():
            insert_new(session, table, found)
    for number in range(200):
        session.add(run(number, happenings))
        session.add(ScheduleRow(**schedule(number)))
    for number in range(50):
        session.add(SourceRow(kind="feed", location=f"https://feed{number}.example/rss", created_at=NOW))


def happening(number: int, flags: int) -> dict[Any, list[dict[str, Any]]]:
    """The rows of one occurrence, by table, in the order in which they can be inserted."""
    occurrence = derived("bench", number)
    day = (NOW - timedelta(days=number % 900)).date().isoformat()
    rows: dict[Any, list[dict[str, Any]]] = {
        OccurrenceRow: [
            {
                "id": occurrence,
                "title": f"Building falls in town {number}",
                "first_date": day,
                "last_date": day,
                "changed": 1,
                "judged": 1,
                "created_at": NOW,
            }
        ],
        ReportRow: [],
        RevisionRow: [],
        OccurrenceReportRow: [],
        ClaimRow: [],
        FigureRow: [],
        FigureClaimRow: [],
        RelationRow: [],
        FindingRow: [],
        FlagRow: [],
    }
    ids: list[tuple[str, str, str]] = []
    for place in range(REPORTS_AN_OCCURRENCE):
        ids += report(rows, occurrence, number, place, day)
    for place in range(min(flags, len(ids) - 1)):
        one = (
            place * CLAIMS_A_REPORT % (len(ids) - CLAIMS_A_REPORT)
        )  # one report after the other, each against the next
        flag(rows, occurrence, number, place, ids[one], ids[one + CLAIMS_A_REPORT])
    return rows


def report(rows: dict[Any, list[dict[str, Any]]], occurrence: str, number: int, place: int, day: str) -> list[Any]:
    """One report with its claims; gives (report, claim, figure) ids."""
    report_id, revision = derived("report", number, place), derived("revision", number, place)
    document = f"Building falls in town {number}\n" + SENTENCE.format(n=10 + place, town=number) * 12
    rows[ReportRow].append(
        {
            "id": report_id,
            "key": f"https://outlet{place}.example/{number}",
            "url": f"https://outlet{place}.example/{number}",
            "publisher": f"Outlet {place}",
            "title": f"Building falls in town {number}",
            "lang": "en" if place % 2 else "ar",
            "date": day,
            "revision_id": revision,
            "revisions": 1,
            "first_seen_at": NOW,
            "last_seen_at": NOW,
        }
    )
    rows[RevisionRow].append(
        {
            "id": revision,
            "report_id": report_id,
            "number": 1,
            "document": document,
            "document_hash": text_hash(document),
            "lang": "en",
            "date": day,
            "publisher": f"Outlet {place}",
            "seen_at": NOW,
            "read_at": NOW,
        }
    )
    rows[OccurrenceReportRow].append(
        {"occurrence_id": occurrence, "report_id": report_id, "placed_by": "machine", "placed_at": NOW}
    )
    found = []
    for n in range(1, CLAIMS_A_REPORT + 1):
        claim, figure = derived("claim", number, place, n), derived("figure", number, place, n)
        claim_rows(rows, occurrence, (report_id, revision, claim, figure), place, n, day)
        found.append((report_id, claim, figure))
    return found


def claim_rows(
    rows: dict[Any, list[dict[str, Any]]], occurrence: str, ids: tuple[str, str, str, str], place: int, n: int, day: str
) -> None:
    """A claim, its figure and the finding on it."""
    report_id, revision, claim, figure = ids
    value, start = Decimal(10 + place + n), 60 * n
    detail = {
        "n": n,
        "text": "people were killed",
        "value": int(value),
        "low": int(value),
        "high": int(value),
        "precision": "exact",
        "measure": "killed",
        "start": start,
        "end": start + 20,
        "num_start": start,
        "num_end": start + 2,
        "group": {"surface": "people", "id": None, "label": None},
        "as_of": day,
        "because": {"measure": "killed"},
    }
    number = {"value": value, "low": value, "high": value, "precision": "exact"}
    rows[ClaimRow].append(
        {
            "id": claim,
            "revision_id": revision,
            "report_id": report_id,
            "occurrence_id": occurrence,
            "n": n,
            "text": "t",
            "start": start,
            "end": start + 20,
            **number,
            "low_open": False,
            "high_open": False,
            "measure": "killed",
            "group_label": "people",
            "window_kind": "occurrence",
            "as_of": day,
            "stance": "asserted",
            "detail": detail,
        }
    )
    rows[FigureRow].append(
        {
            "id": figure,
            "occurrence_id": occurrence,
            "key": figure,
            "origin": f"source {place}",
            "origin_label": f"Source {place}",
            "party": False,
            "measure": "killed",
            "group_label": "people",
            "window_label": "occurrence",
            "stance": "asserted",
            "as_of": day,
            "first_date": day,
            "last_date": day,
            "reports": 1,
            **number,
        }
    )
    rows[FigureClaimRow].append({"figure_id": figure, "claim_id": claim})
    because = {"rule": "another origin disagrees", "en": "An independent source disagrees.", "ar": "مصدر مستقل يخالفه."}
    rows[FindingRow].append(
        {
            "occurrence_id": occurrence,
            "figure_id": figure,
            "place": 0,
            "kind": "disputed",
            "because": because,
            "against": [],
        }
    )


def flag(
    rows: dict[Any, list[dict[str, Any]]],
    occurrence: str,
    number: int,
    place: int,
    a: tuple[str, ...],
    b: tuple[str, ...],
) -> None:
    """Two figures that disagree, and the flag on them."""
    because = {"rule": "apart", "en": "Both can't be true: 12 and 17.", "ar": "لا يصح الرقمان معا."}
    rows[RelationRow].append(
        {
            "a": a[2],
            "b": b[2],
            "occurrence_id": occurrence,
            "relation": "disagrees",
            "wide": False,
            "confidence": 1.0,
            "because": because,
        }
    )
    rows[FlagRow].append(
        {
            "id": derived("flag", number, place),
            "kind": ("disputed", "misquoted", "revised", "wide")[place % 4],
            "key": f"{number}|{place}",
            "status": "open" if place % 5 else "decided",
            "rank": (number * 7919 + place) % 10_007 / 100,
            "figure_a": a[2],
            "figure_b": b[2],
            "occurrence_id": occurrence,
            "report_id": a[0],
            "claim_a": a[1],
            "claim_b": b[1],
            "report_b": b[0],
            "measure": "killed",
            "summary": because["en"],
            "because": because,
            "evidence": [],
            "news": [],
            "opened_at": NOW,
            "changed_at": NOW,
        }
    )


def run(number: int, happenings: int) -> VerificationRow:
    """A verification that is over, of an article of one of these occurrences."""
    return VerificationRow(
        key=f"https://outlet0.example/{number}",
        article={"url": f"https://outlet0.example/{number}"},
        stage="done",
        report_id=derived("report", number % happenings, 0),
        created_at=NOW,
        times={"queued": NOW.isoformat()},
    )


def schedule(number: int) -> dict[str, Any]:
    """A schedule on an article."""
    return {
        "subject_kind": "article",
        "subject_id": f"https://outlet0.example/{number}",
        "rule": "every",
        "spec": "21600",
        "next_at": NOW + timedelta(minutes=number),
        "created_at": NOW,
    }


def pages(desk: StoredDesk) -> Iterator[tuple[str, str]]:
    """Every page, with the filters that people use."""
    row = desk.flags(FlagFilter(page=20)).rows[0]
    shown = desk.discrepancy(row.id, FlagFilter())
    assert shown is not None
    yield from (("queue", "/queue"), ("flags", "/flags"), ("flags, page 100", "/flags?page=100"))
    yield from (("flags by kind and language", "/flags?kind=misquoted&lang_of=ar"), ("flags by text", "/flags?q=true"))
    yield from (("flag", f"/flags/{row.id}"), ("article", f"/articles/{shown.left.article_id}"))
    yield from (("occurrences", "/occurrences"), ("occurrence", f"/occurrences/{shown.occurrence_id}"))
    yield ("occurrence, another codebook", f"/occurrences/{shown.occurrence_id}?codebook=acled")
    yield ("occurrence, on paper", f"/occurrences/{shown.occurrence_id}/print")
    yield ("occurrence, as known then", f"/occurrences/{shown.occurrence_id}?known_at=2020-01-01")
    narrow = "outlet=Outlet+3&measure=killed&days=7"
    yield from (("flags by outlet and measure", f"/flags?{narrow}"), ("flags by measure", "/flags?measure=killed"))
    yield from (("a flag of an outlet", f"/flags/{row.id}?{narrow}"), ("flags decided", "/flags?state=decided"))
    yield ("wordings", f"/articles/{shown.left.article_id}/revisions")
    yield from (("schedules", "/schedules"), ("runs of a schedule", "/schedules/1"), ("sources", "/sources"))
    yield from (
        ("dead letters", "/queue/dead"),
        ("people", "/people"),
        ("acts", "/people/acts"),
        ("account", "/account"),
    )


def staff(people: People, desk: StoredDesk) -> str:
    """Twenty users, kept filters, a long log; gives what the cookie of an admin holds."""
    for number in range(20):
        add_user(people.engine, f"Person {number}", "admin" if number == 0 else "reviewer", PASSWORD)
    for kind in ("disputed", "misquoted", "revised", "wide"):
        desk.save_filter(kind, f"kind={kind}", "Person 0")
    with writing(people.engine) as session:
        for number in range(5_000):
            audit.note(session, NOW, "Person 1", "decide", f"flag {number}", decision="a_right")
    return people.sign_in("Person 0", PASSWORD, "127.0.0.1", "bench").token


def measure(url: str, path: str, cookie: str) -> tuple[float, float]:
    """Median and slowest, in milliseconds, after one request that isn't counted."""
    taken: list[float] = []
    with requests.Session() as session:
        session.cookies.set(SESSION_COOKIE, cookie)
        for turn in range(TIMES + 1):
            started = time.perf_counter()
            answer = session.get(url + path, timeout=60)
            answer.raise_for_status()
            assert answer.url == url + path, answer.url
            if turn:
                taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), max(taken)


def main() -> int:
    """Fills a database, serves it, measures."""
    claims, flags = (int(word) for word in (sys.argv[1:3] if len(sys.argv) > 2 else ("100000", "10000")))
    with tempfile.TemporaryDirectory() as home:
        engine = make_engine(sys.argv[3] if len(sys.argv) > 3 else f"sqlite:///{Path(home) / 'bench.db'}")
        upgrade(engine)
        with writing(engine) as session:
            fill(session, claims, flags)
            session.add(
                DecisionRow(flag_id=derived("flag", 0, 0), ruling="a_right", who="x", decided_at=NOW, evidence=[])
            )
        desk = StoredDesk(engine, lambda messages: ())
        figures = {}
        people = People(engine)
        session_cookie = staff(people, desk)
        with served(build_app(desk, "bench", people=people)) as url:
            for name, path in pages(desk):
                figures[name] = measure(url, path, session_cookie)
                print(f"{name:30} median {figures[name][0]:7.1f} ms   slowest {figures[name][1]:7.1f} ms", flush=True)
        engine.dispose()
    held = all(median <= LIMIT_MS for median, _ in figures.values())
    print(json.dumps({"claims": claims, "flags": flags, "limit_ms": LIMIT_MS, "held": held}))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
