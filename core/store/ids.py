"""Ids derived from content: the same thing stored twice has one id."""

import hashlib
import json
from typing import Any


def derived(*parts: Any) -> str:
    """128 bits of SHA-256 over the parts, in hexadecimal."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def text_hash(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
