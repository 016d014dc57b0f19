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


def split_pasted(text: str) -> tuple[tuple[str, ...], str | None]:
    """What a person pasted: the addresses where every line is one, else (no addresses, the text). Blank lines go."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(outward(line) and " " not in line for line in lines):
        return tuple(dict.fromkeys(lines)), None
    return (), text.strip() or None
