"""Same, part, whole, different, unknown: by id, by membership, by list, by words; and the mirror law."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.names import Named, relation
from core.names.relation import mirror

_NAMES = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *("civilians", "children", "ISIS", "ISIS fighters", "SDF fighters", "bank employees", "Turkish soldiers"),
            *("Houthis and Saleh forces", "Houthi gunmen", "مسلحي داعش", "أطفال", "people", "bombs", "two bombs"),
        ]
    ).map(Named),
    st.text(max_size=12).map(Named),
)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("children", "civilians", "part"),
        ("SDF fighters", "SDF", "part"),
        ("Houthi gunmen", "Houthis", "part"),
        ("ISIS militants", "ISIS fighters", "same"),
        ("مسلحي داعش", "ISIS fighters", "same"),
        ("أطفال", "children", "same"),
        ("two children", "children", "same"),
        ("people", "children", "whole"),
        ("women", "children", "different"),
        ("SDF fighters", "ISIS", "different"),
        ("Turkish soldiers", "soldiers", "part"),
        ("police officers", "security forces", "part"),
        ("bank employees", "workers", "part"),
        ("Houthis", "Houthis and Saleh forces", "part"),
        ("bombs that exploded", "bombs", "part"),
        ("bombs", "jewellery", "different"),
    ],
)
def test_relation(a: str, b: str, expected: str) -> None:
    assert relation(Named(a), Named(b)) == expected


def test_an_id_decides_before_the_words() -> None:
    assert relation(Named("the group", "isis", "ISIS"), Named("داعش")) == "same"
    assert relation(Named("same words", "isis"), Named("other words", "houthis")) == "different"


def test_not_stated_is_unknown() -> None:
    assert relation(None, Named("children")) == "unknown"
    assert relation(None, None) == "unknown"


@settings(deadline=None)  # the first example loads the book of names
@given(_NAMES, _NAMES)
def test_swapping_mirrors(a: Named | None, b: Named | None) -> None:
    assert relation(b, a) == mirror(relation(a, b))


@settings(deadline=None)
@given(_NAMES)
def test_a_name_is_the_same_as_itself(a: Named | None) -> None:
    assert relation(a, a) == ("unknown" if a is None else "same")
