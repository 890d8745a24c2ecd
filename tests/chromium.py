"""Where the browser of the browser tests is, and what is said when there is none."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHOSEN = "LMS_TEST_CHROMIUM"  # a path, instead of looking for one
REQUIRED = "LMS_REQUIRE_BROWSER"  # true: a missing browser is a failure
MISSING = (
    "BROWSER TESTS WERE NOT RUN: no Chromium was found "
    f"({', '.join(NAMES)}, or the path in {CHOSEN}). On Debian: apt install chromium"
)
ARGUMENTS = [
    "--no-sandbox",  # root, as in CI, has none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def find() -> str | None:
    """The browser's path, or None."""
    chosen = os.environ.get(CHOSEN)
    return shutil.which(chosen) if chosen else next(filter(None, map(shutil.which, NAMES)), None)


def required() -> bool:
    """Whether the tests fail without one."""
    return os.environ.get(REQUIRED) == "true"
