"""Where Chromium is; `--install` gets it from the system's packages where that can be done without asking."""

import os
import shutil
import subprocess
import sys

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HOW = (
    "Chromium was not found. Install it (Debian, Ubuntu: apt-get install chromium), name it with "
    "TAWATUR_CHROMIUM=/path/to/chromium, or leave its tests out with TAWATUR_WITHOUT=chromium."
)


def left_out() -> bool:
    """True where the user said TAWATUR_WITHOUT=chromium."""
    return "chromium" in os.environ.get("TAWATUR_WITHOUT", "").split(",")


def find() -> str | None:
    """The browser's executable: TAWATUR_CHROMIUM, else the first known name on PATH."""
    named = os.environ.get("TAWATUR_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


def install() -> int:
    """Exit status 0 where Chromium is there afterwards or was left out."""
    if left_out() or find():
        return 0
    apt = shutil.which("apt-get")
    if apt is not None:
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-noto-core"]):
            subprocess.run([*sudo, apt, *arguments], check=False, env=environment, stdout=subprocess.DEVNULL)
    if find():
        return 0
    print(_HOW, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(install() if "--install" in sys.argv else print(find() or _HOW))
