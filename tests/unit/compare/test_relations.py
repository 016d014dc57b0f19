"""The rules of semantics §4, each with a case where it holds and one where it must not."""

from dataclasses import replace

import pytest

from core.claims import Window, WindowKind
from core.claims.reasons import HEADLINE_PLACE
from core.compare import Rel, relate
from core.compare.misquotes import SlipKind
from core.compare.reported import some_of
from core.names import Named
from tests.unit.compare.told import claim, period, since, told


def kind(a, b):
    return relate(a, b).kind


class TestSameOrigin:
    def test_the_same_figure_adds_no_support(self):
        assert kind(told(claim(34), "SOHR"), told(claim(34), "SOHR")) == Rel.REPEATS

    def test_a_coarser_rounding_repeats(self):
        exact, rounded = claim(1_089_000), claim(1_100_000, precision="about")
        assert kind(told(exact, "Ministry"), told(rounded, "Ministry")) == Rel.REPEATS

    def test_a_rounding_that_does_not_hold_the_figure_is_a_misquote(self):
        exact, rounded = claim(1_189_000), claim(1_100_000, precision="about")
        assert kind(told(exact, "Ministry"), told(rounded, "Ministry")) == Rel.MISQUOTES

    def test_more_than_a_round_number_rounds_down(self):
        assert kind(told(claim(2345), "X"), told(claim(2300, precision="more_than"), "X")) == Rel.REPEATS
        assert kind(told(claim(730), "X"), told(claim(750, precision="more_than"), "X")) == Rel.MISQUOTES

    def test_another_bound_is_a_misquote_that_names_the_dropped_bound(self):
        relation = relate(told(claim(34, precision="at_least"), "SOHR", "a"), told(claim(34), "SOHR", "b"))
        assert (relation.kind, relation.slip.kind, relation.slip.wrong) == (Rel.MISQUOTES, SlipKind.BOUND_DROPPED, "b")

    def test_later_and_higher_updates_the_earlier(self):
        late, early = told(claim(135, as_of="2021-03-11"), "Ministry"), told(claim(70), "Ministry")
        assert (kind(late, early), relate(late, early).forward) == (Rel.UPDATES, True)
        assert relate(early, late).forward is False

    def test_later_and_lower_revises(self):
        late, early = told(claim(253, as_of="2021-03-14"), "Ministry"), told(claim(359), "Ministry")
        assert (kind(late, early), relate(late, early).forward) == (Rel.REVISES, True)

    @pytest.mark.parametrize("measure", ["missing", "displaced", "people_present"])
    def test_counts_that_fall_by_nature_are_updated_either_way(self, measure):
        late, early = told(claim(40, measure, as_of="2021-03-14"), "Army"), told(claim(90, measure), "Army")
        assert (kind(late, early), relate(late, early).forward) == (Rel.UPDATES, True)

    def test_two_figures_of_one_day_are_a_source_conflict(self):
        relation = relate(told(claim(82), "SDF"), told(claim(11), "SDF"))
        assert (relation.kind, relation.because.rule) == (Rel.MISQUOTES, "source conflict")

    def test_an_as_of_that_is_not_told_leaves_the_order_unknown(self):
        relation = relate(told(claim(82), "SDF"), told(claim(19, as_of=None), "SDF", date="2021-03-20"))
        assert (relation.kind, relation.because.rule) == (Rel.MISQUOTES, "order unknown")

    def test_a_constant_is_never_updated(self):
        late = told(claim("6.9", "other:magnitude", as_of="2021-03-14"), "USGS")
        early = told(claim("6.8", "other:magnitude"), "USGS")
        assert kind(late, early) == Rel.REVISES


class TestOtherOrigins:
    def test_the_same_number_and_bound_agrees_even_on_other_days(self):
        assert kind(told(claim(30), "Ministry"), told(claim(30, as_of="2021-03-12"), "Red Cross")) == Rel.AGREES

    def test_a_dual_and_a_bare_two_are_the_same_bound(self):
        assert kind(told(claim(2, precision="dual"), "A"), told(claim(2), "B")) == Rel.AGREES

    def test_another_bound_is_compatible(self):
        assert kind(told(claim(30), "Ministry"), told(claim(30, precision="at_least"), "Governor")) == Rel.COMPATIBLE

    def test_overlap_is_compatible_and_far_apart_is_wide(self):
        near = relate(told(claim(34, precision="at_least"), "A"), told(claim(37), "B"))
        far = relate(told(claim(2300, precision="more_than"), "A"), told(claim(5200, precision="more_than"), "B"))
        assert (near.kind, near.wide) == (Rel.COMPATIBLE, False)
        assert (far.kind, far.wide) == (Rel.COMPATIBLE, True)

    def test_apart_on_one_day_disagrees(self):
        assert kind(told(claim(57), "Residents"), told(claim(50), "Minister")) == Rel.DISAGREES

    def test_soft_wordings_reach_a_tenth_further_and_hard_ones_do_not(self):
        assert kind(told(claim(100, precision="about"), "A"), told(claim(111), "B")) == Rel.COMPATIBLE
        assert kind(told(claim(100, precision="at_most"), "A"), told(claim(104), "B")) == Rel.DISAGREES

    def test_a_bare_number_fits_more_than_itself(self):
        assert kind(told(claim(100), "A"), told(claim(100, precision="more_than"), "B")) == Rel.COMPATIBLE

    def test_later_and_higher_updates_later_and_lower_disagrees(self):
        early, late = told(claim(100), "A"), claim(137, as_of="2021-03-12")
        assert kind(told(late, "B"), early) == Rel.UPDATES
        assert kind(told(claim(80, as_of="2021-03-12"), "B"), early) == Rel.DISAGREES

    def test_constants_disagree_whatever_the_day(self):
        early, late = claim("6.8", "other:magnitude"), claim("6.9", "other:magnitude", as_of="2021-03-14")
        assert kind(told(early, "USGS"), told(late, "EMSC")) == Rel.DISAGREES

    def test_unknown_origins_are_compared_as_others(self):
        assert kind(told(claim(30)), told(claim(30))) == Rel.AGREES


class TestDenial:
    def test_the_denier_denies(self):
        denial, figure = told(claim(12, stance="denied"), "Army"), told(claim(12), "Militia")
        assert (kind(denial, figure), relate(denial, figure).forward) == (Rel.DENIES, True)
        assert relate(figure, denial).forward is False

    def test_an_origin_that_takes_its_own_figure_back_revises(self):
        assert kind(told(claim(12, stance="withdrawn"), "Army"), told(claim(12), "Army")) == Rel.REVISES

    def test_a_denial_of_another_figure_denies_nothing(self):
        relation = relate(told(claim(40, stance="denied"), "Army"), told(claim(12), "Militia"))
        assert (relation.kind, relation.dimension) == (Rel.INCOMPARABLE, "stance")


class TestSwaps:
    def test_one_number_of_one_source_told_as_killed_and_as_injured(self):
        relation = relate(told(claim(115, "injured"), "Ministry"), told(claim(115, "killed"), "Ministry"))
        assert (relation.kind, relation.slip.kind) == (Rel.MISQUOTES, SlipKind.KILLED_INJURED)

    def test_no_swap_where_one_report_gives_both(self):
        dead, hurt = claim(115, "killed", n=1), claim(115, "injured", n=2)
        relation = relate(told(hurt, "Ministry", beside=(dead,)), told(dead, "Ministry"))
        assert (relation.kind, relation.dimension) == (Rel.INCOMPARABLE, "measure")

    def test_no_swap_between_people_and_things(self):
        relation = relate(told(claim(4, "strikes"), "Army"), told(claim(4, "killed"), "Army"))
        assert (relation.kind, relation.dimension) == (Rel.INCOMPARABLE, "measure")

    def test_no_swap_between_two_origins(self):
        assert kind(told(claim(115, "injured"), "A"), told(claim(115, "killed"), "B")) == Rel.INCOMPARABLE

    def test_a_window_that_shifted(self):
        a, b = claim(112, window=since("2021-03-01")), claim(112, window=period("24 hours"))
        relation = relate(told(a, "Army"), told(b, "Army"))
        assert (relation.kind, relation.slip.kind) == (Rel.MISQUOTES, SlipKind.WINDOW_SHIFTED)

    def test_a_group_that_was_swapped(self):
        a, b = claim(16, group="SDF fighters"), claim(16, group="ISIS fighters")
        relation = relate(told(a, "SOHR"), told(b, "SOHR"))
        assert (relation.kind, relation.slip.kind) == (Rel.MISQUOTES, SlipKind.GROUP_SWAPPED)


class TestParts:
    def test_killed_is_a_part_of_killed_or_injured(self):
        part, whole = told(claim(12), "A"), told(claim(40, "killed_or_injured"), "B")
        assert (kind(part, whole), relate(part, whole).forward) == (Rel.PART_OF, True)

    def test_children_are_a_part_of_civilians(self):
        assert kind(told(claim(3, group="children"), "A"), told(claim(9, group="civilians"), "B")) == Rel.PART_OF

    def test_a_count_that_its_text_calls_a_part_is_a_part_of_an_unstated_group(self):
        part, whole = claim(9, group="Syrians", part_of=1), claim(40)
        assert kind(told(part, "A"), told(whole, "B")) == Rel.PART_OF

    def test_an_unstated_group_is_not_everyone(self):
        assert kind(told(claim(43, group="civilians"), "A"), told(claim(57), "B")) == Rel.DISAGREES

    def test_a_province_is_a_part_only_where_some_report_tells_it_apart(self):
        town, country = claim(290, place="Taroudant, Morocco"), claim(632, place="Morocco")
        levels = frozenset({("Taroudant, Morocco", "Morocco")})
        assert kind(told(town, "M", levels=levels), told(country, "M", levels=levels)) == Rel.PART_OF
        assert kind(told(town, "A"), told(country, "B")) == Rel.DISAGREES

    def test_one_hospital_is_always_a_part_of_its_city(self):
        one, city = claim(500, "injured", place="one hospital in Beirut"), claim(2500, "injured", place="Beirut")
        assert kind(told(one, "A"), told(city, "B")) == Rel.PART_OF

    def test_a_day_is_a_part_of_a_count_since(self):
        day, total = claim(7, window=period("9 March 2021")), claim(13, window=since("2021-02-15"))
        assert kind(told(day, "NDMA"), told(total, "NDMA")) == Rel.PART_OF

    def test_a_zero_is_no_part(self):
        nobody, twelve = claim(0, "killed_or_injured", precision="zero"), claim(12)
        assert kind(told(nobody, "UN"), told(twelve, "Governor")) == Rel.DISAGREES

    def test_parts_in_opposite_ways_are_incomparable(self):
        a = claim(3, group="children", window=since("2021-02-15"))
        b = claim(9, group="civilians", window=period("9 March 2021"))
        relation = relate(told(a, "A"), told(b, "B"))
        assert (relation.kind, relation.dimension) == (Rel.INCOMPARABLE, "group")


class TestDifferences:
    @pytest.mark.parametrize(
        ("left", "right", "dimension"),
        [
            (claim(21, "captured"), claim(22, "killed"), "measure"),
            (claim(21, group="children"), claim(22, group="women"), "group"),
            (claim(21, window=period("9 March 2021")), claim(22, window=period("7 March 2021")), "window"),
            (claim(5, "money", unit="EUR"), claim(6, "money", unit="USD"), "unit"),
            (claim(21, stance="forecast"), claim(22), "stance"),
            (claim(21, place="Taiz, Yemen"), claim(22, place="Ramadi, Iraq"), "occurrence"),
            (claim(21, "displaced", place="Ethiopia"), claim(22, "displaced", place="Yida camp"), "place"),
        ],
    )
    def test_the_first_difference_is_named(self, left, right, dimension):
        relation = relate(told(left, "A"), told(right, "B"))
        assert (relation.kind, relation.dimension) == (Rel.INCOMPARABLE, dimension)

    def test_units_that_convert_are_converted(self):
        miles, km = claim(10, "distance", unit="mile"), claim(25, "distance", unit="km", precision="at_most")
        assert kind(told(miles, "A"), told(km, "B")) == Rel.COMPATIBLE

    def test_an_unprinted_unit_is_no_difference(self):
        assert kind(told(claim(110, "money", unit="EUR"), "A"), told(claim(110, "money"), "B")) == Rel.AGREES

    def test_an_occurrence_that_was_told_apart(self):
        relation = relate(told(claim(8), "A", occurrence="x"), told(claim(57), "B", occurrence="y"))
        assert relation.dimension == "occurrence"

    def test_fighters_killed_days_apart_died_in_other_fights(self):
        a, b = claim(23, group="SDF fighters"), claim(16, group="SDF fighters", as_of="2021-03-27")
        assert relate(told(a, "SOHR"), told(b, "SOHR")).dimension == "occurrence"
        later = claim(26, group="SDF fighters", as_of="2021-03-14")
        assert kind(told(later, "SOHR"), told(a, "SOHR")) == Rel.UPDATES
        assert kind(told(claim(23, group="people"), "S"), told(claim(26, as_of="2021-03-27"), "S")) == Rel.UPDATES

    def test_a_stretch_that_began_after_the_happening_is_another(self):
        a, b = claim(34), claim(288, window=period("three days"), as_of="2021-03-29")
        assert relate(told(a, "A"), told(b, "B")).dimension == "occurrence"

    def test_an_old_disaster_is_another_occurrence(self):
        a, b = claim(632), claim(628, window=period("earthquake of 2004"), as_of=None)
        assert relate(told(a, "A"), told(b, "B")).dimension == "occurrence"


def test_unstated_dimensions_lower_the_confidence():
    sure = relate(told(claim(5, group="civilians"), "A"), told(claim(5, group="civilians"), "B"))
    unsure = relate(told(claim(5, group="civilians"), "A"), told(claim(5), "B"))
    assert unsure.confidence < sure.confidence <= 1


class TestStories:
    """Reports that were sorted under one story may name its place in two ways."""

    def test_one_story_outweighs_a_place_that_differs(self):
        a, b = claim(57, place="Taiz, Yemen"), claim(50, place="Ramadi, Iraq")
        assert kind(told(a, "A", occurrence="story:x"), told(b, "B", occurrence="story:x")) == Rel.DISAGREES

    def test_two_stories_are_no_difference_by_themselves(self):
        assert (
            kind(told(claim(57), "A", occurrence="story:x"), told(claim(50), "B", occurrence="story:y"))
            == Rel.DISAGREES
        )

    def test_a_headline_in_another_country_tells_another_happening(self):
        sentenced = claim(12, "other:prisoners", place=None)
        article = replace(
            sentenced,
            place=Named("Tripoli", "country:LY/77/2210247", "Tripoli"),
            because=(("place", HEADLINE_PLACE),),
        )
        there = replace(claim(12, place=None), place=Named("Aden", "country:YE/02/415189", "Aden"))
        nearer = replace(claim(12, place=None), place=Named("Sabha", "country:LY/34/2212775", "Sabha"))
        assert relate(told(article, "A"), told(there, "B")).dimension == "occurrence"
        assert relate(told(article, "A"), told(nearer, "B")).dimension == "measure"

    def test_a_place_that_a_claim_only_has_from_its_headline_proves_no_difference(self):
        inherited = replace(claim(57, place="Taiz, Yemen"), because=(("place", "the place of the headline and lead"),))
        assert kind(told(inherited, "A"), told(claim(50, place="Ramadi, Iraq"), "B")) == Rel.DISAGREES


class TestAssumedTime:
    """Where no word tells the as-of, the report's day orders one source's figures, and excuses no overlap."""

    def test_one_sources_reports_are_ordered_by_their_days(self):
        early, late = (
            replace(claim(v, as_of=d), because=ASSUMED) for v, d in ((70, "2021-03-10"), (135, "2021-03-11"))
        )
        assert kind(told(late, "Ministry"), told(early, "Ministry")) == Rel.UPDATES

    def test_a_bare_figure_inside_an_open_one_is_compatible_where_time_is_assumed(self):
        early = replace(claim(100, precision="more_than"), because=ASSUMED)
        late = claim(173, as_of="2021-03-12")
        assert kind(told(late, "A"), told(early, "B")) == Rel.COMPATIBLE
        assert kind(told(late, "A"), told(claim(100, precision="more_than"), "B")) == Rel.UPDATES


ASSUMED = (("as_of", "the day of the report"),)


class TestSomeOfACount:
    def test_some_of_the_injured_are_a_part_of_another_texts_injured(self):
        whole, critical = claim(100, "injured", n=1), claim(20, "injured", n=2, part_of=1)
        some = replace(told(critical, "A", beside=(whole,)), some=some_of(critical, [whole, critical]))
        assert some.some
        assert kind(some, told(claim(90, "injured"), "B")) == Rel.PART_OF
        assert kind(some, told(claim(20, "injured"), "B")) == Rel.AGREES

    def test_a_part_that_its_group_or_place_tells_is_none_of_these(self):
        whole, children = claim(100, "injured", n=1), claim(20, "injured", "children", n=2, part_of=1)
        assert not some_of(children, [whole, children])
        elsewhere = claim(20, "injured", n=3, part_of=1, place="Sirwah, Yemen")
        assert not some_of(elsewhere, [whole, elsewhere])

    def test_members_of_one_family_are_never_the_whole_toll(self):
        family = claim(8, "killed", "members of one family")
        assert kind(told(family, "A"), told(claim(57, "killed"), "B")) == Rel.PART_OF


class TestWhatIsMeasured:
    def test_two_distances_between_untold_ends_are_two_things(self):
        near, far = claim(9, "distance", unit="km"), claim(16, "distance", unit="km")
        assert relate(told(near, "A"), told(far, "B")).dimension == "group"
        assert kind(told(near, "A"), told(far, "A")) == Rel.MISQUOTES, "one source's own figure"

    def test_distances_to_two_ends_are_two_things_in_one_script_only(self):
        town = told(claim(10, "distance", "the town of Kobani", unit="km"), "A")
        border = told(claim(10, "distance", "the border", unit="km"), "B")
        assert relate(town, border).dimension == "group"
        assert kind(border, told(claim(10, "distance", "الحدود", unit="km"), "C")) == Rel.AGREES

    def test_days_lie_in_a_total_of_untold_start(self):
        total = claim(26, "killed", window=Window(WindowKind.CUMULATIVE), as_of="2021-03-12")
        day = Window(WindowKind.PERIOD, since="2021-03-10", until="2021-03-10")
        assert kind(told(claim(7, "killed", window=day), "A"), told(total, "A")) == Rel.PART_OF
        after = Window(WindowKind.PERIOD, since="2021-03-14", until="2021-03-14")
        assert kind(told(claim(7, "killed", window=after, as_of="2021-03-14"), "A"), told(total, "A")) != Rel.PART_OF


class TestElsewhere:
    def test_a_count_told_of_elsewhere_is_another_happening_than_the_main_one(self):
        inherited = (("place", HEADLINE_PLACE),)
        main = told(replace(claim(40, place="Athens, Greece"), because=inherited), "A", occurrence="story:x")
        aside = told(claim(11, place="Volos, Greece"), "B")
        assert relate(main, aside).dimension == "occurrence"
        assert relate(main, replace(aside, occurrence="story:x")).dimension is None, "both tell of the main happening"
