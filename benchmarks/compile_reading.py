"""The reader compiled by mypyc into build/compiled: part of `make setup` wherever there is a C compiler.

A build stands in a folder named by the hash of its sources, so that it is made once; the note that `core.compiled`
looks for says which one is that of the sources as they are. Without a C compiler, or with TAWATUR_WITHOUT=compiled,
the note goes and everything runs in plain Python, with the same answers. `--clean` forgets all builds first.
"""

import hashlib
import json
import os
import shutil
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from core.compiled import BUILDS, NOTE, PACKAGES, PYTHON, sources

CORE = Path(__file__).parent.parent / "core"
KEPT = 3
"""Builds that are kept: going from branch to branch and back compiles nothing."""


def key_of(files: list[str]) -> str:
    """The hash of the sources, of what compiles them and of what they are compiled for."""
    told = hashlib.sha256(f"{PYTHON} {version('mypy')}".encode() + Path(__file__).read_bytes())
    for name in sorted(files):
        told.update(f"\0{name}\0".encode() + (CORE / name).read_bytes())
    return told.hexdigest()[:16]


def has_compiler() -> bool:
    """True where a C compiler and the headers of this Python are found."""
    words = str(sysconfig.get_config_var("CC") or "cc").split()
    headers = Path(sysconfig.get_paths()["include"]) / "Python.h"
    return shutil.which(os.environ.get("CC", words[0])) is not None and headers.exists()


def build(folder: Path) -> None:
    """Compiles a copy of `core` in `folder`, and leaves what `core.compiled` needs of it there."""
    shutil.copytree(CORE, folder / "core", ignore=shutil.ignore_patterns("__pycache__"))
    names = sorted(
        str(path.relative_to(folder)) for part in PACKAGES for path in (folder / "core" / part).rglob("*.py")
    )
    with _inside(folder):
        Path("mypy.ini").write_text("[mypy]\nfollow_imports = silent\nignore_missing_imports = True\n", "utf-8")
        _compile(names)
    shutil.rmtree(folder / "build")
    for path in (folder / "core").iterdir():
        if path.name not in PACKAGES:  # what isn't compiled is imported from the sources
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _compile(names: list[str]) -> None:
    from mypyc.build import mypycify
    from setuptools import setup
    from setuptools.command.build_ext import build_ext

    class Parallel(build_ext):
        """Compiles the C files of one extension side by side."""

        def build_extensions(self) -> None:
            one: Callable[..., list[str]] = self.compiler.compile

            def each(files: list[str], **options: Any) -> list[str]:
                with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
                    return list(chain.from_iterable(pool.map(lambda file: one([file], **options), files)))

            self.compiler.compile = each
            super().build_extensions()

    # one C file a module: one file of everything takes the C compiler many times as long
    modules = mypycify(["--config-file", "mypy.ini", *names], opt_level="1", debug_level="0", multi_file=True)
    sys.argv[1:] = ["--quiet", "build_ext", "--inplace"]
    setup(name="tawatur-compiled", packages=[], ext_modules=modules, cmdclass={"build_ext": Parallel})


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """In `folder`, with what is printed in a file of it."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with open("log.txt", "w", encoding="utf-8") as log, redirect_stdout(log), redirect_stderr(log):
            yield
    finally:
        os.chdir(before)


def prepare() -> str:
    """Builds where that is needed and possible and writes the note; gives the sentence for the person who waits."""
    files = sources(str(CORE))
    folder = BUILDS / key_of(list(files))
    if "compiled" in os.environ.get("TAWATUR_WITHOUT", "").split(","):
        NOTE.unlink(missing_ok=True)
        return "TAWATUR_WITHOUT=compiled: reads in plain Python, with the same answers."
    told = ""
    if not folder.exists():
        NOTE.unlink(missing_ok=True)
        if not has_compiler():
            return "no C compiler (or no Python headers): reads in plain Python, a third slower, with the same answers."
        print("compiles the reader (once for these sources, about a minute) ...", flush=True)
        started = time.perf_counter()
        part = folder.with_suffix(f".{os.getpid()}")
        try:
            build(part)
        except (Exception, SystemExit) as error:  # whatever a C compiler meets, there is a way without it
            log = part.rename(BUILDS / "failed") if not (BUILDS / "failed").exists() else part
            return f"compiling failed ({error}; see {log / 'log.txt'}): reads in plain Python, with the same answers."
        if folder.exists():  # another make was faster
            shutil.rmtree(part)
        else:
            part.rename(folder)
        told = f"the reader is compiled, in {time.perf_counter() - started:.0f} s."
    _note(folder, files)
    _forget(folder)
    return told


def _note(folder: Path, files: dict[str, list[int]]) -> None:
    library = next(folder.glob(f"*__mypyc{PYTHON}")).name.removesuffix(PYTHON)
    note = {"folder": folder.name, "library": library, "python": PYTHON, "files": files}
    part = NOTE.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(note), "utf-8")
    part.replace(NOTE)
    os.utime(folder)


def _forget(folder: Path) -> None:
    """Drops all builds but the newest few."""
    builds = sorted((p for p in BUILDS.iterdir() if p.is_dir() and p != folder), key=lambda p: -p.stat().st_mtime)
    for old in builds[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    if "--clean" in sys.argv:
        shutil.rmtree(BUILDS, ignore_errors=True)
    BUILDS.mkdir(parents=True, exist_ok=True)
    if told := prepare():
        print(told)
