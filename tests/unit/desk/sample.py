"""A desk in memory: what pages look like without a database. Texts are ours; figures follow public coverage."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from desk.charts import TollPoint
from desk.desk import Counts, Pasted, Refused, SavedFilter
from desk.views import (
    ArticleView,
    Cell,
    ClaimRow,
    Corrected,
    CorrectionView,
    DeadRow,
    DecisionRow,
    DimensionRow,
    Discrepancy,
    Figure,
    FindingView,
    FlagFilter,
    FlagNews,
    FlagPage,
    FlagRow,
    HostErrors,
    Inconsistency,
    Mark,
    MatrixRow,
    Name,
    OccurrenceRow,
    OccurrenceView,
    OriginView,
    Passing,
    ReportRow,
    Revisions,
    ScheduleRow,
    ScheduleRun,
    ScheduleView,
    SecondAsked,
    Side,
    SourceRow,
    SourceTrial,
    TallyRow,
    VerificationRow,
    Wording,
    excerpt,
    marked,
    paragraphs,
)
from desk.views.revision import pieces as pieces_between

NOW = datetime.now(UTC)

SDF = Name("قوات سوريا الديمقراطية", "SDF", labels=(("ar", "قوات سوريا الديمقراطية"), ("en", "SDF")))
ISIS = Name("داعش", "ISIS", labels=(("ar", "داعش"), ("en", "ISIS")))
BAGHOUZ = Name("الباغوز", "Baghouz", labels=(("ar", "الباغوز"), ("en", "Baghouz")))
SOHR = Name(
    "المرصد السوري لحقوق الإنسان", "SOHR", labels=(("ar", "المرصد السوري لحقوق الإنسان"), ("en", "Syrian Observatory"))
)
SPOKESMAN = Name("SDF spokesman", "SDF spokesman", party=True)

ARABIC = (
    "معارك الباغوز: مقتل 82 مقاتلا\n"
    "قال متحدث باسم القوات إن 82 من مقاتليها قُتلوا منذ بدء الهجوم على البلدة، وإن الجرحى لا يقلون عن 61.\n"
    "وأضاف أن عشرات من عناصر التنظيم استسلموا، بينهم ١٢ قياديا.\n"
    'وفي النص وسم معادٍ: <script>alert("x")</script> و<img src=x onerror=alert(1)> لا يجوز أن يعمل.'
)
ENGLISH = (
    "Eleven fighters killed in push on last enclave\n"
    "A field source who asked not to be named said 11 fighters of the force had been killed. "
    "The enclave could fall within a month, he said."
)


def exact(value: int, printed: str | None = None) -> Figure:
    """[value, value]."""
    return Figure(Decimal(value), Decimal(value), Decimal(value), "exact", printed or str(value))


def at_least(value: int) -> Figure:
    """[value, ∞)."""
    return Figure(Decimal(value), Decimal(value), None, "at_least", str(value))


def point(days: float, value: int, origin: str, high: int | None = None, **more: object) -> TollPoint:
    """A toll of some days ago; `high` -1 leaves it open above."""
    top = None if high == -1 else Decimal(high if high is not None else value)
    precision = "at_least" if top is None else "exact"
    at = datetime(2019, 3, 22, 12, tzinfo=UTC) - timedelta(days=days)
    return TollPoint(at, Decimal(value), Decimal(value), top, origin, precision, **more)  # type: ignore[arg-type]


TOLL = (
    point(9, 45, "SDF spokesman"),
    point(7, 61, "SDF spokesman"),
    point(5, 82, "SDF spokesman", ruling="held"),
    point(5, 11, "unnamed field source", ruling="struck"),
    point(6, 58, "Syrian Observatory", -1),
    point(3, 126, "Syrian Observatory"),
    point(2, 118, "Syrian Observatory", hollow=True),
)


def flag_rows() -> list[FlagRow]:
    """Nine flags of every look."""
    first = FlagRow(
        "f1",
        "disputed",
        "killed",
        exact(82),
        exact(11),
        SDF,
        BAGHOUZ,
        "2019-03-17",
        (SPOKESMAN, Name("Hawar")),
        (),
        2,
        1,
        NOW - timedelta(hours=3),
    )
    second = FlagRow(
        "f2",
        "misquoted",
        "killed",
        at_least(34),
        exact(34),
        ISIS,
        BAGHOUZ,
        "2019-01-25",
        (SOHR,),
        (SOHR,),
        1,
        1,
        NOW - timedelta(hours=5),
    )
    third = FlagRow(
        "f3",
        "revised",
        "killed",
        exact(359),
        exact(253),
        None,
        Name("سريلانكا", "Sri Lanka"),
        "2019-04-25",
        (Name("وزارة الصحة", "Ministry of Health", True),),
        (),
        1,
        0,
        NOW - timedelta(days=1),
        state="reopened",
    )
    fourth = FlagRow("f4", "inconsistent", "displaced", exact(224_000), exact(214_000), Name("civilians"))
    more = [
        FlagRow("f5", "wide", "money", at_least(2300), at_least(5200), None, None, None, (SOHR,), (SPOKESMAN,), 1, 1),
        FlagRow("f6", "cited_not_found", "injured", exact(61), None, SDF, BAGHOUZ, "2019-03-17", (SPOKESMAN,)),
        FlagRow("f7", "denied", "captured", exact(500), exact(500), ISIS, left_names=(SPOKESMAN,), right_names=(SOHR,)),
        FlagRow("f8", "changed_silently", "injured", exact(1306), exact(306), left_names=(SOHR,), left_origins=1),
    ]
    return [first, second, third, fourth, *more]


REUTERS = Name("رويترز", "Reuters", labels=(("ar", "رويترز"),))
PASSED = (
    Passing("Reuters", (), "a3"),
    Passing("جسر", (REUTERS,), "a1"),
    Passing("وكالة هاوار للأنباء والتوثيق في شمال شرق البلاد", (REUTERS,)),
)


def discrepancy() -> Discrepancy:
    """Two origins, one day, figures that don't meet."""
    at = ARABIC.index("82", 40)
    passage = excerpt(ARABIC, "ar", Mark(at, at + 2, 1, "disputed"))
    at = ENGLISH.index("11 fighters")
    other = excerpt(ENGLISH, "en", Mark(at, at + 2, 1, "disputed"))
    left = Side(
        exact(82),
        "a1",
        "جسر",
        "2019-03-17T14:05",
        "ar",
        passage,
        "معارك الباغوز",
        "https://example.org/a",
        (Name("رويترز", "Reuters"), SPOKESMAN),
        (OriginView(SPOKESMAN, ("Reuters", "جسر", "هاوار"), PASSED, 2),),
        reports=3,
    )
    right = Side(
        exact(11),
        "a2",
        "Al Ain",
        "2019-03-17T15:40",
        "en",
        other,
        "Eleven fighters",
        "javascript:alert(1)",
        (),
        (OriginView(None, ("Al Ain",), (Passing("Al Ain", (), "a2"),)),),
    )
    because = (
        ("en", "They count the same group, place and day; the origins differ; the intervals don't meet (gap 71)."),
        ("ar", "يعدّان الجماعة نفسها في المكان واليوم نفسيهما؛ والمصدران مختلفان؛ والمدَيان لا يلتقيان (الفارق ٧١)."),
    )
    dimensions = (
        DimensionRow("measure", "killed", "killed", "same"),
        DimensionRow("group", SDF, SDF, "same"),
        DimensionRow("place", BAGHOUZ, None, "unknown"),
        DimensionRow("window", "cumulative", "occurrence", "differs"),
        DimensionRow("as_of", "2019-03-17", "2019-03-17", "same"),
        DimensionRow("origin", SPOKESMAN, None, "unknown"),
    )
    history = (
        DecisionRow("cannot_tell", "samira", NOW - timedelta(days=2), "Asked the desk in Qamishli.", undone=True),
    )
    return Discrepancy(
        "f1",
        "disputed",
        "disagrees",
        "killed",
        left,
        right,
        SDF,
        BAGHOUZ,
        "2019-03-17",
        because,
        "digit_lost",
        "right",
        dimensions,
        TOLL,
        history,
        occurrence_id="o1",
    )


def article() -> ArticleView:
    """An Arabic text with hostile markup in it."""
    spots = [("82", 0, "disputed"), ("82", 40, "disputed"), ("61", 0, "corroborated"), ("عشرات", 0, "not_checkable")]
    spots.append(("١٢", 0, "unconfirmed"))
    marks: list[Mark] = []
    for n, (word, after, finding) in enumerate(spots, 1):
        at = ARABIC.index(word, after)
        marks.append(Mark(at, at + len(word), n, finding))
    head = ARABIC.index("\n")
    because = (("en", "Another origin gives 11 for the same day."), ("ar", "يذكر مصدر آخر ١١ لليوم نفسه."))
    figures = [exact(82), exact(82), at_least(61), Figure(None, Decimal(24), Decimal(99), "vague", "عشرات"), exact(12)]
    claims = tuple(
        ClaimRow(
            m.n,
            f,
            "injured" if m.n == 3 else "killed" if m.n < 3 else "captured",
            f.printed or "",
            SDF if m.n < 4 else ISIS,
            BAGHOUZ,
            window="cumulative" if m.n == 2 else "occurrence",
            as_of="2019-03-17",
            attribution=(SPOKESMAN,) if m.n > 1 else (),
            part_of=4 if m.n == 5 else None,
            in_headline=m.n == 1,
            findings=(FindingView(m.finding or "", because if m.n < 3 else ()),),
            rules=(("measure", "verb قُتلوا"), ("group", "subject of the verb")) if m.n == 2 else (),
            flag_id="f1" if m.n == 2 else None,
        )
        for m, f in zip(marks, figures, strict=True)
    )
    inside = Inconsistency(
        "headline", (1, 2), (("en", "The headline gives 82 in one battle, the body since the offensive began."),)
    )
    return ArticleView(
        "a1",
        marked(ARABIC, marks, 0, head),
        paragraphs(marked(ARABIC, marks, head + 1)),
        "ar",
        claims,
        (inside,),
        "https://example.org/a",
        "جسر",
        "رويترز",
        "2019-03-17T14:05",
        NOW,
        "o1",
        2,
        (
            CorrectionView("1", "correct", 3, "samira", NOW, at_least(62), "injured", SDF, "cumulative", "asserted"),
            CorrectionView("2", "strike", 4, "samira", NOW, note="A figure of speech."),
            CorrectionView(
                "3", "add", None, "rami", NOW, exact(7), "captured", ISIS, "occurrence", "plan", text="سبعة"
            ),
        ),
    )


def occurrence(codebook: str | None) -> OccurrenceView:
    """Four origins, three quantities."""
    empty = Cell()
    rows = (
        MatrixRow(
            "killed",
            SDF,
            "cumulative",
            (
                Cell(((exact(61), "outdated", "a1"), (exact(82), "disputed", "a1"))),
                Cell(((at_least(58), "outdated", "a1"),)),
                Cell(((exact(11), "disputed", "a2"),)),
                empty,
            ),
        ),
        MatrixRow(
            "killed",
            ISIS,
            "occurrence",
            (empty, Cell(((at_least(34), "misquoted", "a1"),)), empty, Cell(((exact(34), "misquoted", "a2"),))),
        ),
        MatrixRow("captured", ISIS, "occurrence", (Cell(((exact(500), "denied", "a1"),)), empty, empty, empty)),
    )
    tally = (
        TallyRow("killed", SDF, "cumulative", 11, 82, 126, 3),
        TallyRow("killed", ISIS, "occurrence", 34, 34, None, 1),
    )
    report = ReportRow("a1", "معارك الباغوز: مقتل 82 مقاتلا", "جسر", "2019-03-17", "ar")
    other = ReportRow("a2", "Eleven fighters killed", "Al Ain", "2019-03-17", "en")
    return OccurrenceView(
        "o1",
        "Fighting at Baghouz, March 2019",
        (SPOKESMAN, SOHR, None, Name("رويترز", "Reuters")),
        rows,
        tally,
        codebook or "ucdp",
        ("ucdp", "acled", "ibc"),
        ((SPOKESMAN, (report, report)), (None, (other,))),
        TOLL,
        flags=3,
        toll_of=("killed", SDF),
    )


class SampleDesk:
    """Keeps rulings in memory, as the real desk keeps them in the store."""

    def __init__(self, rows: Iterable[FlagRow] | None = None) -> None:
        self.rows = list(flag_rows() if rows is None else rows)
        self.rulings: dict[str, list[DecisionRow]] = {}
        self.queued: list[object] = []
        self.asked = {"f2": SecondAsked("rami", NOW - timedelta(hours=1), "Is this the same attack?")}
        self.jobs = [
            VerificationRow("5", "https://example.org/news/baghouz-17", "queued", "queued", NOW),
            VerificationRow(
                "4",
                "معارك الباغوز: مقتل 82 مقاتلا",
                "fetching",
                "fetching",
                NOW - timedelta(minutes=1),
                "a1",
                "ar",
                5,
                candidates=12,
                fetched=7,
            ),
            VerificationRow(
                "3",
                "https://example.org/slow",
                "reading",
                "reading",
                NOW - timedelta(minutes=4),
                attempts=2,
                error="unreachable",
                detail="timed out after 30 s",
                next_try=NOW + timedelta(minutes=2),
            ),
            VerificationRow(
                "2",
                "https://example.org/closed",
                "dead",
                "reading",
                NOW - timedelta(hours=1),
                attempts=4,
                error="forbidden",
                detail="robots.txt: Disallow: /closed",
                retries=True,
            ),
            VerificationRow(
                "1",
                "Eleven fighters killed in push",
                "done",
                "done",
                NOW - timedelta(hours=2),
                "a2",
                "en",
                claims=2,
                flags=1,
            ),
        ]

    def ready(self) -> tuple[tuple[str, str | None], ...]:
        return (("database", None),)

    def counts(self) -> Counts:
        return Counts(sum(1 for row in self.rows if not self._ruled(row.id)), 3 if self.jobs else 0)

    def total(self, name: str) -> int:
        return {"verifications": len(self.jobs), "occurrences": len(self.occurrences())}.get(name, 1)

    def verifications(self, before: int | None = None) -> tuple[VerificationRow, ...]:
        return tuple(job for job in self.jobs if before is None or int(job.id) < before)

    def queue(self, urls: tuple[str, ...], texts: tuple[Pasted, ...], who: str) -> int:
        new = [*urls, *texts]
        self.queued.extend(new)
        return len(new)

    def retry(self, verification_id: str, who: str) -> None:
        if verification_id != "2":
            raise Refused("There is nothing to retry.")

    def cancel(self, verification_id: str, who: str) -> None:
        self.jobs = [job for job in self.jobs if job.id != verification_id]

    def _ruled(self, flag_id: str) -> bool:
        return any(not ruling.undone for ruling in self.rulings.get(flag_id, ()))

    def _chosen(self, chosen: FlagFilter) -> list[FlagRow]:
        want = {"open": (False,), "decided": (True,), "all": (False, True)}[chosen.state]
        rows = [row for row in self.rows if self._ruled(row.id) in want]
        return [row for row in rows if chosen.kind in ("", row.kind) and chosen.q in f"{row.group}"]

    def flags(self, chosen: FlagFilter) -> FlagPage:
        rows = self._chosen(chosen)
        kinds = [row.kind for row in self._chosen(replace(chosen, kind=""))]
        return FlagPage(
            tuple(rows), len(rows), chosen, tuple((k, kinds.count(k)) for k in dict.fromkeys(kinds)), ("ar", "en")
        )

    def newest_flags(self, chosen: FlagFilter) -> tuple[FlagNews, ...]:
        rows = self.flags(chosen).rows
        return tuple(FlagNews(row.id, row.kind, row.state, {"en": row.title or ""}, NOW, NOW) for row in rows)

    def gauges(self) -> bytes:
        return b""

    def discrepancy(self, flag_id: str, chosen: FlagFilter, known_at: str | None = None) -> Discrepancy | None:
        row = next((row for row in self.rows if row.id == flag_id), None)
        if row is None:
            return None
        ids = [r.id for r in self.rows if r.id == flag_id or r in self._chosen(chosen)]
        at = ids.index(flag_id)
        base = discrepancy()
        return replace(
            base,
            id=flag_id,
            kind=row.kind,
            measure=row.measure,
            group=row.group,
            place=row.place,
            day=row.day,
            left=replace(base.left, figure=row.left),
            right=replace(base.right, figure=row.right) if row.right and base.right else None,
            history=tuple(reversed(self.rulings.get(flag_id, []))) + base.history,
            state=row.state,
            second=self.asked.get(flag_id),
            days=tuple(sorted({f"{one.at:%Y-%m-%d}" for one in TOLL})),
            known_at=known_at,
            toll=tuple(one for one in TOLL if known_at is None or f"{one.at:%Y-%m-%d}" <= known_at),
            position=at + 1,
            total=len(ids),
            previous_id=ids[at - 1] if at else None,
            next_id=ids[at + 1] if at + 1 < len(ids) else None,
        )

    def flag_lines(self, chosen: FlagFilter) -> Iterator[dict[str, Any]]:
        return iter([{"flag_id": row.id, "kind": row.kind} for row in self._chosen(chosen)])

    def ruled(self, page: int = 1) -> tuple[Discrepancy, ...]:
        found = (self.discrepancy(row.id, FlagFilter(state="all")) for row in self.rows if self._ruled(row.id))
        return tuple(one for one in found if one is not None) if page == 1 else ()

    def claim_lines(self, occurrence_id: str | None) -> Iterator[dict[str, Any]]:
        return iter([{"n": claim.n, "text": claim.text} for claim in article().claims])

    def decide(self, flag_id: str, decision: str, dimension: str | None, note: str, who: str) -> None:
        ruling = DecisionRow(decision, who, datetime.now(UTC), note or None, dimension)
        self.rulings.setdefault(flag_id, []).append(ruling)

    def undo(self, flag_id: str, who: str) -> None:
        if not self._ruled(flag_id):
            raise Refused("There is no ruling to take back.")
        self.rulings[flag_id] = [replace(ruling, undone=True) for ruling in self.rulings[flag_id]]

    def article(self, article_id: str) -> ArticleView | None:
        return article() if article_id in ("a1", "a2") else None

    def revisions(self, article_id: str, before: int | None = None, after: int | None = None) -> Revisions | None:
        if article_id != "a1":
            return None
        wordings = (Wording(1, NOW - timedelta(days=1)), Wording(2, NOW))
        pieces = pieces_between(ARABIC.replace("82", "68"), ARABIC, "ar")
        return Revisions("a1", "معارك الباغوز", "ar", wordings, 1, 2, pieces)

    def correct(self, article_id: str, n: int | None, given: Corrected | None, who: str) -> None:
        raise Refused("The article has no such number any more: reload the page.")

    def take_back(self, article_id: str, correction_id: str, who: str) -> None:
        raise Refused("There is no such correction to take back.")

    def gold_lines(self) -> Iterator[dict[str, Any]]:
        return iter(())

    def recheck(self, article_id: str, who: str) -> None:
        self.queued.append(article_id)

    def decide_many(self, flag_ids: tuple[str, ...], decision: str, note: str, who: str) -> None:
        for flag in flag_ids:
            self.decide(flag, decision, None, note, who)

    def undo_many(self, flag_ids: tuple[str, ...], who: str) -> None:
        for flag in flag_ids:
            self.undo(flag, who)

    def assign(self, flag_ids: tuple[str, ...], assignee: str | None, who: str) -> None:
        self.rows = [replace(row, assignee=assignee) if row.id in flag_ids else row for row in self.rows]

    def ask_second(self, flag_id: str, note: str, who: str) -> None:
        self.asked[flag_id] = SecondAsked(who, NOW, note)

    def settle_second(self, flag_id: str, who: str) -> None:
        self.asked.pop(flag_id, None)

    def saved_filters(self, who: str) -> tuple[SavedFilter, ...]:
        return (SavedFilter("1", "Arabic, disputed", "kind=disputed&lang_of=ar", 1000),)

    def save_filter(self, name: str, query: str, who: str) -> None:
        raise Refused("There are 30 filters: delete one first.")

    def delete_filter(self, filter_id: str, who: str) -> None:
        raise Refused("It isn't there any more: reload the page.")

    def articles(self, page: int = 1) -> tuple[ReportRow, ...]:
        return tuple(row for _, rows in occurrence(None).reports for row in rows) if page == 1 else ()

    def occurrences(self, page: int = 1) -> tuple[OccurrenceRow, ...]:
        day = NOW - timedelta(minutes=9)
        first = OccurrenceRow("o1", "Fighting at Baghouz, March 2019", 14, 5, 3, BAGHOUZ, "2019-03-17", day)
        return (first, OccurrenceRow("o2", "انفجار مرفأ بيروت", 22, 9, 0, Name("بيروت", "Beirut"), "2020-08-04", day))

    def occurrence(
        self, occurrence_id: str, codebook: str | None, known_at: str | None = None
    ) -> OccurrenceView | None:
        return (
            replace(occurrence(codebook), known_at=known_at, days=("2019-03-17", "2019-03-22"))
            if occurrence_id == "o1"
            else None
        )

    def merge(self, occurrence_id: str, other: str, note: str, who: str) -> str:
        raise Refused("A merge needs two occurrences or more, each another.")

    def split(self, occurrence_id: str, reports: tuple[str, ...], note: str, who: str) -> str:
        raise Refused("At least one report must stay: there is nothing to split otherwise.")

    def schedules(self, page: int = 1) -> tuple[ScheduleRow, ...]:
        soon, past = NOW + timedelta(hours=2), NOW - timedelta(hours=4)
        return (
            ScheduleRow(
                "1",
                "معارك الباغوز: مقتل 82 مقاتلا",
                "every",
                seconds=6 * 3600,
                next_run=soon,
                last_run=past,
                last_result="changed",
                href="/articles/a1",
            ),
            ScheduleRow("2", "Fighting at Baghouz, March 2019", "adaptive", next_run=soon, href="/occurrences/o1"),
            ScheduleRow(
                "3",
                "Eleven fighters killed",
                "cron",
                "0 */6 * * *",
                state="paused",
                last_run=past,
                last_result="failed",
                href="/articles/a2",
            ),
        )

    def schedule(self, schedule_id: str) -> ScheduleView | None:
        row = next((one for one in self.schedules() if one.id == schedule_id), None)
        at = NOW - timedelta(hours=4)
        changes = (("flag_reopened", 1), ("tally", 2))
        told = (
            (("en", "toll rose 34 → 41, two new origins"), ("ar", "حصيلة القتلى: ارتفاع من 34 إلى 41، مصدران جديدان")),
        )
        runs = (
            ScheduleRun(at, at, at + timedelta(seconds=41), "changed", changes, told),
            ScheduleRun(at - timedelta(hours=6), at - timedelta(hours=6), None, "failed"),
        )
        return (
            None if row is None else ScheduleView(row, runs if row.last_run else (), "samira", "Until the trial ends.")
        )

    def add_schedule(self, subject: str, rule: str, spec: str, who: str) -> None:
        if rule == "cron" and len(spec.split()) != 5:
            raise Refused("a cron line has five fields.")
        self.queued.append((subject, rule, spec))

    def pause_schedule(self, schedule_id: str, who: str) -> None:
        self.queued.append(("pause", schedule_id))

    def resume_schedule(self, schedule_id: str, who: str) -> None:
        self.queued.append(("resume", schedule_id))

    def run_schedule(self, schedule_id: str, who: str) -> None:
        self.queued.append(("run", schedule_id))

    def sources(self) -> tuple[SourceRow, ...]:
        return (
            SourceRow("1", "World desk", "feed", "https://example.org/feed.xml", NOW, 3, "HTTP 503 after 4 tries"),
            SourceRow("2", "وكالة الأنباء", "feed", "https://example.com/ar/rss", NOW - timedelta(minutes=12)),
            SourceRow("3", "archive", "folder", "archive/2019", None),
        )

    def hosts(self) -> tuple[HostErrors, ...]:
        return (
            HostErrors("slow.example.org", 14, 5, "no answer within 30 s", NOW - timedelta(minutes=3)),
            HostErrors("closed.example.com", 2, 1, "robots.txt: Disallow: /news", NOW - timedelta(days=2)),
        )

    def add_source(self, location: str, name: str, who: str) -> None:
        if not location.startswith("https://"):
            raise Refused("Give the address of a feed.")

    def pause_source(self, source_id: str, who: str) -> None:
        self.queued.append(("pause", source_id))

    def resume_source(self, source_id: str, who: str) -> None:
        self.queued.append(("resume", source_id))

    def try_source(self, source_id: str, who: str) -> SourceTrial:
        return SourceTrial("World desk", 2, ("Eleven fighters killed", "معارك الباغوز"))

    def dead(self, before: int | None = None) -> tuple[DeadRow, ...]:
        what = "https://example.org/closed"
        return (DeadRow("7", "read", what, 4, "timed out after 30 s", NOW - timedelta(hours=1), "2", "unreachable"),)

    def retry_dead(self, letter_id: str, who: str) -> None:
        self.queued.append(("retry", letter_id))

    def discard_dead(self, letter_id: str, who: str) -> None:
        self.queued.append(("discard", letter_id))
