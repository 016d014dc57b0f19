"""Finds a Chromium and starts it so that it talks to nobody but loopback."""

import os
import shutil

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoChromium(Exception):
    """There is no browser; the message says how to give one, or how to do without."""


def find_chromium() -> str:
    """The path of TAWATUR_CHROMIUM, else of the first known name on PATH."""
    given = os.environ.get("TAWATUR_CHROMIUM")
    found = shutil.which(given) if given else next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoChromium(
            f"No Chromium ({given or ', '.join(NAMES)}): install one, name it in TAWATUR_CHROMIUM, "
            "or leave these tests out with TAWATUR_WITHOUT=chromium."
        )
    return found
