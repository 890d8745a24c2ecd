"""As test_secrecy.py, for the kinds that are typed or ordered: two keys, the same bytes until they may be told."""

import re

import time_machine

from lms.assessment import actions
from tests.assessment.more import RIGHT, Writer, more_tree

OTHER_KEY = {
    "answer = 5\ntolerance = 1": "answer = 17\ntolerance = 0.25",
    "value = 50, feedback": "value = 5, critical = true, feedback",
    'text = "*psoas*", feedback = "Yes, the psoas."': 'text = "iliopsoas", feedback = "Another."',
    'text = "iliacus"': 'text = "*psoas major*", critical = true',
    "critical = true, missed": "critical = false, missed",
    'step = "leave", after = "touch"': 'step = "leave", after = "ask"',
    'text = "lesser", right = true, feedback = "Yes."': 'text = "lesser", critical = true, feedback = "No."',
    'text = "greater", feedback': 'text = "greater", right = true, feedback',
    'text = "femur"': 'text = "tibia"',
    "answer = 10, tolerance = 5": "answer = 11, tolerance = 0",
    'text = "It is honest", points = 1': 'text = "It is short", points = 7',
    "Some say so; nobody knows.": "Nobody says so.",
    "Honest and kind.": "Kind and honest.",
}
FROM_THE_START = {'id = "say-it"\nkind': 'id = "say-it"\ncritical = true\nkind', **OTHER_KEY}


def test_pages_and_replies_tell_nothing_of_the_key(make, visitor, monkeypatch):
    monkeypatch.setattr(actions.secrets, "token_hex", lambda _size: "5eed")
    with time_machine.travel("2026-11-22T10:42:07Z", tick=False):
        make.course(more_tree(make), slug="one")
        tree = more_tree(make, **FROM_THE_START)
        assert all(after in tree["questions/more.toml"] for after in FROM_THE_START.values())
        make.course(tree, slug="two")
        one, two = (everything(make, visitor, slug) for slug in ("one", "two"))
    assert one.keys() == two.keys()
    assert len(one) == 5 + len(RIGHT)
    for step in one:
        assert one[step] == two[step], step


def everything(make, visitor, slug):
    """Every byte that a learner gets before handing in, with tokens and ids masked."""
    make.enrol("ana", slug)
    ana = visitor.as_("ana")
    found = {}

    def note(step):
        text = ana.response.get_data(as_text=True).replace(f"/{slug}", "/course").replace(learner.attempt or "-", "ID")
        text = re.sub(r'"receipt":"[0-9a-f]{64}"', "", text)  # differs with the attempt's id
        found[step] = re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", text)

    learner = Writer(ana)
    ana.get("assessment.quiz", slug=slug, uid="more-test")
    note("first page")
    ana.post("assessment.start", slug=slug, uid="more-test")
    learner.attempt = ana.location.rsplit("/", 1)[1]
    ana.follow()
    note("attempt")
    for family in RIGHT:
        learner.save(learner.number_of(family), learner.right(family))
        note(family)
    ana.get("assessment.attempt", id=learner.attempt)
    note("attempt, answered")
    ana.get("assessment.confirm", id=learner.attempt)
    note("before handing in")
    ana.get("learning.course", slug=slug)
    note("course")
    return found
