"""Two tellings of one source's facts, in two languages, repeat each other."""

from pathlib import Path

from core.claims import read_claims
from core.compare.crosscheck import crosscheck
from core.report import Report

RETOLD = (Path(__file__).parents[2] / "fixtures/seed_retelling_en.txt").read_text("utf-8")
ARABIC = (
    "قسد تصد هجوما قرب الباغوز\n"
    "أفاد المرصد السوري لحقوق الإنسان اليوم الجمعة بأن قوات سوريا الديمقراطية قضت على 34 مسلحا من داعش على الأقل "
    "وأسرت 21 آخرين خلال صد هجوم في منطقة الباغوز بريف دير الزور.\n"
    "وخسرت قسد، بحسب المرصد، 16 من مقاتليها على الأقل، وأصيب ما لا يقل عن 30 آخرين."
)


def test_a_retelling_repeats_the_counts_of_one_source() -> None:
    tellings = (Report("ar", ARABIC, "ar", date="2019-01-25"), Report("en", RETOLD, "en", date="2019-01-25"))
    result = crosscheck(tellings, {report.id: read_claims(report) for report in tellings})
    claims = {(report, claim.n): claim for report, found in result.claims for claim in found}
    relations = {
        int(claims[row.a].value or 0): str(row.relation.kind)
        for row in result.rows
        if claims[row.a].value == claims[row.b].value and claims[row.a].measure == claims[row.b].measure
    }
    assert {value: relations.get(value) for value in (34, 21, 16, 30)} == dict.fromkeys((34, 21, 16, 30), "repeats")
