"""Settings and commands are documented, and links in documents work."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from config import ROOT, Settings

SETTINGS = ROOT / "docs" / "settings.md"
OF_FLASK = {"run", "shell", "routes", "db"}  # Flask's own commands have help of their own
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def undocumented(names: list[str], text: str) -> list[str]:
    """Settings that have no row of their own."""
    return [name for name in names if f"| `LMS_{name.upper()}` |" not in text]


def unknown(names: list[str], text: str) -> list[str]:
    """Rows of settings that are none."""
    known = {f"LMS_{name.upper()}" for name in names}
    return sorted(set(re.findall(r"^\| `(LMS_\w+)` \|", text, re.M)) - known)


def helpless(name: str, command: click.Command) -> Iterator[str]:
    """Commands and options that do not say what they do."""
    if not (command.help or "").strip():
        yield f"`flask {name}` has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.help:
            yield f"`flask {name}`: {parameter.opts[0]} has no help"
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from helpless(f"{name} {each.name}", each)


def dead_links(folder: Path, text: str) -> list[str]:
    """Links to files that are not there."""
    found = [target for target in LINK.findall(text) if "://" not in target and not target.startswith("mailto:")]
    return [target for target in found if ":" not in target and not (folder / target).exists()]


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_every_setting_stands_in_the_document():
    names = [field.name for field in fields(Settings)]
    assert undocumented(names, SETTINGS.read_text()) == []
    assert unknown(names, SETTINGS.read_text()) == []


def test_every_command_and_every_option_says_what_it_does(app):
    ours = {name: each for name, each in app.cli.commands.items() if name not in OF_FLASK}
    assert {"courses", "people", "demo", "audit", "jobs"} <= ours.keys()
    assert [fault for name, each in ours.items() for fault in helpless(name, each)] == []


def test_help_is_printed_for_every_command(app, command):
    for name, group in app.cli.commands.items():
        if name in OF_FLASK:
            continue
        for each in getattr(group, "commands", {}).values():
            result = command(name, each.name, "--help")
            assert result.exit_code == 0
            assert "Usage:" in result.output


@pytest.mark.parametrize("file", documents(), ids=lambda file: str(file.relative_to(ROOT)))
def test_the_links_of_a_document_lead_somewhere(file):
    assert dead_links(file.parent, file.read_text()) == []


# Each of the above, seen failing:


def test_a_setting_without_a_row_and_a_row_without_a_setting_are_noticed():
    text = "| `LMS_VAR` | `var` | where |\n| `LMS_OLD` | none | gone |\nLMS_DEMO is only mentioned"
    assert undocumented(["var", "demo"], text) == ["demo"]
    assert unknown(["var", "demo"], text) == ["LMS_OLD"]


def test_a_command_and_an_option_without_help_are_noticed():
    group = click.Group("things", help="Things.")
    group.add_command(click.Command("do", params=[click.Option(["--fast"])]))
    assert list(helpless("things", group)) == ["`flask things do` has no help", "`flask things do`: --fast has no help"]


def test_a_dead_link_is_noticed(tmp_path):
    (tmp_path / "there.md").touch()
    text = "[a](there.md#part) [b](gone.md) [c](https://example.org/) [d](lesson:first)"
    assert dead_links(tmp_path, text) == ["gone.md"]


def order_of_features(text):
    """The features in the order of a sentence `app > cli > …`, those of one floor together."""
    said = re.search(r"app > [a-z>,\s]+", text)[0]
    return [{each.strip() for each in floor.split(",")} for floor in said.split(">")]


@pytest.mark.parametrize("place", ["docs/tour.md", "lms/__init__.py"])
def test_the_order_of_features_is_told_as_it_is_checked(place):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers" and "containers" not in each)
    checked = [{each.strip().removeprefix("lms.") for each in layer.split("|")} for layer in layers]
    told = [floor for floor in checked if not floor & {"serve", "prepare"}]  # how it is started; not features
    assert order_of_features((ROOT / place).read_text()) == told
