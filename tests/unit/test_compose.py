"""The team set-up names only what there is: settings, queues, and services that the others wait for."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from core.settings import PREFIX, Settings, load_settings
from workers.sweep import QUEUES

COMPOSE = Path(__file__).parents[2] / "docker-compose.yml"
OURS = ("migrate", "worker", "fetch-worker", "beat", "web")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]
    return found


def test_every_service_is_there(services: dict[str, Any]) -> None:
    assert set(services) == {"redis", "postgres", *OURS}


def test_every_variable_is_a_setting_with_a_value_that_it_takes(services: dict[str, Any]) -> None:
    for name in OURS:
        values = {k.removeprefix(PREFIX).lower(): v for k, v in services[name]["environment"].items()}
        assert set(values) <= set(Settings.model_fields)
        load_settings(**values)


def test_nothing_runs_as_root(services: dict[str, Any]) -> None:
    for name in OURS:
        assert services[name]["user"] == "10001:10001"
        assert services[name]["cap_drop"] == ["ALL"]


def test_what_stays_up_has_a_healthcheck(services: dict[str, Any]) -> None:
    assert [name for name in services if name != "migrate" and "healthcheck" not in services[name]] == []


def test_every_queue_has_a_worker(services: dict[str, Any]) -> None:
    served: set[str] = set()
    for service in services.values():
        command = service.get("command", [])
        if "--queues" in command:
            served |= set(command[command.index("--queues") + 1].split(","))
    assert served == set(QUEUES)


def test_a_worker_may_finish_its_longest_task(services: dict[str, Any]) -> None:
    seconds = int(services["worker"]["stop_grace_period"].removesuffix("s"))
    assert seconds > load_settings().task_hard_limit
