from core.compare.flags import FlagKind
from core.compare.judge import judge
from tests.unit.compare.told import claim, told


def flags(*reported, now="2021-03-12"):
    return judge(reported, now=now).flags


def test_kinds_of_flags():
    assert [f.kind for f in flags(told(claim(57), "A"), told(claim(50), "B"))] == [FlagKind.DISPUTED]
    assert [f.kind for f in flags(told(claim(34), "A"), told(claim(43), "A"))] == [FlagKind.MISQUOTED]
    revised = flags(told(claim(34), "A"), told(claim(30, as_of="2021-03-11"), "A"))
    assert [f.kind for f in revised] == [FlagKind.REVISED]
    wide = flags(told(claim(2300, precision="more_than"), "A"), told(claim(5200, precision="more_than"), "B"))
    assert [f.kind for f in wide] == [FlagKind.WIDE]


def test_agreement_and_updates_raise_no_flag():
    assert flags(told(claim(57), "A"), told(claim(57), "B"), told(claim(60, as_of="2021-03-11"), "A")) == ()


def rank(*reported, now="2021-03-12"):
    return flags(*reported, now=now)[0].rank


def test_a_greater_distance_ranks_higher():
    near, far = [told(claim(57), "A"), told(claim(50), "B")], [told(claim(57), "A"), told(claim(5), "B")]
    assert rank(*far) > rank(*near)


def test_more_reports_and_more_origins_rank_higher():
    pair = [told(claim(57), "A", "a"), told(claim(50), "B", "b")]
    copied = [*pair, told(claim(57), "A", "c")]
    backed = [*pair, told(claim(57), "C", "c")]
    assert rank(*pair) < rank(*copied) < rank(*backed)


def test_old_flags_sink():
    pair = [told(claim(57), "A", date="2021-03-10"), told(claim(50), "B", date="2021-03-10")]
    assert rank(*pair, now="2021-04-10") < rank(*pair, now="2021-03-11")


def test_a_wide_pair_ranks_below_a_dispute_as_far_apart():
    wide = [told(claim(100, precision="more_than"), "A"), told(claim(200, precision="more_than"), "B")]
    assert rank(*wide) < rank(told(claim(100), "A"), told(claim(200), "B"))


def test_the_evidence_names_origins_and_figures():
    (flag,) = flags(told(claim(57), "A"), told(claim(50), "B"))
    assert {e for e in flag.evidence if e.startswith("origin:")} == {"origin:a", "origin:b"}
    assert {f"figure:{flag.a}", f"figure:{flag.b}"} <= flag.evidence
