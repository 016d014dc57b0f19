"""The documents name everything that a user can set, type or meet."""

import re
from pathlib import Path

import typer

from core.numbers import Precision
from core.settings import Settings
from desk.cli import app
from desk.console import Exit
from desk.web.app import build_app
from tests.unit.desk.sample import SampleDesk

ROOT = Path(__file__).parents[2]
CLI = (ROOT / "docs/cli.md").read_text("utf-8")


def test_every_setting_is_documented() -> None:
    settings = (ROOT / "docs/settings.md").read_text("utf-8")
    missing = [name for name in Settings.model_fields if f"`TAWATUR_{name.upper()}`" not in settings]
    assert not missing


def test_no_setting_is_documented_that_is_not_there() -> None:
    settings = (ROOT / "docs/settings.md").read_text("utf-8").partition("## For tests")[0]
    named = {name.lower() for name in re.findall(r"^\| `TAWATUR_([A-Z_]+)`", settings, re.MULTILINE)}
    assert named == set(Settings.model_fields)


def test_every_command_is_documented() -> None:
    root = typer.main.get_command(app)
    assert hasattr(root, "commands")
    missing = [name for name in root.commands if f"tawatur {name}" not in CLI]
    assert not missing


def test_every_exit_code_and_precision_is_documented() -> None:
    assert all(re.search(rf"^\| {int(code)} \|", CLI, re.MULTILINE) for code in Exit)
    assert all(f"`{precision}`" in CLI for precision in Precision)


def test_every_address_of_the_api_is_documented_and_no_other() -> None:
    (api,) = (route for route in build_app(SampleDesk(), "x").routes if getattr(route, "path", "") == "/api/v1")
    page = (ROOT / "docs/api.md").read_text("utf-8").partition("## What there is")[2].partition("Feeds and metrics")[0]
    named = {path for path in re.findall(r"`(?:GET |POST )?(/[a-z][^` ]*)`", page) if path != "/occurrences/ID/print"}
    assert named == set(api.app.openapi()["paths"])  # type: ignore[attr-defined]


def test_links_between_documents_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"
