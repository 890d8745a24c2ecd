import pytest

from tests.questions.kinds.reading import advice, answer, errors, grade, orders, read, refuses

PAIRS = [
    {"left": "Aneurysm", "right": "Red", "critical": True, "missed": "you let an aneurysm pass", "feedback": "Red."},
    {"left": "Hernia", "right": "Red", "feedback": "Red."},
    {"left": "Rested, no flags", "right": "Green", "feedback": "Green."},
]


def body():
    return read("matching", pair=PAIRS, decoy=["Blue"])  # rights: Blue, Green, Red


def test_a_well_made_question_has_no_flaws_though_pairs_share_a_side():
    assert errors("matching", pair=PAIRS, decoy=["Blue"]) == {}
    assert advice("matching", pair=PAIRS) == []


def test_one_pair_is_no_matching():
    assert ("pair",) in errors("matching", pair=PAIRS[:1])


def test_one_side_for_all_asks_nothing():
    assert errors("matching", pair=PAIRS[:2]) == {("pair",): "all pairs have the same right side"}
    assert errors("matching", pair=PAIRS[:2], decoy=["Green"]) == {}


def test_the_same_left_side_twice_is_an_error():
    assert ("pair", 1, "left") in errors("matching", pair=[PAIRS[0], {**PAIRS[0], "right": "Green"}, PAIRS[2]])


def test_a_decoy_that_fits_or_stands_twice_is_an_error():
    assert ("decoy", 0) in errors("matching", pair=PAIRS, decoy=["Green"])
    assert ("decoy", 1, "text") in errors("matching", pair=PAIRS, decoy=["Blue", "blue"])


def test_missing_feedback_is_advice():
    assert advice("matching", pair=[PAIRS[0], {"left": "Other", "right": "Green"}]) == [("pair", 1, "feedback")]


def test_the_order_of_the_right_sides_tells_nothing_of_the_key():
    swapped = read("matching", pair=[{**PAIRS[0], "right": "Green"}, PAIRS[1], {**PAIRS[2], "right": "Red"}])
    straight = read("matching", pair=PAIRS)
    assert swapped.rights == straight.rights
    assert orders("matching", swapped) == orders("matching", straight)


def test_presented_positions_on_both_sides_are_read():
    order = [[2, 0, 1], [1, 2, 0]]  # left: Rested, Aneurysm, Hernia; right: Green, Red, Blue
    given = {"0": "0", "1": "1", "2": "2"}
    assert answer("matching", body(), order, **given) == [2, 0, 1]
    assert answer("matching", body(), order, **{"0": "0"}) == [None, None, 1]
    assert answer("matching", body(), order, **{"0": "", "1": "", "2": ""}) is None


def test_other_sides_and_fields_are_refused():
    order = orders("matching", body())[0]
    for given in ({"3": ["0"]}, {"0": ["3"]}, {"choice": ["0"]}, {"0": ["0", "1"]}):
        assert refuses("matching", body(), order, given)


@pytest.mark.parametrize(
    ("response", "points"), [([2, 2, 1], 1), ([2, 0, 1], 2 / 3), ([None, None, 1], 1 / 3), (None, 0)]
)
def test_each_right_pair_earns_its_share(response, points):
    assert grade("matching", body(), response).points == pytest.approx(points)


def test_a_critical_pair_is_missed_when_it_is_wrong_or_left_out():
    assert grade("matching", body(), [1, 2, 1]).missed == "you let an aneurysm pass"
    assert grade("matching", body(), [None, 2, 1]).critical_missed
    assert not grade("matching", body(), [2, 1, 1]).critical_missed


def test_a_critical_question_must_be_fully_right():
    marked = grade("matching", body(), [2, 1, 1], critical=True)
    assert (marked.critical_missed, marked.missed) == (True, "you missed it")
    assert not grade("matching", body(), [2, 2, 1], critical=True).critical_missed
