"""A process of its own that adds coined reports to the archive of a home folder, for tests that kill it.

python -m tests.integration.archive_writer HOME FIRST LAST BATCH: prints a line after each batch is handed over.
"""

import sys
import time
from pathlib import Path

from tests.unit.archive.coined import coined, coined_encoder
from workers.archive.embedded import EmbeddedArchive


def main(home: str, first: str, last: str, batch: str) -> None:
    archive = EmbeddedArchive(Path(home), coined_encoder)
    for at in range(int(first), int(last), int(batch)):
        archive.add([coined(number) for number in range(at, min(at + int(batch), int(last)))])
        print(at, flush=True)
    archive.flush(60)
    print("all", flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
