"""A browser or fault test that fails is tried once more: what fails once is named, what fails twice fails."""

import subprocess
import sys

import pytest

from tests.again import with_second_try

MARKERS = "[pytest]\nmarkers =\n  browser: planted\n  fault: planted\n"
FAILS_ONCE = """
def test_once():
    tried = pathlib.Path("tried")
    first, _now = not tried.exists(), tried.touch()
    assert not first
"""
FAILS_ALWAYS = """
def test_always():
    assert not "this"
"""
FINE = """
def test_fine():
    pass
"""


@pytest.fixture
def tested(tmp_path, monkeypatch, capfd):
    """The exit code for these tests, and what was said."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # they start in half the time
    (tmp_path / "pytest.ini").write_text(MARKERS)

    def pytest_there(arguments):
        return subprocess.call([sys.executable, "-m", "pytest", "-p", "xdist.plugin", *arguments], cwd=tmp_path)

    def run(*tests):
        (tmp_path / "test_planted.py").write_text("import pathlib\nimport pytest\n" + "\n".join(tests))
        code = with_second_try(pytest_there, [])
        return code, capfd.readouterr().out.splitlines()

    return run


def test_what_fails_once_is_told_as_unsteady(tested):
    code, said = tested(f"@pytest.mark.fault{FAILS_ONCE}", FINE)
    assert code == 0
    assert said[-1] == "unsteady: test_planted.py::test_once"
    assert "1 failed, 1 passed" in "\n".join(said)


def test_what_fails_twice_fails(tested):
    code, said = tested(f"@pytest.mark.fault{FAILS_ONCE}", f"@pytest.mark.browser{FAILS_ALWAYS}")
    assert code == 1
    assert [line for line in said if line.startswith("unsteady")] == ["unsteady: test_planted.py::test_once"]


def test_what_waits_for_nothing_has_one_try(tested):
    code, said = tested(FAILS_ONCE)
    assert code == 1
    assert not any("unsteady" in line or "1 passed" in line for line in said)


def test_what_passes_is_run_once(tested):
    code, said = tested(FINE)
    assert code == 0
    assert "1 passed" in said[-1]
