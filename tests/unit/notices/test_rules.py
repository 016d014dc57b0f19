"""Rules out of what people give."""

import pytest

from workers.notices.rules import BadRule, rule_for


def test_channels() -> None:
    hook, mail = rule_for("https://hooks.example.org/x"), rule_for("desk@example.org", kinds=["denied", "denied"])
    assert (hook.channel, mail.channel) == ("webhook", "email")
    assert hook.secret is not None
    assert mail.secret is None
    assert mail.kinds == ["denied"]


@pytest.mark.parametrize(
    "target", ["", "example.org", "ftp://example.org", "https://", "https://a b", "a@b", "a@b.c,d@e.f", "a@b.c\nx"]
)
def test_targets_that_are_none(target: str) -> None:
    with pytest.raises(BadRule):
        rule_for(target)


def test_kinds_and_languages_that_do_not_exist() -> None:
    with pytest.raises(BadRule, match="misquoted"):
        rule_for("desk@example.org", kinds=["nice"])
    with pytest.raises(BadRule, match="en and ar"):
        rule_for("desk@example.org", lang="tlh")
