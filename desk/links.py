"""Addresses that are safe to print: articles bring their own, and an address can be a trap."""

from urllib.parse import urlsplit


def outward(url: str | None) -> str | None:
    """`url` where it leads to a web page, else None: javascript:, data: and file: never become links."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else None


def inward(path: str | None, default: str) -> str:
    """A path of this desk, else `default`: no answer leads a browser to a foreign site."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return default
    return default if any(ord(char) < 33 or char == "\\" for char in path) else path


def stray_line(text: str) -> tuple[int, str] | None:
    """The first line (its number from 1, its words) that is no address, in what is a list of addresses for the most
    part: two or more, and more than of other lines. None where there is none."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    others = [(number, line) for number, line in lines if not outward(line) or " " in line]
    addresses = len(lines) - len(others)
    return others[0] if others and addresses >= 2 and addresses > len(others) else None


def split_pasted(text: str) -> tuple[tuple[str, ...], str | None]:
    """What a person pasted: the addresses where every line is one, else (no addresses, the text). Blank lines go."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(outward(line) and " " not in line for line in lines):
        return tuple(dict.fromkeys(lines)), None
    return (), text.strip() or None
