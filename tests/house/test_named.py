"""Everything that documents name exists: files, functions, commands, settings. So do the linter's places."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from config import ROOT, Settings
from tests.house.test_documents import documents

CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?!/)[\w./-]*?[\w-]+(?:/|\.(?:py|html|js|css|toml|md|txt|in))(?::(\w+))?")
COMMAND = re.compile(r"(flask|\./manage) ([a-z-]+)(?: ([a-z-]+))?")
SETTING = re.compile(r"\bLMS_[A-Z_]+\b")
ELSEWHERE = {"var/", "courses/", "/"}  # written by the installation, or by authors
OF_AUTHORS = {"writing-courses.md", "wording.md"}  # about the files of a course, and about words
OF_FLASK = {"db", "run", "shell", "routes"}
HISTORY = "CHANGELOG.md"


@pytest.fixture(scope="module")
def paths() -> set[str]:
    """Every file and folder of the repository; a folder ends in a slash."""
    roots = [ROOT / name for name in ("lms", "tests", "docs", "bench", "migrations", "courses")]
    found = [*ROOT.glob("*"), *(path for root in roots for path in [root, *root.rglob("*")])]
    return {
        f"/{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}" for path in found if "__pycache__" not in path.parts
    }


def files_not_there(text: str, paths: set[str]) -> Iterator[str]:
    """Files and folders that a document names and the repository does not have, and functions that a file lacks."""
    for named in CODE.findall(text):
        found = FILE.fullmatch(named)
        if not found or named.startswith(tuple(ELSEWHERE)):
            continue
        file = named.partition(":")[0]
        there = [path for path in paths if path.endswith(f"/{file}")]
        if not there or (found[1] and not any(has(path, found[1]) for path in there)):
            yield named


def has(path: str, name: str) -> bool:
    """Whether a file has a function, a class or a value of this name at its top."""
    return re.search(rf"^(?:def |class )?{name}\b", (ROOT / path.strip("/")).read_text(), re.M) is not None


def commands_not_there(text: str, flask: dict[str, click.Command], manage: set[str]) -> Iterator[str]:
    """Commands that a document names and that cannot be called."""
    for named in CODE.findall(text):
        found = COMMAND.match(named)
        if not found or found[2] in OF_FLASK:
            continue
        known = manage if found[1] == "./manage" else flask.keys()
        within = getattr(flask.get(found[2]), "commands", None) if found[1] == "flask" else None
        if found[2] not in known or (within is not None and found[3] and found[3] not in within):
            yield named


def settings_not_there(text: str) -> set[str]:
    """Settings that a document names and that neither the product nor its tests read."""
    of_tests = {name for file in (ROOT / "tests").glob("*.py") for name in SETTING.findall(file.read_text())}
    return set(SETTING.findall(text)) - of_tests - {f"LMS_{field.name.upper()}" for field in fields(Settings)}


def places_not_there(config: dict[str, dict[str, list[str]]], root: Path) -> list[str]:
    """Places for which rules of the linter are set aside although no file is there."""
    return [place for place in config["lint"]["per-file-ignores"] if not any(root.glob(place))]


def words_without_a_place(text: str) -> tuple[int, list[str]]:
    """How many words the glossary has, and those of which it does not say where they are defined."""
    table = text.partition("| where it is defined |\n|---|---|---|\n")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    return len(rows), [word for word, _meaning, where in rows if not any(map(FILE.fullmatch, CODE.findall(where)))]


DOCUMENTS = [file for file in documents() if file.name != HISTORY]


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_a_document_names_is_there(app, paths, file):
    text = file.read_text()
    manage = set(re.findall(r"^def (\w+)\(rest\)", (ROOT / "manage").read_text(), re.M))
    assert file.name in OF_AUTHORS or list(files_not_there(text, paths)) == []
    assert list(commands_not_there(text, app.cli.commands, manage)) == []
    assert settings_not_there(text) == set()


def test_the_glossary_says_of_every_word_where_it_is_defined():
    count, placeless = words_without_a_place((ROOT / "docs/tour.md").read_text())
    assert placeless == []
    assert count > 20


def test_what_the_linter_is_told_about_is_there():
    assert places_not_there(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"], ROOT) == []


# Each seen failing:


def test_a_file_and_a_function_that_are_gone_are_noticed(paths):
    text = "`lms/app.py` `app.py:create_app` `core/storage.py` `app.py:gone` `tests/attacks/` `core/` `/courses/` `a.b`"
    assert list(files_not_there(text, paths)) == ["core/storage.py", "app.py:gone", "tests/attacks/"]


def test_a_command_that_is_gone_is_noticed(app):
    text = "`./manage run` `./manage fly` `flask audit verify` `flask audit forget` `flask db upgrade` `flask fly now`"
    assert list(commands_not_there(text, app.cli.commands, {"run"})) == [
        "./manage fly", "flask audit forget", "flask fly now",
    ]  # fmt: skip


def test_a_setting_that_is_gone_is_noticed():
    assert settings_not_there("LMS_VAR and `LMS_COLOUR`") == {"LMS_COLOUR"}


def test_a_place_that_is_gone_is_noticed():
    config = {"lint": {"per-file-ignores": {"tests/**": ["S"], "lms/cli.py": ["T20"]}}}
    assert places_not_there(config, ROOT) == ["lms/cli.py"]


def test_a_word_that_is_defined_nowhere_is_noticed():
    text = (
        "| word | what | where it is defined |\n|---|---|---|\n| a | b | `core/db.py:write_tx` |\n| c | d | e |\n\nMore"
    )
    assert words_without_a_place(text) == (2, ["c"])
