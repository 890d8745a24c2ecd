"""Imports go down only; `pyproject.toml` says how, import-linter looks. Tables are read where they belong."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
PLANTED = {
    "a lower feature imports a higher one": ("lms/accounts/rules.py", "import lms.enrolment.queries"),
    "a query imports an action": ("lms/enrolment/queries.py", "import lms.enrolment.actions"),
    "a gate knows a page above it": ("lms/enrolment/gates.py", "import lms.learning.views"),
    "rules know the web": ("lms/learning/rules.py", "import flask"),
    "a query knows the request": ("lms/learning/queries.py", "from flask import request"),
    "a page of another feature": ("lms/learning/pages/home.py", "import lms.assessment.views"),
    "a policy knows a page": ("lms/notes/policy.py", "import lms.notes.pages"),
    "words know who may": ("lms/notices/words.py", "import lms.notices.policy"),
    "a value knows who may": ("lms/compliance/values.py", "import lms.compliance.policy"),
    "the record of a session knows its pages": (
        "lms/rehearsal/simulation/record/plan.py",
        "import lms.rehearsal.simulation.pages.words",
    ),
    "a form outside views and pages": ("lms/learning/outline.py", "import lms.assessment.forms"),
    "the inside of the compiler": ("lms/authoring/pages/desk.py", "import lms.curriculum.compile.bank"),
    "a second door to an untyped extension": ("lms/accounts/models.py", "import flask_login"),
}


def lint(folder):
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_every_import_goes_down():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """What is said of a copy in which all of them are planted."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "lms", folder / "lms", ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    for file in ("config.py", "pyproject.toml"):
        shutil.copy(ROOT / file, folder)
    (folder / "lms/notes/oddity.py").write_text('"""A module whose name no layer has."""\n')
    for where, line in PLANTED.values():
        file = folder / where
        file.write_text(f"{file.read_text()}\n{line}\n")
    done = lint(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
    return done.stdout


@pytest.mark.parametrize("name", PLANTED)
def test_an_import_that_goes_up_is_noticed(broken, name):
    where, line = PLANTED[name]
    importer, imported = where.removesuffix(".py").replace("/", "."), line.split()[1]
    said = " ".join(broken.partition("Broken contracts")[2].split())
    assert f" - {importer} -> {imported} (l." in said  # by itself, and not as a step on another one's way


def test_a_module_that_stands_in_no_layer_is_noticed(broken):
    assert "- lms.notes.oddity" in broken


# Who reads another feature's tables, and why no question to that feature would do. The list only shrinks.
READS_TABLES_OF = {
    "curriculum.queries": {"accounts"},  # one statement for who teaches of many addresses
    "enrolment.queries": {"accounts", "curriculum"},  # one statement lists learners by name, courses by title
    "organizations.queries": {"accounts"},  # one statement lists members by name
    "invitations.queries": {"accounts", "curriculum", "organizations"},  # one statement for all that a link offers
    "grading.decisions.actions": {"assessment"},  # what is decided is written where learners' attempts are
    "grading.decisions.queries": {"accounts", "assessment", "enrolment"},  # one statement a page of late answers
    "grading.marking.actions": {"assessment"},
    "grading.marking.queries": {"accounts", "assessment", "enrolment"},  # one statement a page of written answers
    "notes.queries": {"curriculum", "enrolment"},  # one statement a page of notes
    "notices.queries": {"accounts", "assessment", "enrolment"},  # one statement for the reader of a notice
    "search.queries": {"curriculum"},  # found in one statement with who may read it
}


def tables_read(folder):
    """The features whose `models` each module of another feature imports."""
    found = {}
    for file in sorted((folder / "lms").rglob("*.py")):
        name = ".".join(file.relative_to(folder / "lms").with_suffix("").parts)
        others = {each for each in imported_models(file.read_text()) if each != name.partition(".")[0]}
        if others:
            found[name] = others
    return found


def imported_models(text):
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                modules = [module, *(f"{module}.{each.name}" for each in names)]
            case ast.Import(names=names):
                modules = [each.name for each in names]
            case _:
                continue
        parts = [each.split(".") for each in modules]
        yield from (each[1] for each in parts if len(each) > 2 and each[0] == "lms" and each[2] == "models")


def test_tables_are_read_where_they_belong():
    assert tables_read(ROOT) == READS_TABLES_OF  # an exception that is not needed any more fails, too


@pytest.mark.parametrize(
    "line",
    [
        "from lms.accounts.models import Person",
        "from lms.accounts import models",
        "import lms.accounts.models as theirs",
    ],
)
def test_a_table_of_another_feature_is_noticed(tmp_path, line):
    (tmp_path / "lms" / "review").mkdir(parents=True)
    (tmp_path / "lms" / "review" / "queries.py").write_text(f"def ask():\n    {line}\n")
    assert tables_read(tmp_path) == {"review.queries": {"accounts"}}
