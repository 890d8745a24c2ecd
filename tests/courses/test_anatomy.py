"""What the psoas course says about anatomy and function: false statements that were once in it do not come back."""

import re

import pytest

from config import ROOT
from lms.curriculum.compile import read_course
from lms.curriculum.source import read_folder
from lms.questions.kinds import KINDS
from lms.rehearsal.sorts import SORTS

FOLDER = ROOT / "courses" / "psoas-major"
NOT_TAUGHT = {"said", "decoy", "citation"}  # what is judged, wrong on purpose, or another author's title
FALSE = {
    "sitting down lengthens the psoas": r"psoas[^.]*control[^.]*lengthens",
    "a curl-up is work for the psoas": r"curl-?up[^.]*psoas (has a reason|joins in|firms up)|curling \w+ trunk up",
    "half-way is outside the rectus": r"(outside|start zone)[^.\n]*half-way|half-way[^.:;|\n]*\boutside",
    "there is an angle to learn": r"\b(slant|lean|tilt)\w*[^.]*\d ?(°|degrees)|\b45 ?(°|degrees)",
    "the way leads to the spine": r"\b(slant|go|aim)\w* [^.\n]*side of the spine",
    "the hand slants in": r"\bslant in\b",
    "on the side the bowel is out of the way": r"(belly|bowel) falls (forward, )?(away|out of)|bowel has more room",
    "a point finds the appendix": r"51 people[^.;]*70 ?%",
    "pain on palpation was never tested": r"no published study|no study[^.]*palpat",
}


@pytest.fixture(scope="module")
def course():
    return read_course(FOLDER.name, read_folder(FOLDER), KINDS, SORTS).outcome.document


def taught(part):
    """Every text that a course teaches, without judged sayings and wrong answers."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        wrong = {"text"} if part.get("right") is False else set()
        for name, each in part.items():
            if name not in NOT_TAUGHT | wrong:
                yield from taught(each)
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from taught(each)


def keys(family, variant):
    """The right options of a choice question."""
    return [each["text"] for each in family.variant(variant).body["option"] if each["right"]]


@pytest.mark.parametrize("statement", FALSE)
def test_no_text_says_what_is_false(course, statement):
    found = [text for text in taught(course.model_dump()) if re.search(FALSE[statement], text, re.IGNORECASE)]
    assert found == []


def test_no_drawing_puts_hands_on_the_midline_of_a_client_on_the_side(course):
    assert "side-lying" not in course.figure
    assert "No hand sinks there." in course.lesson["alternatives"].text


def test_a_sit_up_shows_the_psoas_and_a_curl_up_does_not(course):
    assert keys(course.family["show-flexion"], "a") == ["Lying on the back, feet held, and sitting all the way up"]
    for family in (course.family[uid] for uid in ("psoas-action", "show-flexion", "iliacus-or-psoas")):
        for variant in family.variants:
            assert not any(re.search(r"curl|steady", each) for each in keys(family, variant.id)), (
                family.id,
                variant.id,
            )


def test_the_vessels_beside_the_hand_are_named(course):
    assert keys(course.family["aorta-ends"], "c") == ["The common iliac artery and vein"]
    assert "common-iliac-vessels" in {term.id for term in course.terms}
    for text in (
        *(course.lesson[uid].text for uid in ("neighbours", "the-pulse", "four-gates")),
        *(course.figure[uid].alternative for uid in ("danger-map", "cross-section", "layers")),
    ):
        assert re.search(r"common \**iliac", text, re.IGNORECASE), text


def test_the_slice_is_told_to_lie_above_the_hand(course):
    figure = course.figure["cross-section"]
    for text in (figure.svg, figure.alternative):
        assert "lies above your hand" in text
    assert "It lies above your hand" in course.lesson["neighbours"].text


def test_the_start_zone_is_found_by_feel(course):
    for text in (
        course.claim["start-zone-rule"].statement,
        course.lesson["position-landmarks"].text,
        *(term.meaning for term in course.terms if term.id == "start-zone"),
        *(course.figure["front-landmarks"].svg, course.figure["front-landmarks"].alternative),
        *(step.text for checklist in course.checklists for step in checklist.steps if step.id == "start-zone"),
    ):
        assert "by feel" in text, text


def test_the_place_of_the_appendix_is_said_to_vary(course):
    assert "its place varies widely" in course.lesson["the-pulse"].text
    assert "Never use a point to rule it out." in course.lesson["the-pulse"].text
    assert "Never use a point to rule it out." in course.lesson["neighbours"].text
