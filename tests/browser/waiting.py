"""Waiting in the browser for what no locator can say."""

from typing import Any

from playwright.sync_api import Page


def until(page: Page, holds: str, arg: Any = None) -> None:
    """Wait until the JavaScript function `holds` gives something true.

    A plain expression is refused: Playwright evaluates it anew each time it looks, which our Content Security
    Policy forbids, so it would pass when it holds at once and fail on a slower machine.
    """
    if "=>" not in holds:
        raise TypeError(f"a function is needed, such as `() => {holds}`")
    page.wait_for_function(holds, arg=arg)
