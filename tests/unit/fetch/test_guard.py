"""Which addresses are public: every one that isn't stays shut, in every spelling that hides an IPv4 address."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.fetch.guard import forbidden_address

PRIVATE = [
    "10.1.2.3",
    "127.0.0.1",
    "169.254.169.254",
    "172.31.0.1",
    "192.168.0.1",
    "100.64.1.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_a_private_address_is_forbidden_in_each_of_its_spellings(text: str) -> None:
    four = ipaddress.IPv4Address(text)
    assert forbidden_address(four)
    assert forbidden_address(ipaddress.IPv6Address(f"::ffff:{text}"))
    assert forbidden_address(ipaddress.IPv6Address(int(four)))
    assert forbidden_address(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(four)))


@pytest.mark.parametrize(
    "text", ["93.184.215.14", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.215.14"]
)
def test_a_public_address_is_open(text: str) -> None:
    assert not forbidden_address(ipaddress.ip_address(text))


def test_loopback_opens_with_the_setting_and_nothing_else_does() -> None:
    assert not forbidden_address(ipaddress.ip_address("127.8.9.10"), allow_loopback=True)
    assert not forbidden_address(ipaddress.ip_address("::1"), allow_loopback=True)
    for text in (*PRIVATE[:1], *PRIVATE[2:], "::7f00:1", "fe80::1"):
        assert forbidden_address(ipaddress.ip_address(text), allow_loopback=True)


@given(st.integers(0, 2**32 - 1))
def test_an_embedded_address_is_never_more_open_than_itself(number: int) -> None:
    assert forbidden_address(ipaddress.IPv6Address(number))  # ::a.b.c.d
    mapped = ipaddress.IPv6Address((0xFFFF << 32) + number)
    assert forbidden_address(mapped) == forbidden_address(ipaddress.IPv4Address(number))
