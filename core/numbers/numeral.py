"""One run of digits with its separators: its value, and the other readings that an ambiguous separator leaves open."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

LONGEST = 30
"""More digits than this are an identifier, never a count."""

_GROUPS = re.compile(r"\d{1,3}([,.٬'’\u00a0\u202f\u2009 ])\d{3}(?:\1\d{3})+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
_MIXED = re.compile(r"(\d{1,3}(?:([,.٬'’\u00a0\u202f\u2009 ])\d{3})(?:\2\d{3})*)([.,٫])(\d+)")
_SINGLE = re.compile(r"(\d*)([.,٬٫'’\u00a0\u202f\u2009 ])(\d+)")
_DIGITS = re.compile(r"\d+")


class Numeral(NamedTuple):
    """`decimals` counts the printed digits after the decimal sign; `others` are the other readings, likeliest first."""

    value: int | Decimal
    decimals: int = 0
    others: tuple[int | Decimal, ...] = ()


@lru_cache(maxsize=20_000)
def numeral(printed: str, decimal: str) -> Numeral | None:
    """The value of `printed` where `decimal` is the language's decimal sign ("" where both are in use).

    None where the digits are no number: dates and versions (10.09.2018), addresses, lists, runs of over 30 digits.
    """
    if len(printed) > LONGEST:
        return None
    if _DIGITS.fullmatch(printed):
        return Numeral(int(printed))
    if "ر" in printed:
        return _wire_decimal(printed)
    if _GROUPS.fullmatch(printed) or _INDIAN.fullmatch(printed):
        return Numeral(_whole(printed))
    mixed = _MIXED.fullmatch(printed)
    if mixed and mixed[2] != mixed[3]:
        return Numeral(_fraction(mixed[1], mixed[4]), len(mixed[4]))
    single = _SINGLE.fullmatch(printed)
    return None if single is None else _one_sign(single[1], single[2], single[3], decimal)


def _one_sign(whole: str, sign: str, rest: str, decimal: str) -> Numeral | None:
    """One separator: three digits after it can be a group or decimals, any other number of them only decimals."""
    if sign == "٬" or sign in "'’\u00a0\u202f\u2009 ":
        return Numeral(int(whole + rest)) if whole and len(rest) == 3 else None
    as_decimal = Numeral(_fraction(whole or "0", rest), len(rest))
    if sign == "٫" or len(rest) != 3 or not whole or len(whole) > 3 or whole.startswith("0"):
        return as_decimal
    as_whole = int(whole + rest)
    if sign == decimal and rest != "000":
        return Numeral(as_decimal.value, len(rest), (as_whole,))
    return Numeral(as_whole, 0, (as_decimal.value,) if sign != "," or decimal != "." else ())


def _wire_decimal(printed: str) -> Numeral | None:
    """Arabic wires print 42.3 as «3ر42», decimals first; others print «42ر3»: both readings, the wires' first."""
    first, _, second = printed.partition("ر")
    if not first.isdecimal():
        return None
    return Numeral(_fraction(second, first), len(first), (_fraction(first, second),))


def _whole(printed: str) -> int:
    return int("".join(_DIGITS.findall(printed)))


def _fraction(whole: str, decimals: str) -> Decimal:
    return Decimal(f"{_whole(whole)}.{int('1' + decimals) - 10 ** len(decimals):0{len(decimals)}d}")
