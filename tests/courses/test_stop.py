"""Stop means stop, in the conversations and the simulation that ship: after a withdrawal the hand leaves."""

import re
import tomllib
from functools import cache

import pytest

from config import ROOT
from lms.curriculum.compile import read_course
from lms.curriculum.source import read_folder
from lms.questions.kinds import KINDS
from lms.rehearsal.conversation.graph import explore
from lms.rehearsal.conversation.read import read_body
from lms.rehearsal.conversation.rules import follow, offered, take, talk
from lms.rehearsal.simulation.author import player
from lms.rehearsal.simulation.engine.alerts import PATIENCE
from lms.rehearsal.simulation.engine.state import PROMPT, TICKS_A_SECOND, Alert
from lms.rehearsal.simulation.engine.turns import TURNS
from lms.rehearsal.simulation.pages.words import the_rules
from lms.rehearsal.simulation.record.judge import judge
from lms.rehearsal.sorts import SORTS

COURSE = ROOT / "courses" / "psoas-major"
FILES = [tomllib.loads(file.read_text()) for file in sorted((COURSE / "conversations").glob("*.toml"))]
VARIANTS = [(file["id"], variant["id"]) for file in FILES for variant in file["variant"]]
SAID = re.compile(
    r"\b(please stop|stop\. please|no, stop|take it away|not sure about this|no, no\b(?!, carry on)|ow\. no\b)", re.I
)
SHOWN = re.compile(r"her own hand hovers|hand is up|pushes your hand|drawn up her knees|pulls the knee to", re.I)
STAYS = re.compile(r"\b(keep still|quite still|softer|rest on|stay for|carry on|stay with|ten more|that side)\b", re.I)
STAYED = {  # after the client has withdrawn the hand stays or comes back, or the work goes on
    ("dana", "hand-up", "what-exactly"),
    ("dana", "hand-up", "this-breath"),
    ("dana", "after-stop", "slower"),
    ("dana", "after-stop", "hand-back"),
    ("aisha", "cramp", "hands-rest"),
    ("aisha", "cramp", "turn"),
    ("aisha", "cramp", "carry-on"),
    ("leo", "bench", "other-leg"),
    ("leo", "bench", "hold-there"),
    ("renee", "please-stop", "is-it"),
    ("renee", "please-stop", "ten-seconds"),
    ("renee", "after-stop", "soft-return"),
}
PRESSED_ON = {  # a body says no, without a stop, and the pressure stays or grows: one warning, the second ends the run
    ("dana", "giggle", "firmer"),
    ("dana", "six", "spot"),
    ("aisha", "quiet", "asleep"),
    ("renee", "freeze", "two-is-low"),
    ("renee", "freeze-again", "are-you-sure"),
}
RULED_OUT = {("marcus", "table", "skin-only"), ("leo", "shirt", "let-lie")}  # a flat hand on a belly that is red
FROZEN = {("renee", "freeze", "ask-again"), ("renee", "freeze-again", "lighten"), ("aisha", "quiet", "softer")}


@cache
def document():
    return read_course(COURSE.name, read_folder(COURSE), KINDS, SORTS).outcome.document


@cache
def bodies():
    """The compiled rehearsals of the course, by id."""
    return {each.id: each.body for each in document().rehearsals}


def conversation(uid):
    return read_body(bodies()[uid])


def line(uid, name):
    return next(each for each in conversation(uid).line if each.id == name)


def states(uid, variant):
    """The conversation in this variant, and every reachable state."""
    spoken = talk(conversation(uid), variant)
    return spoken, explore(spoken).states


def test_there_are_twelve_variants_to_walk():
    assert len(VARIANTS) == 12


@pytest.mark.parametrize(("uid", "variant"), VARIANTS)
def test_a_client_who_says_or_shows_stop_has_withdrawn_and_a_stop_is_called_for(uid, variant):
    spoken, every = states(uid, variant)
    for name in {state.line for state in every}:
        here = spoken.lines[name]
        if SAID.search(spoken.said(here.says)) or SHOWN.search(spoken.said(here.signs)):
            assert (here.withdrawn, here.needs) == (True, "stop"), name


@pytest.mark.parametrize(("uid", "variant"), VARIANTS)
def test_a_choice_that_does_not_end_the_run_there_takes_the_hand_away(uid, variant):
    spoken, every = states(uid, variant)
    for state in every:
        for choice in offered(spoken, state) if spoken.lines[state.line].withdrawn else ():
            turn = take(spoken, state, choice)
            assert turn.after.critical or turn.choice.hand == "leaves", (state.line, choice)
            assert turn.after.critical or not STAYS.search(spoken.said(turn.choice.text)), (state.line, choice)


@pytest.mark.parametrize(("uid", "name", "choice"), sorted(STAYED))
def test_staying_or_going_on_after_a_stop_ends_the_run(uid, name, choice):
    [found] = [each for each in line(uid, name).choice if each.id == choice]
    assert found.critical in {"ce1", "ce2", "ce7"}
    assert found.missed
    assert not found.warns


@pytest.mark.parametrize(("uid", "name", "choice"), sorted(PRESSED_ON))
def test_pressing_on_against_a_body_that_says_no_warns_once(uid, name, choice):
    [found] = [each for each in line(uid, name).choice if each.id == choice]
    assert (found.critical, found.warns) == ("ce2", True)
    assert "one warning" in found.feedback


@pytest.mark.parametrize(("uid", "name", "choice"), sorted(RULED_OUT))
def test_a_flat_hand_on_a_belly_that_is_ruled_out_ends_the_run(uid, name, choice):
    [found] = [each for each in line(uid, name).choice if each.id == choice]
    assert (found.critical, found.warns) == ("ce3", False)


@pytest.mark.parametrize(
    ("family", "variant"), [("way-out", "b"), ("words-and-body", "b"), *(("whispered-stop", each) for each in "abc")]
)
def test_every_answer_that_stays_after_a_no_is_critical(family, variant):
    found = document().family[family]
    options = found.variant(variant).body["option"]
    assert found.critical or all(each["right"] or each["critical"] for each in options)


def test_a_doubt_in_words_is_a_stop_wherever_it_is_met():
    pairs = document().family["finding-and-step"].variant("b").body["pair"]
    assert [each["right"] for each in pairs if each["left"] == "“I don’t know if I like this.”"] == [
        "Come away, then ask what she would like"
    ]
    for uid in ("what-next", "four-gates"):
        for text in document().lesson[uid].text.splitlines():
            if re.search(r"don’t know”|doubt in words", text):
                assert re.search(r"come away|comes away", text), text


def test_the_seconds_after_stop_are_told_as_they_are_counted():
    told = " ".join(str(each) for each in the_rules(bodies()["first-access"]))
    assert (PROMPT, PATIENCE[Alert.STOP]) == (2 * TICKS_A_SECOND, 3 * TICKS_A_SECOND)
    assert re.search(r"After “stop”, take your hand off within two seconds[^.]*\.[^.]*one second more", told)
    [step] = [each for checklist in document().checklists for each in checklist.steps if each.id == "stop"]
    assert "two seconds" in step.text


def test_no_words_that_are_taught_ask_for_a_polite_yes():
    polite = re.compile(r"Is (that|my hand)( all right| okay| OK)( there)?\?”|[.,] (okay|OK|all right)\?”", re.I)
    for file in [*COURSE.rglob("*.md"), *(COURSE / "questions").glob("*.toml")]:
        for text in file.read_text().splitlines():
            assert 'feedback = "No' in text or not polite.search(text), (file.name, text)


@pytest.mark.parametrize(("uid", "name", "choice"), sorted(FROZEN))
def test_fingers_that_stay_in_a_frozen_client_earn_nothing(uid, name, choice):
    [found] = [each for each in line(uid, name).choice if each.id == choice]
    assert (found.points, line(uid, name).needs) == (0, "pause")


@pytest.mark.parametrize("uid", [file["id"] for file in FILES])
def test_a_pause_after_a_stop_takes_the_hand_away(uid):
    body = conversation(uid)
    if any(each.withdrawn for each in body.line):
        assert re.search(r"comes away|take (them|your hands) away|hands to yourself|hands in your lap", body.pause.say)


def test_after_her_stop_nobody_touches_dana_without_a_new_yes():
    _spoken, every = states("dana", "b")
    again = [state for state in every if state.line == "giggle" and state.withdrawn]
    assert {state.consent for state in again} == {"yes"}


@pytest.mark.parametrize(("uid", "variant"), VARIANTS)
def test_the_best_way_stops_where_the_client_withdraws(uid, variant):
    run = follow(talk(conversation(uid), variant), conversation(uid).fixed[variant].way)
    assert not run.state.critical
    assert {turn.take for turn in run.turns if turn.line.withdrawn} <= {"stop"}


def until_stop(seed):
    """The simulation that ships, played patiently until Noor raises her hand."""
    session = player.placed(bodies()["first-access"], "c", seed)
    while session.state.alert != Alert.STOP:
        session = session.and_then(session.turn(player.patient(session.state, session.ground)))
    return session


@pytest.mark.parametrize("seed", ["one", "two", "three"])
@pytest.mark.parametrize("choice", sorted(TURNS.keys() - {"off", "touch"}))
def test_a_turn_in_which_the_hand_stays_after_her_stop_ends_the_simulation(choice, seed):
    stopped = until_stop(seed)
    assert judge(stopped.and_then(stopped.turn(choice))).critical == "ce2"
    left = judge(stopped.and_then(stopped.turn("off")))
    assert (left.critical, left.percent) == ("", 100)


def test_no_hand_in_the_course_has_wishes_of_its_own():
    for file in [*COURSE.rglob("*.md"), *COURSE.rglob("*.toml")]:
        assert not re.search(r"my hands? (would like|wants?|wishes)\b", file.read_text(), re.I), file.name
