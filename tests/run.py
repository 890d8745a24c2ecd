"""`./manage test` and `./manage prove`: pytest, with what it needs here.

    python -m tests.run [--database postgresql] [--again | --full] [anything that pytest takes]

Without further arguments all tests run, two at a time. With --again a browser or fault test that failed is tried
once more. With --full every property tries 3,000 examples
that no one has tried before, and names each one that breaks it; then the fault and race tests run, one
at a time, at their full figures, on SQLite and then on PostgreSQL (or on the one that --database names);
a table says what they measured, and var/proofs keeps it.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator

from config import ROOT
from tests.again import with_second_try
from tests.examples import PROVE

DATABASES = ("sqlite", "postgresql")
PROOFS = ROOT / "var" / "proofs"
PROPERTIES = ["-m", "hypothesis and not fault", f"--hypothesis-profile={PROVE}"]
NOTHING_TO_RUN = 5  # pytest's exit code where no test was chosen


def main() -> int:
    """Run pytest once, or once for each database for the full figures. Returns the first exit code that is not 0."""
    parser = argparse.ArgumentParser(prog="./manage test", description=__doc__, add_help=False)
    parser.add_argument("--database", choices=DATABASES)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--full", action="store_true")
    options, rest = parser.parse_known_args()
    if not options.full:
        arguments = ["--database", options.database or "sqlite", *side_by_side(rest), *rest]
        return with_second_try(pytest, arguments) if options.again else pytest(arguments)
    databases = [options.database] if options.database else DATABASES
    begun = time.time()
    codes = [pytest([*PROPERTIES, *side_by_side(rest), *rest])]
    codes += [pytest(["--database", each, "--full", "-m", "fault", *rest]) for each in databases]
    print("\n".join(table(begun)))
    return next((code for code in codes if code not in {0, NOTHING_TO_RUN}), min(codes))


def table(since: float) -> Iterator[str]:
    """What was measured since a moment: a line for each proof and database, with its figures."""
    files = sorted(file for file in PROOFS.glob("*.json") if file.stat().st_mtime >= since)
    for told in (json.loads(file.read_text()) for file in files):
        figures = {
            name: value for name, value in told.items() if name not in ("name", "database", "at") and value is not None
        }
        words = ", ".join(f"{name.replace('_', ' ')} {_figure(value)}" for name, value in figures.items())
        yield f"{told['name']:28}{told['database']:12}{words}"


def _figure(value: object) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(f"{name}: {_figure(each)}" for name, each in value.items()) + ")"
    return f"{value:,}" if isinstance(value, int) else str(value)


def side_by_side(rest: list[str]) -> list[str]:
    """Run several workers for a whole run. For a few files, starting them does not pay."""
    if any(not each.startswith("-") or each.startswith(("-n", "-p", "--pdb")) for each in rest):
        return []
    return ["-n", str(max(2, min(os.cpu_count() or 2, 4))), "--dist", "loadgroup"]


def pytest(arguments: list[str]) -> int:
    """Run pytest in this environment. Returns its exit code."""
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
