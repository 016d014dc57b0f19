"""A process of its own that adds coined reports to an archive, or builds it anew, for tests that kill it.

python -m tests.integration.archive_writer add|rebuild HOME DATABASE-URL FIRST LAST BATCH: prints a line after each
batch is handed over, or written to the new index.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.unit.archive.coined import coined, coined_encoder
from workers.archive import Entry
from workers.archive.embedded import EmbeddedArchive
from workers.archive.team import TeamArchive

Either = EmbeddedArchive | TeamArchive


def opened(home: Path, url: str) -> Either:
    """The archive of a database URL, with vectors that cost nothing."""
    return EmbeddedArchive(home, coined_encoder) if url.startswith("sqlite") else TeamArchive(home, url, coined_encoder)


def _add(archive: Either, first: int, last: int, batch: int) -> None:
    for at in range(first, last, batch):
        archive.add([coined(number) for number in range(at, min(at + batch, last))])
        print(at, flush=True)
    archive.flush(60)
    print("all", flush=True)
    time.sleep(60)


def _rebuild(archive: Either, first: int, last: int, batch: int) -> None:
    def slowly() -> Iterator[Entry]:
        for number in range(first, last):
            if number % batch == 0:
                time.sleep(0.02)
            yield coined(number)

    archive.rebuild(slowly(), lambda done: print(done, flush=True))
    print("all", flush=True)


def main(mode: str, home: str, url: str, first: str, last: str, batch: str) -> None:
    """Add or rebuild, as told."""
    work = {"add": _add, "rebuild": _rebuild}[mode]
    work(opened(Path(home), url), int(first), int(last), int(batch))


if __name__ == "__main__":
    main(*sys.argv[1:])
