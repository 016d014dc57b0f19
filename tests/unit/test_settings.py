"""Settings: the environment is read once, and a wrong value is told in one sentence."""

from pathlib import Path

import pytest

from core.settings import Settings, SettingsError, load_settings


def test_defaults_are_embedded(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path / 'tawatur.db'}"
    assert settings.embedded_broker


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAWATUR_HOME", str(tmp_path / "x"))
    monkeypatch.setenv("TAWATUR_BROKER_URL", "redis://broker:6379/0")
    monkeypatch.setenv("TAWATUR_DATABASE_URL", "postgresql://tawatur@db/tawatur")
    settings = load_settings()
    assert settings.home == tmp_path / "x"
    assert settings.database == "postgresql://tawatur@db/tawatur"
    assert not settings.embedded_broker


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TAWATUR_DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("TAWATUR_BROKER_URL", "http://x", "must begin with redis://"),
        ("TAWATUR_MAX_ATTEMPTS", "0", "greater than 0"),
        ("TAWATUR_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("TAWATUR_FETCH_DEADLINE", "soon", "valid number"),
    ],
)
def test_a_wrong_value_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as told:
        load_settings()
    message = str(told.value)
    assert message.startswith(f"{name}='{value}': ")
    assert said in message
    assert "\n" not in message


def test_settings_that_contradict_each_other() -> None:
    with pytest.raises(SettingsError, match="task_hard_limit must be above task_soft_limit"):
        load_settings(task_soft_limit=100, task_hard_limit=100)


def test_a_names_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not a file"):
        load_settings(names_file=tmp_path / "none.toml")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAWATUR_BROKER_URL", "")
    assert load_settings().embedded_broker


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
