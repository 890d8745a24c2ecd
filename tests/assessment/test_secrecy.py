"""Two quizzes that differ only in the key give byte-identical pages until the policy lets the key out."""

import re

import pytest
import time_machine

from lms.assessment import actions
from tests.assessment.learner import CHECK, TEST, Learner, row

# Which option is right, which is critical, what is said about each: all of it differs between the two courses.
OTHER_KEY = [
    ('critical = true\nlesson = "first"', 'critical = false\nlesson = "first"'),
    ('right = true, feedback = "Yes: come off."', 'critical = true, feedback = "Never do that; it is much too long."'),
    ('critical = true, feedback = "No: come off."', 'right = true, feedback = "Ja."'),
    ('missed = "you chose to press on where a pulse was felt"', 'missed = "something else"'),
    ('text = "The spine", right = true, feedback = "It begins there."', 'text = "The spine", critical = true'),
    ('text = "The collar bone", feedback = "Far away."', 'text = "The collar bone", right = true, missed = "oh"'),
    ("answer = true", "answer = false"),
    ('text = "It crosses the hip in front", right = true', 'text = "It crosses the hip in front"'),
    ('text = "It crosses the knee", feedback', 'text = "It crosses the knee", right = true, feedback'),
    ('left = "Beginning", right = "Spine"', 'left = "Beginning", right = "Thigh bone", critical = true'),
    ('left = "End", right = "Thigh bone"', 'left = "End", right = "Spine"'),
]
# Drawn by name, because a draw by "each critical" must know which are critical.
DRAW = """draw = [
  { family = "strong-beat" }, { family = "ends-where" }, { family = "lifts-thigh" }, { tag = "start", count = 1 },
]"""


@pytest.fixture
def pinned(monkeypatch):
    """The seed and the time are the same in both courses."""
    monkeypatch.setattr(actions.secrets, "token_hex", lambda _size: "5eed")
    with time_machine.travel("2026-11-22T10:42:07Z", tick=False):
        yield


def courses(make):
    files = make.tiny_tree()
    for quiz in ("first", "test"):
        path = f"1-start/{quiz}.quiz.toml"
        files[path] = re.sub(r"draw = \[.*\]", DRAW, files[path])
    make.course(files, slug="one")
    changed = dict(files)
    for path in ("questions/choice.toml", "questions/others.toml"):
        for before, after in OTHER_KEY:
            changed[path] = changed[path].replace(before, after)
    assert all(any(after in text for text in changed.values()) for _before, after in OTHER_KEY)
    make.course(changed, slug="two")


def test_pages_and_replies_tell_nothing_of_the_key(pinned, make, visitor):
    courses(make)
    one, two = (everything(make, visitor, slug) for slug in ("one", "two"))
    assert one.keys() == two.keys()
    for page in one:
        assert one[page] == two[page], page
    assert len(one) == 2 * 8


def everything(make, visitor, slug):
    """Every byte that a learner gets before the key may be shown, with tokens and ids masked."""
    make.enrol("ana", slug)
    ana = visitor.as_("ana")
    found = {}
    for quiz in (TEST, CHECK):
        found |= _of_quiz(ana, slug, quiz)
    return found


def _of_quiz(ana, slug, quiz):
    found, public_id = {}, "not yet"

    def note(step):
        text = ana.response.get_data(as_text=True).replace(f"/{slug}", "/course").replace(public_id, "ATTEMPT")
        text = re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", text)
        found[quiz, step] = re.sub(r'("receipt":)"[0-9a-f]{64}"', r"\1", text)  # keyed, and over the attempt's id

    ana.get("assessment.quiz", slug=slug, uid=quiz)
    note("first page")
    ana.post("assessment.start", slug=slug, uid=quiz)
    public_id = ana.location.rsplit("/", 1)[1]
    note("start")
    ana.follow()
    note("attempt")
    learner = Learner(ana, quiz)
    learner.attempt = public_id
    given = {"strong-beat": {"choice": 0}, "ends-where": {"choice": [0, 2]}, "lifts-thigh": {"verdict": "true"}}
    for family, answer in given.items():
        learner.save(learner.number_of(family), answer)
        note(f"saved {family}")
    ana.get("assessment.attempt", id=public_id)
    note("attempt, answered")
    ana.get("assessment.confirm", id=public_id)
    note("before handing in")
    assert len(row(public_id).questions) == 4
    return found


def test_the_test_of_secrecy_can_fail(pinned, make, visitor):
    courses(make)
    for slug in ("one", "two"):
        make.enrol("ana", slug)
    results = []
    for slug in ("one", "two"):
        ana = visitor.as_("ana")
        ana.post("assessment.start", slug=slug, uid=TEST)
        ana.post("assessment.submit", id=ana.location.rsplit("/", 1)[1])
        ana.follow()
        results.append(ana.page.text)
    assert results[0] != results[1]
