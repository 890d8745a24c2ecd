"""Imports go down only; `pyproject.toml` says how, import-linter looks."""

import shutil
import subprocess
import sys
import tomllib
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


def test_every_feature_has_layers():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    known = {container for each in contracts if each.get("exhaustive") for container in each["containers"]}
    features = {f"lms.{each.parts[-2]}" for each in [*ROOT.glob("lms/*/views.py"), *ROOT.glob("lms/*/views")]}
    assert features - known == set()
    assert len(features) > 12
