"""Marks agree with those of another system, read from its published examples, which are out of 1.

The examples stay where they are, because some may not be copied: PALPATE_CORPUS names the folder that has
`quiz-oracle/` in it, for example PALPATE_CORPUS=../shared/corpus. Cases of our own are in `kinds/`.
"""

import csv
import json
import os
from pathlib import Path

import pytest

from tests.questions.kinds.reading import grade, read

PLACE = os.environ.get("PALPATE_CORPUS", "")
ORACLE = Path(PLACE) / "quiz-oracle"
AGREES = 1e-5
pytestmark = pytest.mark.skipif(not PLACE, reason="PALPATE_CORPUS does not name the folder of the published examples")

# What its seven questions ask, as far as the answers and marks tell it.
SHORT = read("short-text", accept=[{"text": "frog"}, {"text": "toad", "worth": 0.8}])
PI = read("number", answer=3.14)
SUMS = {"2": 8.5, "4": 19.4, "6": 9.4, "7": 9.1, "9": 7.1}
FOUR, PAIR = ("One", "Two", "Three", "Four"), ("Bow-wow", "Wiggly worm", "Pussy-cat")
KINDS_OF_ANIMALS = {"frog": "amphibian", "cat": "mammal", "newt": "amphibian"}
ANIMALS = read("matching", pair=[{"left": one, "right": other} for one, other in KINDS_OF_ANIMALS.items()])
STATEMENT = read("true-false", answer=True, reason=[{"text": "so", "right": True}, {"text": "not so"}])
ONE_OF_FOUR = read("choice", option=[{"text": each, "right": each == "One"} for each in FOUR])
TWO_OF_FOUR = read("multiple", option=[{"text": each, "right": each in {"One", "Three"}} for each in FOUR])
OWL = {"kind": "text", "accept": [{"text": "Owl"}], "known": [{"text": "Dog"}]}
CAT = {"kind": "select", "option": [{"text": each, "right": each == "Pussy-cat"} for each in PAIR]}
OWL_AND_CAT = read("gap", text="The {1} and the {2}", gap=[OWL, CAT])
NO_KEY = "the key of this variant of the sum is not among the examples"
NO_RULE = (
    "there, a right tick earns half and a wrong one costs nothing, so that ticking everything earns all; no marking "
    "of ours does that, on purpose. Where both right ones alone are ticked, the marks agree"
)
UNCOVERED = {NO_KEY: 2, NO_RULE: 9}


def rows(name):
    with (ORACLE / name).open(newline="") as file:
        return list(csv.DictReader(file))


def our_mark(slot, row):
    """What we give for an answer of the examples, or why we have no such rule."""
    said = {name.removeprefix(f"responses.{slot}."): value for name, value in row.items()}
    return MARKED[slot](said, row)


def _random(said, row):
    numerical = row["randqs.1"] == "numerical"
    return grade("number", PI, said["answer"]) if numerical else grade("short-text", SHORT, said["answer"])


def _sum(said, row):
    key = SUMS.get(row["variants.2"])
    return NO_KEY if key is None else grade("number", read("number", answer=key), said["answer"])


def _ticks(said, _row):
    ticked = [index for index, each in enumerate(FOUR) if said[each] == "1"]
    return grade("multiple", TWO_OF_FOUR, ticked) if ticked == [0, 2] else NO_RULE


MARKED = {
    1: _random,
    2: _sum,
    3: lambda said, _row: grade("matching", ANIMALS, [ANIMALS.rights.index(said[each]) for each in KINDS_OF_ANIMALS]),
    # the reason, which it does not ask for, is given right
    4: lambda said, _row: grade("true-false", STATEMENT, {"verdict": said["answer"] == "1", "reason": 0}),
    5: _ticks,
    6: lambda said, _row: grade("choice", ONE_OF_FOUR, FOUR.index(said["answer"])),
    7: lambda said, _row: grade("gap", OWL_AND_CAT, [said["1.answer"], PAIR.index(said["2.answer"])]),
}


def test_our_marks_are_those_of_the_examples(capsys):
    marks = {row["quizattempt"]: row for row in rows("results00.csv")}
    covered, left_out, differ = 0, dict.fromkeys(UNCOVERED, 0), []
    for row in rows("steps00.csv"):
        for slot in range(1, 8):
            ours, theirs = our_mark(slot, row), float(marks[row["quizattempt"]][f"slots.{slot}.mark"])
            if isinstance(ours, str):
                left_out[ours] += 1
                continue
            covered += 1
            if abs(ours.points - theirs) > AGREES:
                differ.append((row["quizattempt"], slot, ours.points, theirs))
    with capsys.disabled():
        print(f"\nquiz-oracle: {covered} of {covered + sum(left_out.values())} marks covered, {len(differ)} differ")
    assert differ == []
    assert left_out == UNCOVERED
    assert covered == 59


def test_our_wildcards_fit_what_theirs_fit(capsys):
    cases = json.loads((ORACLE / "shortanswer-wildcards.json").read_text())
    differ = []
    for case in cases:
        body = read_any(case["pattern"], case=not case["ignorecase"])
        if (grade("short-text", body, case["response"]).points == 1) != case["match"]:
            differ.append(case)
    with capsys.disabled():
        print(f"\nquiz-oracle: {len(cases)} of {len(cases)} wildcard cases covered, {len(differ)} differ")
    assert differ == []
    assert len(cases) == 486


def read_any(pattern, *, case):
    """A question that accepts this pattern; some of theirs, such as `*`, our compiler refuses."""
    return type(SHORT)(accept=(type(SHORT.accept[0])(text=pattern),), case=case)
