"""Check a page with axe in both color schemes at both widths, and that nothing is wider than a narrow phone."""

from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS = tuple(product(("light", "dark"), (360, 1280)))
NARROWEST = 320
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # describing what is in order doubles the time
}
HEIGHT = 800
axe = Axe()


def look(page: Page) -> None:
    """Assert that axe finds nothing and nothing is cut off. Leaves the page as it was."""
    page.wait_for_load_state()
    before = page.viewport_size
    found = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{scheme}, {width} px: {words}" for words in violations(page)]
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wider > 0:
        found.append(f"{wider} px wider than a page of {NARROWEST} px")
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    assert found == [], f"{page.url}:\n  " + "\n  ".join(found)


def violations(page: Page) -> list[str]:
    """What axe finds, a line each."""
    response = axe.run(page, options=RULES).response
    return [
        f"{each['id']}: {each['help']}: {node['target']} {node['html'][:160]}"
        for each in response["violations"]
        for node in each["nodes"]
    ]
