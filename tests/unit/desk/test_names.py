"""What a campaign is called: its country and its first day, not its first report."""

import pytest

from desk.locale import locale_for
from desk.stored.names import campaign_of, labelled, titled
from desk.views.occurrence import Campaign


def test_a_campaign_is_told_by_country_and_day_in_both_languages() -> None:
    campaign = campaign_of("2018-09-10|SY")
    assert campaign is not None
    assert campaign.country is not None
    assert dict(campaign.country.labels)["ar"] == "سوريا"
    assert titled("Clashes on Tuesday", campaign) == "Running totals, Syria, since 2018-09-10"


def test_a_country_that_has_no_name_is_left_out() -> None:
    assert campaign_of("2018-09-10|XX") == Campaign("2018-09-10", None)
    assert titled("x", campaign_of("2018-09-10|XX")) == "Running totals, since 2018-09-10"


def test_one_happening_keeps_its_title() -> None:
    assert campaign_of(None) is None
    assert titled("Ferry fire", None) == "Ferry fire"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Baghouz", "الباغوز"),
        ("Baghouz, Syria", "الباغوز، سوريا"),
        ("Sri Lanka", "سريلانكا"),
        ("passengers", "ركاب"),
        ("Red Cross", "الصليب الأحمر"),
        ("Civil Defence", "الدفاع المدني"),
        ("Coast Guard", "خفر السواحل"),
        ("Finance Ministry", "وزارة المالية"),
        ("Coast Herald", "Coast Herald"),
        ("Nowhere, Syria", "Nowhere, Syria"),
    ],
)
def test_places_countries_and_common_nouns_have_their_arabic(label: str, said: str) -> None:
    assert locale_for("ar").name(labelled(label)) == said
    assert locale_for("en").name(labelled(label)) == label


def test_what_is_counted_by_a_noun_of_its_own_has_its_arabic_too() -> None:
    assert locale_for("ar").measure("other:people") == "أشخاص"
    assert locale_for("ar").measure("other:مضخات") == "مضخات"
    assert locale_for("en").measure("other:people") == "people"
