"""What is not run is said; what is required and missing fails."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from config import ROOT
from tests import chromium, conftest, postgres, run
from tests.examples import PROVE, USUAL

QUICK = "tests/house/test_shape.py::test_every_place_that_is_looked_at_is_there"


def test_a_missing_browser_is_said_at_the_end_and_nothing_is_skipped():
    done = subprocess.run(
        [sys.executable, "-m", "tests.run", QUICK, "tests/browser/test_axe.py"], cwd=ROOT, check=False,
        env={**os.environ, "LMS_TEST_CHROMIUM": "/no/browser", "LMS_REQUIRE_BROWSER": "false"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    *_before, said, closing = done.stdout.strip().splitlines()
    assert said == chromium.MISSING
    assert "deselected" in closing
    assert "skipped" not in closing


def test_a_missing_browser_that_is_required_fails(monkeypatch):
    monkeypatch.setenv("LMS_TEST_CHROMIUM", "/no/browser")
    monkeypatch.setenv("LMS_REQUIRE_BROWSER", "true")
    with pytest.raises(pytest.exit.Exception, match="BROWSER TESTS WERE NOT RUN") as ended:
        conftest.pytest_configure(SimpleNamespace(stash={}, getoption=lambda _name: False))
    assert ended.value.returncode == 1
    assert ended.value.msg == chromium.MISSING


def test_a_missing_postgresql_is_said(monkeypatch):
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: iter(()))
    with pytest.raises(postgres.NoPostgres, match="PostgreSQL is not installed, so nothing was tested on it"):
        postgres.programs()


@pytest.mark.parametrize(
    ("given", "parallel"),
    [([], True), (["-q"], True), (["tests/core"], False), (["-n0"], False), (["-x", "-q"], True)],
)
def test_a_whole_run_goes_side_by_side(given, parallel):
    assert bool(run.side_by_side(given)) is parallel


@pytest.mark.parametrize("profile", [USUAL, PROVE])
def test_a_property_is_not_failed_for_being_slow(profile):
    chosen = settings.get_profile(profile)
    assert chosen.deadline is None
    assert HealthCheck.too_slow in chosen.suppress_health_check


def test_this_run_draws_the_same_examples_everywhere():
    assert settings().derandomize


PROPERTY = """
import sys
from hypothesis import given, settings, strategies
from tests.examples import at_most

settings.load_profile(sys.argv[1])

@given(strategies.integers(0, 10**9))
@settings(max_examples=at_most(50))
def planted(number):
    print("TRIED", number)
    assert number < int(sys.argv[2])

planted()
"""


def tried(profile, below):
    """The numbers that a property tries, and what is said of the one that breaks it."""
    command = [sys.executable, "-c", PROPERTY, profile, str(below)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [line for line in done.stdout.splitlines() if line.startswith("TRIED")], done.stderr


def test_a_usual_run_draws_the_same_examples_again():
    once = tried(USUAL, 10**9 + 1)
    assert once == tried(USUAL, 10**9 + 1)
    assert len(once[0]) == 50


def test_a_proof_tries_thousands_that_are_new_and_names_the_one_that_breaks_it():
    one, another = tried(PROVE, 10**9 + 1)[0], tried(PROVE, 10**9 + 1)[0]
    assert len(one) >= 3000
    assert one != another
    assert "number=100000000" in tried(PROVE, 10**8)[1]
