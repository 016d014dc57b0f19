"""How the comparison judges the newsroom: relations of pairs and the headline finding of every figure, as expected.

python -m tests.eval.newsroom_judging      prints each difference, on claims as expected and on those read

Claims "as expected" are the read ones with every expected field put right, so that what is left is the comparison's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from core.claims import Claim, Stance, Window, WindowKind
from core.compare import Judgement, judge
from core.compare.crosscheck import assemble, crosscheck
from core.compare.findings import FindingKind
from core.compare.integrity import of_claims
from core.coverage.occurrence import occurrences
from core.names import Named
from core.numbers import Interval, Precision
from core.report import Report
from desk.demo.press_articles import articles, outlets
from tests.eval import newsroom_reading
from tests.eval.newsroom_reading import MUTUAL, Score, expected, report_of

Key = tuple[str, int]
LATE = date(2019, 3, 22).isoformat()


@dataclass(frozen=True)
class Told:
    """Reports and claims, and for every expected claim ("page/key") the number of the claim that stands for it."""

    reports: tuple[Report, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    numbers: Mapping[str, Key]


@cache
def as_read() -> Told:
    """The claims as the reader gives them."""
    reports = _reports()
    claims, _ = newsroom_reading.reading()
    found = {f"{row['page']}/{row['key']}": newsroom_reading._claim(row) for row in expected()["claim"]}
    numbers = {name: (name.partition("/")[0], claim.n) for name, claim in found.items() if claim is not None}
    return Told(reports, {r.id: claims[r.id] for r in reports}, numbers)


@cache
def as_expected() -> Told:
    """The claims as they should be read."""
    read = as_read()
    claims = {page: dict(enumerate(found)) for page, found in read.claims.items()}
    by_n = {page: {c.n: i for i, c in found.items()} for page, found in claims.items()}
    numbers = dict(read.numbers)
    for row in expected()["claim"]:
        name, page = f"{row['page']}/{row['key']}", row["page"]
        if name not in numbers:
            n = max((c.n for c in claims[page].values()), default=0) + 1
            by_n[page][n] = len(claims[page])
            claims[page][by_n[page][n]] = Claim(
                n, row["printed"], Decimal(row["value"]), Interval.point(Decimal(0)), Precision.EXACT, row["measure"]
            )
            numbers[name] = page, n
        index = by_n[page][numbers[name][1]]
        claims[page][index] = _corrected(claims[page][index], row)
    for row in expected()["claim"]:
        if "part_of" in row:
            page, n = numbers[f"{row['page']}/{row['key']}"]
            index = by_n[page][n]
            claims[page][index] = replace(claims[page][index], part_of=numbers[f"{page}/{row['part_of']}"][1])
    return Told(read.reports, {page: tuple(found.values()) for page, found in claims.items()}, numbers)


def _reports() -> tuple[Report, ...]:
    open_pages = [a for a in articles().values() if a.path not in outlets()[a.outlet].closed]
    return tuple(report_of(article) for article in open_pages)


def _corrected(claim: Claim, row: Mapping[str, Any]) -> Claim:
    value, precision = Decimal(row["value"]), Precision(row.get("precision", "exact"))
    group = claim.group
    if (group and (group.label or group.surface)) != row.get("group"):
        group = Named(row["group"]) if "group" in row else None
    names = row.get("attribution", [])
    told = claim.attribution
    if [s.label or s.surface for s in told] != names:
        told = tuple(Named(name) for name in names)
    window = Window(WindowKind(row.get("window", "occurrence")), since=row.get("since"), text=claim.window.text)
    return replace(
        claim, value=value, precision=precision, interval=_interval(value, precision, claim), measure=row["measure"],
        group=group, window=window, stance=Stance(row.get("stance", "asserted")), due=row.get("due"), attribution=told,
    )  # fmt: skip


def _interval(value: Decimal, precision: Precision, claim: Claim) -> Interval:
    if claim.value == value and claim.precision == precision:
        return claim.interval
    if precision is Precision.AT_LEAST:
        return Interval(value, None)
    return Interval.point(value)


def pair_score(told: Told) -> Score:
    """Expected pairs that are related as they should be, and where a slip is expected, with that slip."""
    answer = crosscheck(told.reports, told.claims)
    rows = {(row.a, row.b): row.relation for row in answer.rows}
    misses = []
    for pair in expected()["pair"]:
        a, b = told.numbers.get(pair["a"]), told.numbers.get(pair["b"])
        relation = rows.get((a, b)) or (rows.get((b, a)) if pair["relation"] in MUTUAL else None)  # type: ignore[arg-type]
        got = (
            (str(relation.kind), relation.because.dimension, relation.slip and str(relation.slip.kind))
            if relation
            else ("nothing", None, None)
        )
        right = got[0] == pair["relation"] and ("dimension" not in pair or got[1] in pair["dimension"])
        if not right or ("slip" in pair and got[2] != pair["slip"]):
            misses.append(f"{pair['a']} {pair['relation']} {pair['b']}: {got} {relation and relation.because}")
    return Score(len(expected()["pair"]) - len(misses), len(expected()["pair"]), tuple(misses))


@cache
def judged(
    told_as_expected: bool,
) -> tuple[dict[Key, tuple[FindingKind, ...]], tuple[tuple[tuple[str, ...], Judgement], ...]]:
    """For every claim the findings, headline first, as the workflow gives them: each happening judged by itself."""
    told = as_expected() if told_as_expected else as_read()
    found: dict[Key, tuple[FindingKind, ...]] = {}
    made = []
    for group in occurrences(told.reports, told.claims).groups:
        reports = [r for r in told.reports if r.id in group]
        judgement = judge(assemble(reports, {r.id: told.claims[r.id] for r in reports}), now=LATE)
        made.append((group, judgement))
        for name, findings in judgement.findings.items():
            for key in judgement.figures[name].carriers:
                found[key] = tuple(f.kind for f in findings)
        for key, alone in of_claims(reports, {r.id: told.claims[r.id] for r in reports}, {}):
            found[key] = tuple(kind for kind in FindingKind if kind in {*found.get(key, ()), alone.kind})
    return found, tuple(made)


def finding_score(told: Told) -> Score:
    """Expected headline findings that come out."""
    found, _ = judged(told is as_expected())
    rows = [row for row in expected()["claim"] if "finding" in row]
    misses = []
    for row in rows:
        name = f"{row['page']}/{row['key']}"
        kinds = found.get(told.numbers.get(name, ("", 0)), ())
        if not kinds or kinds[0] != row["finding"]:
            misses.append(f"{name}: {', '.join(kinds) or 'nothing'} for {row['finding']}")
    return Score(len(rows) - len(misses), len(rows), tuple(misses))


if __name__ == "__main__":
    for kind, told in (("as expected", as_expected()), ("as read", as_read())):
        for what, score in (("pairs", pair_score(told)), ("findings", finding_score(told))):
            print(*score.misses, sep="\n")
            print(f"{kind}, {what}: {score.right} of {score.total}\n")
    for group, _ in judged(True)[1]:
        print(group)
