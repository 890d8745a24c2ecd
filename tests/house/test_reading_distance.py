"""How many files of features one opens to follow a request from its route to its answer: printed, and never more.

Counted as for someone who reads it for the first time: every cache is empty, so that what it hides is opened, too.
"""

import sys
from pathlib import Path

import pytest

from config import ROOT
from lms.core import cache
from tests.assessment.learner import Learner
from tests.visitor import BASE, HERE

LMS = ROOT / "lms"
BELOW = ("core", "ui")  # what every request runs through
MOST = {"an answer saved": 13, "an attempt page": 14, "a lesson page": 25, "the desk of a course": 19}  # only shrinks


def opened(act):
    """The modules of features in which a function ran while `act` did its work."""
    files = set()

    def seen(frame, event, _argument):
        if event == "call" and frame.f_code.co_name != "<module>":
            files.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(before)
    ours = {Path(file).relative_to(LMS) for file in files if file.startswith(f"{LMS}/") and file.endswith(".py")}
    return sorted(str(file) for file in ours if file.parts[0] not in BELOW and len(file.parts) > 1)


@pytest.fixture
def requests(visitor, make):
    """The four requests."""
    make.course()
    make.enrol("ana")
    ana, ines = Learner(visitor.as_("ana")), visitor.as_("ines")
    ana.start()
    number = ana.number_of("strong-beat")
    seq = iter(range(1, 100))

    def get(browser, path):
        return lambda: browser.client.get(path, base_url=BASE, headers=HERE)

    return {
        "an answer saved": lambda: ana.save(number, {"choice": 0}, seq=next(seq)),
        "an attempt page": get(ana.visitor, f"/attempts/{ana.attempt}"),
        "a lesson page": get(ana.visitor, "/courses/tiny/lessons/first"),
        "the desk of a course": get(ines, "/teach/tiny"),
    }


@pytest.mark.parametrize("name", MOST)
def test_a_request_is_followed_through_few_files(requests, name):
    cache.clear()
    found = opened(requests[name])
    print(f"{name}: {len(found)} files of features\n  " + "\n  ".join(found))
    assert 3 < len(found) <= MOST[name], found
