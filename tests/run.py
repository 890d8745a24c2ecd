"""`./manage test` and `./manage prove`: pytest, with what it needs here.

    python -m tests.run [--database postgresql] [--full] [anything that pytest takes]

Without further arguments all tests run, two at a time. With --full only the fault and race tests
run, one at a time, at the figures that the issue asks for, on SQLite and then on PostgreSQL (or on
the one that --database names); what they measured stands in var/proofs afterwards.
"""

import argparse
import os
import subprocess
import sys

from config import ROOT

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Run pytest once, or for the full figures once a database; the first exit code that is not 0."""
    parser = argparse.ArgumentParser(prog="./manage test", description=__doc__, add_help=False)
    parser.add_argument("--database", choices=DATABASES)
    parser.add_argument("--full", action="store_true")
    options, rest = parser.parse_known_args()
    if not options.full:
        return pytest(["--database", options.database or "sqlite", *side_by_side(rest), *rest])
    databases = [options.database] if options.database else DATABASES
    codes = [pytest(["--database", each, "--full", "-m", "fault", *rest]) for each in databases]
    return next((code for code in codes if code), 0)


def side_by_side(rest: list[str]) -> list[str]:
    """Two or more at a time, for a whole run; the start of the workers does not pay for a few files."""
    if any(not each.startswith("-") or each.startswith(("-n", "-p", "--pdb")) for each in rest):
        return []
    return ["-n", str(max(2, min(os.cpu_count() or 2, 4))), "--dist", "loadgroup"]


def pytest(arguments: list[str]) -> int:
    """Run pytest in this environment; its exit code."""
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
