"""The number grammar compiled by mypyc into build/compiled: `make compiled`. Optional: it needs a C compiler.

The folder is a copy of `core` with extension modules beside the sources; a process uses it when it stands first on its
path (PYTHONSAFEPATH=1 PYTHONPATH=build/compiled:.), so that a build that has grown old never hides the sources.
"""

import os
import shutil
import sys
from pathlib import Path

from mypyc.build import mypycify
from setuptools import setup

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "build" / "compiled"
COMPILED = ("text", "numbers")
"""The packages of `core` that gain: numbers are read half as fast again; those of names and claims are not tried."""


def main() -> None:
    """Copies `core` and compiles it where it lies. SystemExit without a C compiler."""
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(ROOT / "core", TARGET / "core", ignore=shutil.ignore_patterns("__pycache__"))
    os.chdir(TARGET)
    sources = sorted(str(path) for name in COMPILED for path in Path("core", name).rglob("*.py"))
    Path("mypy.ini").write_text("[mypy]\nfollow_imports = silent\nignore_missing_imports = True\n", "utf-8")
    # one C file a module: one file of everything takes the C compiler many times as long
    modules = mypycify(["--config-file", "mypy.ini", *sources], opt_level="1", debug_level="0", multi_file=True)
    sys.argv[1:] = ["--quiet", "build_ext", "--inplace"]
    setup(name="tawatur-compiled", packages=[], ext_modules=modules)


if __name__ == "__main__":
    main()
