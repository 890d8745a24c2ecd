"""As test_secrecy.py for the other kinds: two keys give the same bytes until they may be shown."""

import re

import time_machine

from lms.assessment import actions
from tests.assessment.learner import row
from tests.assessment.onfigure import FAMILIES, OF_FIGURES, Shower, figure_tree
from tests.assessment.typed_and_ordered import OF_MORE, Writer, more_tree

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


OTHER_PLACES = {
    'side = "right"\nnear = 12': 'side = "left"\nnear = 30\nnear_worth = 0.1',
    "[[48, 96], [96, 96], [96, 144], [72, 120], [48, 144]]": "[[144, 24], [192, 24], [192, 72]]",
    "[[160, 184], [176, 184], [176, 200], [160, 200]]": "[[150, 190], [160, 190], [160, 200], [150, 200]]",
    'name = "Great vessels"\npoints = [[112, 20], [128, 20]': 'name = "Hip"\npoints = [[100, 30], [128, 30]',
    "you chose the great vessels": "you chose the hip",
    "direction = 180, tolerance = 20": "direction = 0, tolerance = 45",
    "points = [[48, 24], [96, 24], [96, 72], [48, 72]]": "points = [[48, 168], [96, 168], [96, 210]]",
    "points = [[48, 168], [96, 168], [96, 216], [48, 216]]": "points = [[48, 24], [96, 24], [96, 60]]",
    'name = "Low"': 'name = "Here"',
    'name = "Navel", at = [120, 120], feedback': 'name = "Groin", at = [120, 120], feedback',
    'name = "Groin", at = [80, 210]': 'name = "Navel", at = [80, 210], critical = true',
    'bin = "red", never = ["green"], missed = "you gave a pulse green"': 'bin = "green"',
    'text = "A clear yes", bin = "green"': 'text = "A clear yes", bin = "red", critical = true',
}


def both(make, monkeypatch, trees, everything):
    """What a learner gets of two courses with different keys, at the same moment and by the same draw."""
    monkeypatch.setattr(actions.secrets, "token_hex", lambda _size: "5eed")
    with time_machine.travel("2026-11-22T10:42:07Z", tick=False):
        for slug, tree in zip(("one", "two"), trees, strict=True):
            make.course(tree, slug=slug)
        return [everything(slug) for slug in ("one", "two")]


def the_same(one, two, steps):
    """Whether both got the same bytes at each step."""
    assert one.keys() == two.keys()
    assert len(one) == steps
    for step in one:
        assert one[step] == two[step], step


def test_pages_and_replies_tell_nothing_of_the_key(make, visitor, monkeypatch):
    tree = more_tree(make, **FROM_THE_START)
    assert all(after in tree["questions/more.toml"] for after in FROM_THE_START.values())
    trees = (more_tree(make), tree)
    answers = {}
    told = both(make, monkeypatch, trees, lambda slug: everything(make, visitor, slug, Writer, answers))
    the_same(*told, steps=5 + len(OF_MORE))


def test_figures_and_cards_tell_nothing_of_the_key(make, visitor, monkeypatch):
    families = FAMILIES
    for before, after in OTHER_PLACES.items():
        assert families.count(before) == 1, before
        families = families.replace(before, after)
    trees = (figure_tree(make), figure_tree(make, families))
    answers = {}
    told = both(make, monkeypatch, trees, lambda slug: everything(make, visitor, slug, Shower, answers))
    the_same(*told, steps=5 + len(OF_FIGURES))


def everything(make, visitor, slug, sort, answers):
    """Every byte that a learner gets before submitting, with tokens and ids masked.

    Answered is what is right by the first key, and kept in `answers` for the second.
    """
    make.enrol("ana", slug)
    ana = visitor.as_("ana")
    found = {}

    def note(step):
        text = ana.response.get_data(as_text=True).replace(f"/{slug}", "/course").replace(learner.attempt or "-", "ID")
        text = re.sub(r'"receipt":"[0-9a-f]{64}"', "", text)  # differs with the attempt's id
        found[step] = re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", text)

    learner = sort(ana)
    ana.get("assessment.quiz", slug=slug, uid=learner.quiz)
    note("first page")
    ana.post("assessment.start", slug=slug, uid=learner.quiz)
    learner.attempt = ana.location.rsplit("/", 1)[1]
    ana.follow()
    note("attempt")
    for family in sorted(each["family"] for each in row(learner.attempt).questions):
        given = answers.setdefault(family, learner.given(learner.drawn(family)))
        learner.save(learner.number_of(family), given)
        note(family)
    ana.get("assessment.attempt", id=learner.attempt)
    note("attempt, answered")
    ana.get("assessment.confirm", id=learner.attempt)
    note("before handing in")
    ana.get("learning.course", slug=slug)
    note("course")
    return found
