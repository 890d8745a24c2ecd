"""The typed and ordered kinds for a learner: saved, refused, submitted, reviewed, practiced."""

import pytest

from tests.assessment.learner import marks, stored
from tests.assessment.typed_and_ordered import OF_MORE, QUIZ, Writer, more_tree


@pytest.fixture
def ana(visitor, make):
    """Ana in an attempt at the test of more kinds."""
    make.course(more_tree(make))
    make.enrol("ana")
    learner = Writer(visitor.as_("ana"))
    learner.start()
    return learner


def points(learner):
    found = {each.question: each.points for each in marks(learner.attempt)}
    return {family: found.get(learner.number_of(family)) for family in OF_MORE}


def test_the_page_asks_in_fields_that_work_without_a_script(ana):
    ana.visitor.follow()
    page = ana.visitor.page
    ordering = ana.number_of("safe-order")
    assert [len(page.select(f'select[name="q{ordering}.{place}"] option')) for place in range(3)] == [4, 4, 4]
    assert page.one(f'input[name="q{ana.number_of("how-deep")}.number"]').get("inputmode") == "decimal"
    assert page.one(f'textarea[name="q{ana.number_of("say-it")}.text"]').get("maxlength") == "10000"
    assert len(page.select(f'fieldset[data-question="{ana.number_of("fill-in")}"] .gaps select')) == 1
    assert "40 words or fewer. Your instructor will read and grade this." in page.text


@pytest.mark.parametrize("typed", [{}, {"how_deep": {"number": "5,5 cm"}, "name_it": {"text": "The Psoas"}}], ids=str)
def test_everything_right_earns_everything_but_what_waits(ana, typed):
    ana.answer(**typed)
    ana.submit()
    assert points(ana) == {"how-deep": 1, "name-it": 1, "safe-order": 1, "fill-in": 1, "say-it": None}


def test_answers_are_shown_again_as_they_were_given(ana):
    ana.answer(how_deep={"number": "5,5 cm"}, name_it={"text": '  "><script>  x'}, say_it={"text": "\nOne\n\ntwo"})
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    page = ana.visitor.page
    assert page.one(f'input[name="q{ana.number_of("name-it")}.text"]').get("value") == '"><script> x'
    assert page.one(f'input[name="q{ana.number_of("how-deep")}.number"]').get("value") == "5,5 cm"
    assert page.one(f'textarea[name="q{ana.number_of("say-it")}.text"]').text == "One\n\ntwo"
    chosen = page.select(f'fieldset[data-question="{ana.number_of("safe-order")}"] option[selected]')
    assert [option.text for option in chosen] == [str(1 + step) for step in ana.drawn("safe-order")["order"]]


def test_the_result_says_what_was_right_and_why(ana):
    ana.answer(how_deep={"number": "50"}, name_it={"text": "hip flexor"}, fill_in={"1": "tibia"})
    text = ana.submit().text
    for words in ("That is half a metre.", "Correct answer: 5 ± 1 cm", "Partly correct: 50%", "So so.", "The femur."):
        assert words in text
    assert points(ana)["name-it"] == 0.5


def test_a_broken_critical_need_is_told(ana):
    order = ana.drawn("safe-order")["order"]
    ana.answer(safe_order={str(place): [1, 0, 2][step] for place, step in enumerate(order)})
    text = ana.submit().text
    assert "Critical question missed: you touched before the yes." in text
    assert "Too early: critical" in text
    assert points(ana)["safe-order"] == 0.5


def test_nothing_answered_waits_for_nobody(ana):
    assert "0%, not passed yet" in ana.submit().text
    assert set(points(ana).values()) == {0}


@pytest.mark.parametrize(
    ("family", "given", "words"),
    [
        ("how-deep", {"number": "five"}, "Enter one number, such as 1.5, with or without its unit: cm."),
        ("how-deep", {"number": "9" * 61}, "60 characters or fewer"),
        ("name-it", {"text": "a" * 201}, "200 characters or fewer"),
        ("name-it", {"text": "a\0"}, "characters we cannot read"),
        ("name-it", {"text": "a\1"}, "characters we cannot read"),
        ("say-it", {"text": "a" * 10_001}, "10000 characters or fewer"),
        ("say-it", {"text": "\ud800"}, "characters we cannot read"),
        ("name-it", {"choice": 0}, "could not read your answer"),
        ("safe-order", {"0": 3}, "could not read your answer"),
        ("safe-order", {"3": 0}, "could not read your answer"),
        ("fill-in", {"2": "ten"}, "Enter one number"),
        ("fill-in", {"0": 2}, "could not read your answer"),
    ],
)
def test_what_a_question_cannot_take_is_refused_in_words_and_harms_nothing(ana, family, given, words):
    number = ana.number_of(family)
    ana.save(number, ana.right(family), seq=1)
    kept = stored(ana.attempt)[number].response
    reply = ana.save(number, given, seq=2, expect=422)
    assert f"question {number + 1}" in reply["message"].lower()
    assert words in reply["message"]
    assert (stored(ana.attempt)[number].response, stored(ana.attempt)[number].seq) == (kept, 1)


def test_a_megabyte_is_too_large(ana):
    for family in ("name-it", "say-it"):
        ana.save(ana.number_of(family), {"text": "a" * 1_000_000}, expect=413)
    assert stored(ana.attempt) == {}


def test_one_answer_that_cannot_be_taken_does_not_cost_the_others(ana):
    depth, name = ana.number_of("how-deep"), ana.number_of("name-it")
    form = {"asked": "0 1 2 3 4", f"q{depth}.number": "five", f"q{name}.text": "psoas", "then": "finish"}
    ana.visitor.post("assessment.save_all", form, id=ana.attempt, expect=422)
    assert f"Question {depth + 1}: Enter one number" in ana.visitor.page.text
    assert "Your other answers are saved." in ana.visitor.page.text
    assert {number: each.response for number, each in stored(ana.attempt).items()} == {name: "psoas"}


def test_an_order_with_a_place_twice_is_not_answered_in_full(ana):
    ana.answer(safe_order={"0": 0, "1": 0, "2": 1})
    ana.visitor.get("assessment.confirm", id=ana.attempt)
    assert "1 question is not fully answered" in ana.visitor.page.text
    twice = "3 of 3 steps placed. Position 1 is used more than once."
    assert twice in ana.visitor.page.text
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    asked = ana.visitor.page
    assert twice in asked.text
    number = ana.number_of("safe-order")
    marked = [each.get("name") for each in asked.select('select[aria-invalid="true"]')]
    assert marked == [f"q{number}.0", f"q{number}.1"]


def test_an_order_with_gaps_is_kept_said_and_shown_with_its_gaps(ana):
    order = ana.drawn("safe-order")["order"]
    ana.answer(safe_order={str(order.index(1)): 0, str(order.index(2)): 2})
    assert stored(ana.attempt)[ana.number_of("safe-order")].response == [None, 0, 2]
    ana.visitor.get("assessment.confirm", id=ana.attempt)
    assert "1 question is not fully answered" in ana.visitor.page.text
    assert "2 of 3 steps placed." in ana.visitor.page.text
    shown = ana.submit().text
    assert points(ana)["safe-order"] == 0.5  # the last step comes after the second; the second has nothing before it
    ways = (
        "1. Place the hand",
        "Too early: critical",
        "2. No step here",
        "3. Come off slowly",
        "Ask for consent Not placed",
    )
    places = [shown.index(words) for words in ways]
    assert places == sorted(places)


def test_until_it_may_be_told_an_order_is_shown_as_it_was_given(make, visitor):
    make.course({**more_tree(make), "1-start/more.quiz.toml": QUIZ.replace("after-submit", "after-pass")})
    make.enrol("ana")
    learner = Writer(visitor.as_("ana"))
    learner.start()
    order = learner.drawn("safe-order")["order"]
    learner.answer(safe_order={"0": 2, "2": 0}, how_deep=None, name_it=None, fill_in=None)
    page = learner.submit()
    rows = page.select(f"#question-{learner.number_of('safe-order') + 1} li")
    texts = ["Ask for consent", "Place the hand", "Come off slowly"]
    said = [" ".join("".join(row.itertext()).split()) for row in rows]
    marks_ = ["3 Position 3:", "Not placed:", "1 Position 1:"]
    assert said == [f"{mark} {texts[step]}" for mark, step in zip(marks_, order, strict=True)]
    assert "A correct order" not in page.text


def test_written_practice_shows_the_sample_and_never_a_mark(ana):
    ana.visitor.get("learning.lesson", slug="tiny", uid="second")
    field = next(each.get("name") for each in ana.visitor.page.select("textarea"))
    form = next(each for each in ana.visitor.page.select("form[data-practice]") if f'"{field}"' in _html(each))
    sent = {each.get("name"): each.get("value") for each in form.iter("input") if each.get("name")}
    ana.visitor.post(form.get("action"), {**sent, field: "My own words"}, expect=200)
    text = ana.visitor.page.text
    for words in (
        "My own words",
        "It leaves the choice",
        "Some say so; nobody knows.",
        "Compare your answer with the sample",
    ):
        assert words in text
    assert "Not met" not in text
    assert "Awaiting grading" not in text


def _html(element):
    return " ".join(f'"{each.get("name")}"' for each in element.iter())
