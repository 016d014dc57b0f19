"""The compiled reader gives the same claims as the plain one, and an old build never hides an edit."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import compile_reading
from core import compiled
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.compiled

READS = """
import hashlib, json, sys
import core
if sys.argv[1] == "plain":
    del core.__path__[:-1]
from core import language
from core.claims import read_claims, reader
from core.numbers import read_numbers
from core.report import Report

def sentences(lang):
    for section in language.table(lang, "corpus_claims").values():
        yield from (case[0] for case in section["cases"])
    for listed in language.table(lang, "corpus_numbers").values():
        yield from (case[0] if isinstance(case, list) else case for case in listed)

told = {}
for lang in language.supported():
    alone = list(sentences(lang))
    texts = [*alone, *("\\n".join(alone[n : n + 25]) for n in range(0, len(alone), 25))]
    read = [repr((read_claims(Report("r", text, lang, date="2024-03-05")), read_numbers(text, lang))) for text in texts]
    told[lang] = [len(texts), sum(len(row) for row in read), hashlib.sha256("\\n".join(read).encode()).hexdigest()]
print(json.dumps({"file": reader.__file__, "told": told}))
"""


@pytest.fixture(scope="module", autouse=True)
def _build() -> None:
    """Makes the build where `make setup` has not; without a C compiler there is nothing to compare."""
    if not compile_reading.has_compiler():
        pytest.skip("no C compiler: everything runs in plain Python")
    compiled.BUILDS.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.compile_reading"], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def _read(how: str) -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", READS, how], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.mark.timeout(600)
def test_compiled_and_plain_read_the_corpora_of_all_languages_alike() -> None:
    plain, built = _read("plain"), _read("compiled")
    assert str(plain["file"]).endswith(".py")
    assert not str(built["file"]).endswith(".py"), "the build was not used"
    assert built["told"] == plain["told"]


def test_a_build_is_used_for_its_own_sources_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    core = tmp_path / "core"
    for package in compiled.PACKAGES:
        (core / package).mkdir(parents=True)
        (core / package / "__init__.py").write_text("")
    note = json.loads(compiled.NOTE.read_bytes())
    path = [str(core)]
    monkeypatch.setattr(compiled, "NOTE", tmp_path / "sources.json")

    def used(**changed: object) -> bool:
        compiled.NOTE.write_text(json.dumps({**note, "files": compiled.sources(str(core)), **changed}))
        return compiled.prefer(list(path))

    assert used()
    assert not used(python=".another-python.so")
    assert not used(folder="gone")
    assert used()
    edited = core / "text" / "__init__.py"
    stamp = edited.stat()
    edited.write_text("x")
    assert not compiled.prefer(list(path)), "a file has another size"
    edited.write_text("")
    os.utime(edited, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1_000_000))
    assert not compiled.prefer(list(path)), "a file was written anew"
    os.utime(edited, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert compiled.prefer(list(path))
    (core / "names" / "new.py").write_text("")
    assert not compiled.prefer(list(path)), "a file was added"


def test_without_a_compiler_it_says_so_and_nothing_is_built(tmp_path: Path) -> None:
    told = _prepared(tmp_path, "/nowhere/cc")
    assert told.startswith("no C compiler")
    assert not list(tmp_path.iterdir())


def test_a_compiler_that_fails_leaves_plain_python(tmp_path: Path) -> None:
    told = _prepared(tmp_path, "false")
    assert "compiling failed" in told
    assert "reads in plain Python" in told
    assert not (tmp_path / "sources.json").exists()


def _prepared(builds: Path, compiler: str) -> str:
    """What is told where the C compiler is `compiler` and nothing has been built yet."""
    script = (
        "from pathlib import Path; import sys; from benchmarks import compile_reading as c;"
        "c.BUILDS = Path(sys.argv[1]); c.NOTE = c.BUILDS / 'sources.json';"
        "c._compile = (lambda names: sys.exit('cc failed')) if sys.argv[2] == 'false' else c._compile;"
        "print(c.prepare())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(builds), compiler],
        cwd=REPOSITORY, env={**os.environ, "CC": compiler}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]
