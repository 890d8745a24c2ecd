from tests.questions.kinds.reading import advice, answer, errors, grade, orders, read, refuses

RIGHT = {"text": "Come off", "right": True, "feedback": "Yes."}
DANGEROUS = {"text": "Press beside it", "critical": True, "missed": "you pressed on", "feedback": "No."}
WRONG = {"text": "Wait", "feedback": "No."}


def body():
    return read("choice", option=[RIGHT, DANGEROUS, WRONG])


def test_a_well_made_question_has_no_flaws():
    assert errors("choice", option=[RIGHT, WRONG]) == {}
    assert advice("choice", option=[RIGHT, WRONG]) == []


def test_one_option_must_be_right():
    assert errors("choice", option=[DANGEROUS, WRONG]) == {("option",): "no option is correct"}


def test_a_second_right_option_is_named():
    found = errors("choice", option=[RIGHT, {**WRONG, "right": True}])
    assert found == {("option", 1, "right"): "is a second correct option"}


def test_fewer_than_two_options_are_no_choice():
    assert errors("choice", option=[RIGHT]) == {("option",): "has fewer than two options"}


def test_the_same_text_twice_is_an_error_whatever_its_case_and_spaces():
    assert ("option", 2, "text") in errors("choice", option=[RIGHT, WRONG, {"text": " WAIT ", "feedback": "No."}])


def test_a_right_option_cannot_be_critical():
    assert ("option", 0, "critical") in errors("choice", option=[{**RIGHT, "critical": True}, WRONG])


def test_missing_feedback_is_advice():
    assert advice("choice", option=[RIGHT, {"text": "Wait"}]) == [("option", 1, "feedback")]


def test_unknown_fields_wrong_types_and_missing_fields_are_told_in_plain_words():
    found = errors("choice", option=[{"text": "Yes", "rihgt": True}, {"text": True}, {}], colour="red")
    assert found == {
        ("option", 0, "rihgt"): "rihgt is not a known field",
        ("option", 1, "text"): "text must be text in quotes",
        ("option", 2, "text"): "text is missing",
        ("colour",): "colour is not a known field",
    }


def test_no_options_at_all_is_told_too():
    assert errors("choice") == {("option",): "option is missing"}


def test_seeds_make_different_orders_and_the_same_seed_the_same():
    assert len({tuple(order) for order in orders("choice", body())}) > 1
    assert orders("choice", body()) == orders("choice", body())


def test_a_presented_position_is_read_as_the_option_that_stands_there():
    assert answer("choice", body(), [2, 0, 1], choice="0") == 2
    assert answer("choice", body(), [2, 0, 1]) is None


def test_positions_out_of_range_other_fields_and_several_choices_are_refused():
    for given in ({"choice": ["3"]}, {"choice": ["-1"]}, {"choice": ["x"]}, {"choice": ["²"]}, {"choice": ["9" * 400]}):
        assert refuses("choice", body(), [0, 1, 2], given)
    assert refuses("choice", body(), [0, 1, 2], {"choice": ["0", "1"]})
    assert refuses("choice", body(), [0, 1, 2], {"verdict": ["true"]})


def test_the_right_option_earns_the_point():
    assert grade("choice", body(), 0, critical=True).right


def test_a_wrong_option_earns_nothing_and_misses_nothing_critical():
    marked = grade("choice", body(), 2)
    assert (marked.points, marked.critical_missed, marked.missed) == (0, False, "")


def test_a_critical_option_is_missed_even_in_a_question_that_is_not_critical():
    marked = grade("choice", body(), 1)
    assert (marked.critical_missed, marked.missed) == (True, "you pressed on")


def test_a_critical_question_is_missed_by_any_wrong_answer_in_the_variants_words():
    marked = grade("choice", body(), 2, critical=True)
    assert (marked.critical_missed, marked.missed) == (True, "you missed it")


def test_a_critical_question_without_an_answer_is_missed():
    assert grade("choice", body(), None, critical=True).critical_missed
    assert not grade("choice", body(), None).critical_missed
