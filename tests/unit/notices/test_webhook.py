"""Signatures as the Standard Webhooks specification computes them."""

import pytest

from workers.notices.webhook import new_secret, signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_signature_is_that_of_the_specification() -> None:
    body = b'{"test": 2432232314}'
    signed = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_part_is_signed() -> None:
    parts = [("a", 1, b"x"), ("b", 1, b"x"), ("a", 2, b"x"), ("a", 1, b"y")]
    assert len({signature(SECRET, *part) for part in parts}) == len(parts)


def test_secrets_are_fresh_and_sign() -> None:
    one, other = new_secret(), new_secret()
    assert one != other
    assert signature(one, "a", 1, b"") != signature(other, "a", 1, b"")


def test_a_secret_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="whsec_"):
        signature("whsec_no base64!", "a", 1, b"")
