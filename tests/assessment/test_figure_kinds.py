"""Taking a test on figures without JavaScript: what is stored, marked, shown, and refused."""

import pytest

from lms.curriculum.compile import read_course
from lms.questions.kinds import KINDS
from tests.assessment.learner import marks, stored
from tests.assessment.onfigure import FAMILIES, IN_THE_ZONES, OF_FIGURES, Shower, fields, figure_tree, sent


@pytest.fixture
def learner(make, visitor):
    """Ana at the test, on the page of her attempt."""
    make.course(figure_tree(make))
    make.enrol("ana")
    ana = Shower(visitor.as_("ana"))
    ana.start()
    ana.visitor.follow()
    return ana


def answer_all(learner, **other):
    """Send the whole form."""
    form = {"asked": "0 1 2 3"}
    for family in OF_FIGURES:
        given = sent(learner, family, other.get(family.replace("-", "_")))
        form |= {f"q{learner.number_of(family)}.{name}": value for name, value in given.items()}
    learner.visitor.post("assessment.save_all", form, id=learner.attempt)
    learner.submit()


def test_the_page_offers_everything_without_a_script(learner):
    page = learner.visitor.page
    for family in ("start-zones", "stroke"):
        number = learner.number_of(family)
        for mark in (0, 1):
            for part, count in (("column", 11), ("row", 11), ("part", 9)):
                assert len(page.select(f'select[name="q{number}.{mark}-{part}"] option')) == count
    assert len(page.select("svg .figure-grid")) == 2
    assert [each.text for each in page.select("svg .figure-letters text")][:12] == [*"ABCDEFGHIJ", "1", "2"]
    assert len(page.select("svg .figure-number")) == 3
    assert len(page.select("input[type=radio]")) == 6
    assert "Navel" in page.text
    assert "F6" in page.text, "the square of the landmark"


def test_right_answers_are_stored_in_whole_units_and_marked(learner):
    way = [[60, 60], [60, 180]]
    answer_all(learner, start_zones=IN_THE_ZONES, stroke=way)
    answers = stored(learner.attempt)
    assert answers[learner.number_of("start-zones")].response == IN_THE_ZONES
    assert answers[learner.number_of("stroke")].response == way
    assert [each.points for each in marks(learner.attempt)] == [1, 1, 1, 1]
    assert "100%, passed." in learner.visitor.page.text


def test_the_review_draws_the_answer_the_zone_the_band_and_the_no_go_area(learner):
    answer_all(learner, start_zones=[[60, 132], [116, 60]])
    page = learner.visitor.page
    first = page.select(f"#question-{learner.number_of('start-zones') + 1}")[0]
    shapes = [each.get("class") for each in first.iter() if "figure-" in (each.get("class") or "")]
    for drawn in ("figure-zone", "figure-near", "figure-no-go", "figure-pin is-wrong"):
        assert drawn in shapes
    assert "figure-grid" not in shapes
    text = " ".join("".join(first.itertext()).split())
    assert "translate(116 60)" in [each.get("transform") for each in first.iter()]
    assert "Close: 50%" in text or "Right" in text
    assert "Off limits" in text
    assert "The great vessels lie here." in text
    assert "Critical question missed: you chose the great vessels." in text
    assert "Square E3" in text


def test_a_way_is_drawn_in_the_review(learner):
    answer_all(learner, stroke=[[60, 60], [180, 60]])
    page = learner.visitor.page
    way = page.select(f"#question-{learner.number_of('stroke') + 1} .figure-way")[0]
    assert [way.get(name) for name in ("x1", "y1", "x2", "y2")] == ["60", "60", "180", "60"]
    assert "Your path crosses:" in page.text
    assert "you crossed the midline" in page.text


def test_nothing_of_the_key_is_in_any_page_before(learner):
    """The key itself: its coordinates, names and words. test_secrecy_of_kinds compares two keys byte by byte."""
    learner.visitor.get("assessment.attempt", id=learner.attempt)
    html = learner.visitor.response.get_data(as_text=True)
    for secret in ("96 144", "figure-zone", "figure-no-go", "figure-near", "Right zone", "Great vessels", "Nearly",
                   "other side", "Lower zone", "Midline", "112", "missed", "direction"):  # fmt: skip
        assert secret not in html, secret


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("start-zones", {"0-column": [10], "0-row": [0]}),
        ("start-zones", {"0-column": [0], "0-row": [0], "0-part": [9]}),
        ("start-zones", {"2-column": [0], "2-row": [0]}),
        ("start-zones", {"0": ["84,108"]}),
        ("stroke", {"0-column": ["x"], "0-row": [0]}),
        ("names", {"0": [4]}),
        ("names", {"3": [0]}),
        ("lights", {"0": [2]}),
        ("lights", {"0": ["red"]}),
    ],
)
def test_a_forged_answer_is_refused_in_words(learner, family, given):
    reply = learner.save(learner.number_of(family), given, expect=422)
    assert "could not read your answer" in reply["message"]
    assert reply["code"] == "answer_unreadable"
    assert stored(learner.attempt) == {}


def test_the_same_answer_again_changes_nothing(learner):
    number = learner.number_of("start-zones")
    learner.save(number, sent(learner, "start-zones"), seq=1)
    form = {"asked": str(number)} | {f"q{number}.{name}": v for name, v in sent(learner, "start-zones").items()}
    learner.visitor.post("assessment.save_all", form | {"then": "stay"}, id=learner.attempt)
    assert stored(learner.attempt)[number].seq == 1


def test_a_practice_question_shows_the_zone_once_it_is_answered(make, visitor):
    make.course(figure_tree(make))
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("learning.lesson", slug="tiny", uid="second")
    assert "figure-answer.js" in str(ana.response.get_data())
    assert "data-drill" in ana.response.get_data(as_text=True)
    named = (ana.page.one(f'#check-start-zones input[name="{name}"]') for name in ("order", "variant"))
    form = {each.get("name"): each.get("value") for each in named}
    for mark, point in enumerate(IN_THE_ZONES):
        form |= {f"start-zones.{name}": value for name, value in fields(mark, point).items()}
    ana.post("learning.practise", form, slug="tiny", uid="second", family="start-zones", expect=200)
    assert ana.page.select("#check-start-zones .figure-zone")


def test_a_drill_is_for_practice_alone(learner):
    assert "data-drill" not in learner.visitor.response.get_data(as_text=True)


def test_other_pages_do_not_carry_the_surface(make, visitor):
    make.course(figure_tree(make))
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("learning.lesson", slug="tiny", uid="first")
    assert "figure-answer" not in ana.response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('figure = "torso"\n', "", "needs a figure but names none"),
        ('figure = "torso"\n', 'figure = "nowhere"\n', 'cannot use the figure "nowhere"'),
        ("[96, 144], [72, 120], [48, 144]", "[48, 144], [96, 120]", "“Right zone” crosses itself"),
        ("[144, 216]]\nhole", "[144, 300]]\nhole", "“Lower zone” is outside the figure at 144, 300"),
        ("[112, 220]]\nfeedback", "[112, 241]]\nfeedback", "“Great vessels” is outside"),
    ],
)
def test_the_compiler_names_path_and_line(make, before, after, told):
    assert before in FAMILIES
    tree = figure_tree(make, FAMILIES.replace(before, after, 1))
    problems = [str(each) for each in read_course("tiny", tree, KINDS).outcome.problems if each.level == "error"]
    assert any(told in each and each.startswith("questions/figure.toml:") for each in problems), problems
