"""Which process holds a job: only a process that is surely gone counts as gone."""

import os
import signal
import subprocess
import sys

from workers import process


def test_this_process_lives() -> None:
    assert not process.is_gone(process.me())


def test_a_process_of_another_host_is_never_surely_gone() -> None:
    assert not process.is_gone("elsewhere:999999:1")
    assert not process.is_gone("a:b:c:elsewhere:999999:1")


def test_a_process_that_ended_is_gone() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    host, _, _ = process.me().rsplit(":", 2)
    name = f"{host}:{child.pid}:{process._started(child.pid)}"
    assert not process.is_gone(name)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert process.is_gone(name)


def test_another_process_with_the_same_number_is_not_the_one() -> None:
    host, pid, started = process.me().rsplit(":", 2)
    assert process.is_gone(f"{host}:{pid}:{int(started) + 1}") is os.path.exists("/proc/self/stat")
