"""Taking a quiz in the browser."""

from playwright.sync_api import Page, expect

from tests.browser.right_answers import Given


def start(page: Page, path: str) -> str:
    """Open a quiz's page and press its button. Returns the attempt's public id."""
    page.goto(path)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/attempts/*")
    return page.url.rsplit("/", 1)[1]


def fill_in(page: Page, number: int, given: Given) -> None:
    """Choose the answer to one question, by its number from 0."""
    steps = page.locator(f'[data-question="{number}"] button.step')
    if steps.count():
        for field in sorted(given, key=lambda field: int(given[field][0])):
            steps.nth(int(field)).dispatch_event("click")  # also where a dialog has opened after the first step
        return
    for field, values in given.items():
        named = page.locator(f'[name="q{number}.{field}"]')
        kind = named.first.evaluate("field => field.type")
        if kind == "select-one":
            # by its index: a plain text would find a label, too, and places have numbers for labels
            index = named.evaluate("(field, value) => [...field.options].findIndex(o => o.value === value)", values[0])
            named.select_option(index=index)
        elif kind in {"text", "textarea"}:
            named.fill(values[0])
            named.blur()
        for value in values if kind in {"radio", "checkbox"} else ():
            page.locator(f'[name="q{number}.{field}"][value="{value}"]').check()


def saved(page: Page) -> None:
    """Wait until the page says that all is saved."""
    expect(page.locator(".save-state")).to_contain_text("Saved")


def hand_in(page: Page) -> None:
    """Finish, and confirm."""
    page.locator("button[value=finish]").click()
    page.wait_for_url("**/submit")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/review")
