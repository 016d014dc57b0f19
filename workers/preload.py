"""What each worker process would import and compile for itself, done once in the parent and shared by the fork."""

import ctypes
import gc
from contextlib import suppress

from sqlalchemy.orm import configure_mappers

from core.claims import read_claims
from core.language import supported
from core.report import Report
from workers.archive.embed import encode
from workers.page import read_page

# Enough of a page to have every table, pattern and model loaded; what it says is of no consequence.
_PAGE = (
    b"<html><head><title>Twelve people were killed</title></head><body><article><h1>Twelve people were killed</h1>"
    b"<p>Twelve people were killed and 30 others were injured in the valley on Monday, the ministry said.</p></article>"
    b"</body></html>"
)

_M_ARENA_MAX = -8  # as malloc.h has it
_GARBAGE = 20_000
"""New objects after which the youngest are looked through for garbage."""


def _few_heaps() -> None:
    """Threads that fetch for a moment share the main heap: one each would keep what it once held for good (glibc)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def preload() -> None:
    """Loads the tables of every language, the book of names, the models and the page reader."""
    _few_heaps()
    configure_mappers()
    for lang in supported():
        read_claims(Report(id="", document="12 + 1\n12", lang=lang))
    page = read_page(_PAGE, "http://localhost/", "text/html; charset=utf-8")
    read_claims(Report(id="", document=page.document))
    encode([page.document])
    gc.collect()
    gc.freeze()  # what was loaded is never looked through again, so that children go on sharing its memory
    # What a process remembers of judgements is some hundred thousand objects, none of them garbage: looked through at
    # the usual pace, they took a sixth of all its time.
    gc.set_threshold(_GARBAGE, 20, 50)
