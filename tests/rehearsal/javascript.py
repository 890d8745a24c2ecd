"""Running one of our browser modules: with Node where it is installed, else in Chromium."""

import base64
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from config import ROOT
from tests import chromium

STATIC = ROOT / "lms" / "ui" / "static"
NODE = """
const text = await new Promise((resolve) => {
  let all = "";
  process.stdin.on("data", (part) => { all += part; });
  process.stdin.on("end", () => resolve(all));
});
const { module, work, given } = JSON.parse(text);
const all = await import(`data:text/javascript;base64,${module}`);
process.stdout.write(JSON.stringify((new Function("model", "given", work))(all, given)));
"""
BROWSER = """async ({ module, work, given }) => {
  const all = await import(`data:text/javascript;base64,${module}`);
  return (new Function("model", "given", work))(all, given);
}"""


def run(name: str, work: str, given: Any, *, engine: str = "") -> Any:
    """What `work`, the body of a function of (model, given), returns for the static file `name`.

    `engine` is "node" or "chromium"; the first that is installed when it is empty. Fails where none is.
    """
    module = base64.b64encode((STATIC / name).read_bytes()).decode()
    told = {"module": module, "work": work, "given": given}
    engine = engine or ("node" if shutil.which("node") else "chromium")
    if engine == "node":
        return _in_node(told)
    if not chromium.find():
        pytest.fail("neither Node nor Chromium is installed: the two languages cannot be compared")
    with ThreadPoolExecutor(1) as thread:  # this one may hold the browser of other tests, and its event loop
        return thread.submit(_in_chromium, told).result()


def _in_chromium(told: dict[str, Any]) -> Any:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        found = browser.new_page().evaluate(BROWSER, told)
        browser.close()
    return found


def _in_node(told: dict[str, Any]) -> Any:
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", NODE],
        input=json.dumps(told), capture_output=True, text=True, check=False, cwd=Path(__file__).parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
