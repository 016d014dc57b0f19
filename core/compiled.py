"""The reader compiled by mypyc, where `make setup` could build one and its sources have not changed since.

Compiled or not, the answers are the same (tests/integration/test_compiled.py), only the time they take differs. The
build stands outside the sources, in build/compiled, so that an old one can never hide an edit: it is used only while
every source file has the size and the time that the note beside it has.
"""

import json
import os
import sys
from collections.abc import Iterator, MutableSequence
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

PACKAGES = ("claims", "names", "numbers", "text")
"""The packages of `core` that are compiled, with their data."""
BUILDS = Path(__file__).parent.parent / "build" / "compiled"
NOTE = BUILDS / "sources.json"
"""Which build is that of the sources as they stand: {"folder", "library", "python", "files": {path: [size, time]}}."""
PYTHON = EXTENSION_SUFFIXES[0]
"""What this Python calls its extension modules; those of another can't be loaded."""


def sources(core: str) -> dict[str, list[int]]:
    """Every file that a build is made from, by its path inside `core`: its size and when it was changed (ns)."""
    return {
        os.path.relpath(entry.path, core): [(told := entry.stat()).st_size, told.st_mtime_ns]
        for package in PACKAGES
        for entry in _files(os.path.join(core, package))
    }


def _files(folder: str) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield entry
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def prefer(path: MutableSequence[str]) -> bool:
    """Puts the build in front of `path`, that of the package `core`; False where there is none for these sources."""
    try:
        note = json.loads(NOTE.read_bytes())
        if note["python"] != PYTHON or note["files"] != sources(path[0]):
            return False
        folder = BUILDS / note["folder"]
        _load(note["library"], folder / (note["library"] + PYTHON))
    except (OSError, ValueError, KeyError, ImportError):
        return False
    path.insert(0, str(folder / "core"))
    return True


def _load(name: str, file: Path) -> None:
    """The library that all compiled modules share, under the name by which they import it."""
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None or not file.exists():
        raise ImportError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module
