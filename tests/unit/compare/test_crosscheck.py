import json

from core.compare.crosscheck import MANY, crosscheck, to_json
from core.compare.misquotes import SlipKind
from core.report import Report
from tests.unit.compare.told import claim, since

REPORTS = [Report("a", "", date="2021-03-10"), Report("b", "", date="2021-03-11"), Report("c", "", date="2021-03-11")]
CLAIMS = {
    "a": [claim(70, n=1, by=("Ministry",)), claim(9, "missing", n=2, by=("Ministry",))],
    "b": [claim(135, n=1, as_of="2021-03-11", by=("Ministry",))],
    "c": [],
}


def test_one_row_for_every_pair_of_claims_of_different_reports():
    pairs = {(row.a, row.b) for row in crosscheck(REPORTS, CLAIMS).rows}
    assert len(pairs) == 2
    assert (("b", 1), ("a", 1)) in pairs  # the later acts on the earlier


def test_the_documented_answer():
    answer = json.loads(json.dumps(to_json(crosscheck(REPORTS, CLAIMS))))
    assert set(answer) == {"claims", "relations", "occurrences", "beside", "copies", "tally", "running"}
    assert [row["id"] for row in answer["claims"]] == ["a", "b", "c"]
    updates = next(row for row in answer["relations"] if row["relation"] == "updates")
    assert (updates["a"], updates["b"]) == ({"id": "b", "n": 1}, {"id": "a", "n": 1})
    assert updates["because"]["en"]
    assert updates["because"]["ar"]
    killed = next(row for row in answer["tally"] if row["measure"] == "killed")
    assert (killed["low"], killed["best"], killed["high"], killed["origins"], killed["codebook"]) == (
        135,
        135,
        135,
        1,
        "ucdp",
    )


def test_the_codebook_can_be_chosen():
    rows = crosscheck(REPORTS, CLAIMS, "ibc").tally
    assert {row.low for row in rows if row.measure == "killed"} == {70}


def test_the_answer_is_the_same_in_any_order_of_reports():
    def rows(order):
        return {(r.a, r.b, r.relation) for r in crosscheck(order, CLAIMS).rows}

    assert rows(REPORTS) == rows(REPORTS[::-1])


def test_many_claims_leave_out_what_cannot_be_compared():
    each = MANY // 2 + 1
    many = {
        "a": [claim(n, "killed", n=n) for n in range(1, each + 1)],
        "b": [claim(n, "injured" if n > 3 else "killed", n=n) for n in range(1, each + 1)],
    }
    kinds = {str(row.relation.kind) for row in crosscheck(REPORTS[:2], many).rows}
    assert "incomparable" not in kinds
    assert kinds


def test_many_claims_are_only_held_against_those_of_their_own_happening():
    told = [("a", "Dam bursts above Marn, drowning shepherds"), ("b", "Marn dam burst: shepherds drown")]
    told += [("x", "Ferry capsizes off the Orl coast"), ("y", "Orl coast: ferry capsizes in the night")]
    each = MANY // 4 + 1
    claims = {name: [claim(n, n=n) for n in range(1, each + 1)] for name, _ in told}
    rows = crosscheck([Report(name, text, date="2021-03-10") for name, text in told], claims).rows
    assert {frozenset((row.a[0], row.b[0])) for row in rows} == {frozenset("ab"), frozenset("xy")}


def test_reports_without_claims_are_kept():
    answer = crosscheck([Report("x", "")], {})
    assert answer.claims == (("x", ()),)
    assert answer.occurrences == (("x",),)


def test_the_course_of_a_toll_and_the_balance_of_totals_are_told():
    def says(n, value, day, **more):
        return claim(value, n=n, group="civilians", as_of=day, by=("Ministry",), **more)

    campaign = since("2021-01-01")
    claims = {
        "a": [says(1, 288, "2021-03-10"), says(2, 1000, "2021-03-10", window=campaign)],
        "b": [says(1, 275, "2021-03-11"), says(2, 900, "2021-03-11", window=campaign)],
        "c": [says(1, 288, "2021-03-12"), says(2, 1500, "2021-03-12", window=campaign)],
    }
    tolls = to_json(crosscheck(REPORTS, claims))["running"]
    turns = [[step["turn"] for step in course["steps"]] for toll in tolls for course in toll["courses"]]
    assert ["first", "went down", "came back"] in turns
    totals = [(total["balance"], total["because"]["en"]) for toll in tolls for total in toll["totals"]]
    assert [balance for balance, _ in totals] == ["total fell", "gap"]
    assert "unexplained" in totals[1][1]


def test_a_bound_that_no_text_of_the_language_keeps_was_lost_in_translation():
    reports = [Report("a", "", "ar"), Report("b", "", "en"), Report("c", "", "en")]
    bound, bare = claim(34, precision="at_least", by=("Ministry",)), claim(34, by=("Ministry",))
    (row,) = crosscheck(reports[:2], {"a": [bound], "b": [bare]}).rows
    assert row.relation.slip.kind == SlipKind.LOST_IN_TRANSLATION
    kept = crosscheck(reports, {"a": [bound], "b": [bare], "c": [bound]}).rows
    assert SlipKind.LOST_IN_TRANSLATION not in {row.relation.slip and row.relation.slip.kind for row in kept}
