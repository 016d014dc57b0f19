from dataclasses import replace

from core.claims.reasons import NAMED_DAY
from core.coverage.occurrence import occurrences
from core.coverage.ruled import Ruled
from core.names import Named
from core.report import Report
from tests.unit.compare.told import claim

FERRY = [
    "A ferry sank in a storm on Lake Mweru on Sunday and four passengers drowned, the harbour office said.",
    "Four people drowned when a ferry went down in a storm on Lake Mweru, according to the harbour office there.",
    "The search for survivors of the ferry that sank on Lake Mweru went on; the harbour office counts nine drowned.",
]
BUS = "A bus left the road near Kasama on Sunday night and eleven travellers died, a hospital doctor said."


def reports(*texts, dates=None):
    return [Report(f"r{i}", text, date=dates[i] if dates else "2021-03-10") for i, text in enumerate(texts)]


def test_reports_on_one_happening_are_one_group_and_others_stay_out():
    told = reports(*FERRY, BUS)
    claims = {
        "r0": [claim(4, place="Lake Mweru")],
        "r1": [claim(4, place="Lake Mweru")],
        "r2": [claim(9, place="Lake Mweru")],
        "r3": [claim(11, place="Kasama")],
    }
    assert occurrences(told, claims).groups == (("r0", "r1", "r2"), ("r3",))


def test_the_order_of_input_changes_no_group():
    told = reports(*FERRY, BUS)
    claims = {r.id: [claim(4, place="Kasama" if r.id == "r3" else "Lake Mweru")] for r in told}
    there, back = (occurrences(order, claims).groups for order in (told, told[::-1]))
    assert {frozenset(g) for g in there} == {frozenset(g) for g in back}


def test_two_places_weeks_apart_are_two_happenings_in_whatever_words():
    towns = (Named("Aden", "country:YE/02/415189", "Aden"), Named("Mosul", "country:IQ/15/99072", "Mosul"))
    told = (
        "A car bomb killed 20 people at a market in Aden, the Health Ministry said.",
        "The Health Ministry said 20 people at a market were killed by a car bomb in Mosul.",
    )
    claims = {f"r{i}": [replace(claim(20), place=town)] for i, town in enumerate(towns)}
    at_once = reports(*told, dates=["2021-03-10", "2021-03-11"])
    assert occurrences(at_once, claims).groups == (("r0", "r1"),)
    later = reports(*told, dates=["2021-03-10", "2021-04-10"])
    assert occurrences(later, claims).groups == (("r0",), ("r1",))


def test_a_much_lower_later_toll_at_the_same_place_is_another_happening():
    told = reports(*FERRY, dates=["2021-03-10", "2021-03-10", "2021-03-12"])
    claims = {
        "r0": [claim(57, place="Lake Mweru")],
        "r1": [claim(50, place="Lake Mweru")],
        "r2": [claim(8, place="Lake Mweru")],
    }
    found = occurrences(told, claims)
    assert found.groups == (("r0", "r1"), ("r2",))
    assert found.keys["r0", 1] == found.keys["r1", 1] != found.keys["r2", 1]


def test_an_old_figure_printed_again_is_no_other_happening():
    told = reports(*FERRY, dates=["2021-03-10", "2021-03-11", "2021-03-12"])
    claims = {
        "r0": [claim(20, place="Lake Mweru")],
        "r1": [claim(57, place="Lake Mweru")],
        "r2": [claim(20, place="Lake Mweru")],
    }
    assert occurrences(told, claims).groups == (("r0", "r1", "r2"),)


def test_reports_without_text_are_sorted_by_place_and_day():
    told = [Report("a", "", date="2021-03-10"), Report("b", "", date="2021-03-11"), Report("c", "", date="2021-03-11")]
    claims = {name: [claim(4, place=place)] for name, place in (("a", "Marib"), ("b", "Marib"), ("c", "Taiz"))}
    assert occurrences(told, claims).groups == (("a", "b"), ("c",))


def test_what_a_person_put_together_is_one_happening_however_unlike():
    told = reports(*FERRY, BUS, dates=["2021-03-10", "2021-03-10", "2021-03-12", "2021-06-01"])
    claims = {r.id: [claim(4, place="Kasama" if r.id == "r3" else "Lake Mweru")] for r in told}
    found = occurrences(told, claims, ruled=Ruled({"r0": "here", "r3": "here"}))
    assert found.groups == (("r0", "r1", "r2", "r3"),)
    assert found.keys["r0", 1] == found.keys["r3", 1]


def test_what_a_person_parted_stays_parted_and_a_new_report_joins_one_of_them():
    told = reports(*FERRY)
    claims = {r.id: [claim(4, place="Lake Mweru")] for r in told}
    found = occurrences(told, claims, ruled=Ruled({"r0": "a", "r1": "b"}, frozenset({("a", "b")})))
    assert len(found.groups) == 2
    assert found.keys["r0", 1] != found.keys["r1", 1]
    assert found.keys["r0", 1].startswith("happening:")
    assert occurrences(told, claims, ruled=Ruled({"r0": "a", "r1": "b"})).groups == (("r0", "r1", "r2"),)


def test_copies_that_a_person_parted_are_two_happenings():
    told = reports(FERRY[0], FERRY[0], FERRY[0])
    claims = {r.id: [claim(4, place="Lake Mweru")] for r in told}
    found = occurrences(told, claims, ruled=Ruled({"r0": "a", "r1": "b"}, frozenset({("a", "b")})))
    assert sorted(map(len, found.groups)) == [1, 2]


def test_nothing_at_all():
    assert occurrences([], {}).groups == ()
    assert occurrences([Report("a", "")], {}).groups == (("a",),)


ATTACKS = [
    "Shells hit the fish market in Berbera on Monday and killed 34 civilians, the mayor said; boats were burning.",
    "A bomb went off on Sunday under a lorry near Berbera and killed 5 soldiers, the mayor of the port said.",
]


def attack(number, group, day):
    told = claim(number, group=group, place="Berbera", as_of=day)
    return replace(told, because=(("as_of", f"{NAMED_DAY}{day}"),))


def test_yesterdays_attack_in_the_same_town_is_another_occurrence():
    told = reports(*ATTACKS, dates=["2021-03-08", "2021-03-08"])
    claims = {"r0": [attack(34, "civilians", "2021-03-08")], "r1": [attack(5, "soldiers", "2021-03-07")]}
    assert occurrences(told, claims).groups == (("r0",), ("r1",))


def test_a_later_named_day_of_the_same_victims_is_an_update():
    told = reports(ATTACKS[0], ATTACKS[0].replace("34", "39"), dates=["2021-03-08", "2021-03-09"])
    claims = {"r0": [attack(34, "civilians", "2021-03-08")], "r1": [attack(39, "civilians", "2021-03-09")]}
    assert occurrences(told, claims).groups == (("r0", "r1"),)


def test_a_report_that_recalls_an_earlier_attack_is_about_its_own():
    told = reports(
        "A bomb killed 32 people in a park in Berbera on Monday, the ministry said, and hospitals filled up.",
        "Rebels say they killed 2 police officers near Berbera, after the bomb that killed 32 people in a park there.",
        dates=["2021-03-08", "2021-03-10"],
    )
    lead = claim(2, group="police officers", place="Berbera", headline=True)
    claims = {"r0": [claim(32, place="Berbera")], "r1": [lead, claim(32, place="Berbera", n=2)]}
    assert occurrences(told, claims).groups == (("r0",), ("r1",))
