"""How far the reader and the comparison get with the newsroom: what is expected, what came, and the differences.

python -m tests.eval.newsroom_reading      prints each difference
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from core.claims import Claim, read_claims
from core.compare.crosscheck import CrossCheck, crosscheck
from core.report import Report
from desk.demo.press_articles import Article, articles, outlets

# Kinds of relation that read the same from both sides.
MUTUAL = frozenset({"agrees", "compatible", "disagrees", "repeats", "misquotes", "incomparable"})


@dataclass(frozen=True)
class Score:
    """`right` of `total`, and a line for each that wasn't."""

    right: int
    total: int
    misses: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.right / self.total


@cache
def expected() -> dict[str, Any]:
    return tomllib.loads((resources.files("desk.demo") / "expected.toml").read_text("utf-8"))


@cache
def reading() -> tuple[dict[str, tuple[Claim, ...]], CrossCheck]:
    """The claims of every page, and everything that they say of each other."""
    reports = [report_of(article) for article in articles().values()]
    claims = {report.id: tuple(read_claims(report)) for report in reports}
    return claims, crosscheck(reports, claims)


def report_of(article: Article) -> Report:
    """An article as its page reads: headline, line feed, paragraphs, credit line."""
    lines = [article.headline, *article.paragraphs, *([article.credit] if article.credit else [])]
    outlet = outlets()[article.outlet]
    credit = article.credit.strip("()").rpartition(":")[2].strip() or None
    return Report(article.id, "\n".join(lines), outlet.lang, None, article.published, outlet.name, credit)


def claim_score() -> Score:
    """Expected claims that are read with every field right."""
    misses = [f"{row['page']}/{row['key']}: {why}" for row in expected()["claim"] if (why := _difference(row))]
    return Score(len(expected()["claim"]) - len(misses), len(expected()["claim"]), tuple(misses))


def pair_score() -> Score:
    """Expected pairs that are related as they should be."""
    rows = {(row.a, row.b): row.relation for row in reading()[1].rows}
    misses = []
    for pair in expected()["pair"]:
        a, b = _key(pair["a"]), _key(pair["b"])
        relation = rows.get((a, b)) or (rows.get((b, a)) if pair["relation"] in MUTUAL else None)
        kind, dimension = (str(relation.kind), relation.because.dimension) if relation else ("nothing", None)
        if kind != pair["relation"] or ("dimension" in pair and dimension not in pair["dimension"]):
            misses.append(f"{pair['a']} {pair['relation']} {pair['b']}: {kind} {dimension or ''}".rstrip())
    return Score(len(expected()["pair"]) - len(misses), len(expected()["pair"]), tuple(misses))


def _key(name: str) -> tuple[str, int]:
    page, _, key = name.partition("/")
    row = next(row for row in expected()["claim"] if (row["page"], row["key"]) == (page, key))
    claim = _claim(row)
    return page, claim.n if claim is not None else 0


def _claim(row: dict[str, Any]) -> Claim | None:
    """The claim of a page with the expected number that agrees with most of the expected fields."""
    same = [
        claim
        for claim in reading()[0][row["page"]]
        if claim.value == row["value"] and claim.in_headline == row.get("in_headline", False)
    ]
    return min(same, key=lambda claim: len(_differing(row, claim)), default=None)


def _difference(row: dict[str, Any]) -> str:
    claim = _claim(row)
    return "not read" if claim is None else ", ".join(_differing(row, claim))


def _differing(row: dict[str, Any], claim: Claim) -> list[str]:
    group = claim.group
    got = {
        "precision": str(claim.precision),
        "measure": claim.measure,
        "group": (group.label or group.surface) if group else None,
        "window": str(claim.window.kind),
        "since": claim.window.since,
        "stance": str(claim.stance),
        "due": claim.due,
        "attribution": [source.label or source.surface for source in claim.attribution],
    }
    wanted = {"precision": "exact", "window": "occurrence", "stance": "asserted", "attribution": []} | row
    return [
        f"{field} {value!r} for {wanted.get(field)!r}" for field, value in got.items() if value != wanted.get(field)
    ]


if __name__ == "__main__":
    for name, score in (("claims", claim_score()), ("pairs", pair_score())):
        print(*score.misses, sep="\n")
        print(f"{name}: {score.right} of {score.total}\n")
