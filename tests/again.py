"""A second try for tests that wait for a browser, a server or a signal. Failing once is reported; failing twice fails.

A test that fails and then passes says nothing about the change at hand: it is *unsteady* and needs fixing.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

MAY_TRY_AGAIN = "browser or fault"
UNSTEADY = "unsteady: "
FAILED = 1  # pytest's exit code where tests failed; any other says that the run itself went wrong


def with_second_try(pytest: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Run pytest, and once more what failed. Prints the unsteady tests last. Returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="palpate-failed-") as folder:
        arguments = ["-o", f"cache_dir={folder}", *arguments]
        code = pytest(arguments)
        failed = _failed(folder)
        if code != FAILED or not failed:
            return code
        again = ["--last-failed", "--last-failed-no-failures=none", "-m", MAY_TRY_AGAIN]
        print("── once more, what failed of the tests with a browser or a fault", flush=True)
        pytest([*arguments, "-n0", *again])
        still = _failed(folder)
    for test in sorted(failed - still):
        print(f"{UNSTEADY}{test}", flush=True)
    return FAILED if still else 0


def _failed(folder: str) -> set[str]:
    """What pytest remembers as failed."""
    kept = Path(folder, "v", "cache", "lastfailed")
    return set(json.loads(kept.read_text())) if kept.exists() else set()
