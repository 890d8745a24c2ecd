import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.kinds import KINDS
from tests.questions.kinds.reading import advice, answer, errors, grade, orders, read, refuses

BINS = [
    {"id": "red", "text": "Red", "light": "red"},
    {"id": "amber", "text": "Amber", "light": "amber"},
    {"id": "green", "text": "Green", "light": "green"},
]
CARDS = [
    {
        "text": "A strong beat",
        "bin": "red",
        "never": ["green"],
        "missed": "you gave a pulse green",
        "feedback": "Stop.",
    },
    {"text": "A clear yes", "bin": "green", "feedback": "Go on with care."},
    {
        "text": "Fever",
        "bin": "red",
        "critical": True,
        "missed": "you went on with fever",
        "feedback": "A doctor first.",
    },
    {"text": "Quiet for years", "bin": "amber", "feedback": "Gently."},
]
RED, AMBER, GREEN = range(3)
RIGHT = [RED, GREEN, RED, AMBER]


def body(**changed):
    return read("sort", **{"bin": BINS, "card": CARDS, **changed})


def test_a_well_made_question_has_no_flaws():
    assert errors("sort", bin=BINS, card=CARDS, drill=60) == {}
    assert advice("sort", bin=BINS, card=CARDS) == []


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({"bin": BINS[:1], "card": [CARDS[0], CARDS[0]]}, ("bin",), "has fewer than two bins"),
        ({"card": CARDS[:1]}, ("card",), "has fewer than two cards"),
        ({"bin": [*BINS, *({"id": f"b{n}", "text": f"B{n}"} for n in range(4))]}, ("bin",), "has 7 bins"),
        ({"bin": [*BINS, BINS[0]]}, ("bin", 3, "id"), "“red” is listed twice"),
        ({"bin": [*BINS, {"id": "rot", "text": "red"}]}, ("bin", 3, "text"), "“red” is listed twice"),
        ({"card": [*CARDS, CARDS[0]]}, ("card", 4, "text"), "“A strong beat” is listed twice"),
        ({"card": [*CARDS, {"text": "x", "bin": "blue"}]}, ("card", 4, "bin"), "there is no bin “blue”"),
        (
            {"card": [*CARDS, {"text": "x", "bin": "red", "never": ["blue"]}]},
            ("card", 4, "never"),
            "there is no bin “blue”",
        ),
        (
            {"card": [*CARDS, {"text": "x", "bin": "red", "never": ["red"]}]},
            ("card", 4, "never"),
            "“red” cannot be both correct and dangerous",
        ),
        ({"drill": 5}, ("drill",), "drill input should be greater than or equal to 10"),
    ],
)
def test_what_cannot_be_asked_is_an_error(changed, where, words):
    assert errors("sort", **{"bin": BINS, "card": CARDS, **changed}).get(where) == words


def test_missing_feedback_is_advice():
    assert advice("sort", bin=BINS, card=[*CARDS, {"text": "x", "bin": "red"}]) == [("card", 4, "feedback")]


def test_each_card_in_its_bin_earns_a_share():
    assert grade("sort", body(), RIGHT, critical=True).right
    assert grade("sort", body(), [RED, GREEN, RED, GREEN]).points == 0.75
    assert grade("sort", body(), [RED, None, None, None]).points == 0.25
    assert grade("sort", body(), None).points == 0


def test_a_cell_where_a_card_never_belongs_is_missed_in_its_own_words():
    marked = grade("sort", body(), [GREEN, GREEN, RED, AMBER])
    assert (marked.points, marked.critical_missed, marked.missed) == (0.75, True, "you gave a pulse green")
    assert not grade("sort", body(), [AMBER, GREEN, RED, AMBER]).critical_missed
    assert not grade("sort", body(), [None, GREEN, RED, AMBER]).critical_missed


def test_a_critical_card_anywhere_else_is_missed():
    for elsewhere in (AMBER, GREEN):
        assert grade("sort", body(), [RED, GREEN, elsewhere, AMBER]).missed == "you went on with fever"
    blank = grade("sort", body(), [RED, GREEN, None, AMBER])
    assert (blank.critical_missed, blank.blank, blank.missed) == (True, "partly", "")
    assert grade("sort", body(), [AMBER, GREEN, RED, AMBER], critical=True).critical_missed


def test_cards_are_shuffled_and_bins_stay():
    found = orders("sort", body())
    assert len({tuple(order) for order in found}) > 5
    assert all(sorted(order) == [0, 1, 2, 3] for order in found)


def test_the_order_tells_nothing_of_the_bins():
    turned = body(card=CARDS[::-1])
    one, other = (
        [[made.card[each].text for each in order] for order in orders("sort", made)] for made in (body(), turned)
    )
    assert one == other


def test_presented_positions_are_read():
    order = [2, 0, 3, 1]
    assert answer("sort", body(), order, **{"0": "0", "1": "0", "2": "1", "3": "2"}) == RIGHT
    assert answer("sort", body(), order, **{"1": "0"}) == [RED, None, None, None]
    assert answer("sort", body(), order) is None
    for forged in ({"4": ["0"]}, {"0": ["3"]}, {"0": ["red"]}, {"0": ["0", "1"]}):
        assert refuses("sort", body(), order, forged)


def test_it_is_complete_when_each_card_lies_in_a_bin():
    complete = KINDS["sort"].complete
    assert complete(body(), RIGHT)
    assert not any(complete(body(), each) for each in (None, [RED, GREEN, None, AMBER]))


@given(st.lists(st.none() | st.integers(0, 2), min_size=4, max_size=4), st.booleans())
def test_marks_count_the_cards_in_their_bins(response, critical):
    marked = grade("sort", body(), response, critical=critical)
    right = sum(found == wanted for found, wanted in zip(response, RIGHT, strict=True))
    assert marked.points == right / 4
    dangerous = response[0] == GREEN or response[2] != RED
    assert marked.critical_missed == (dangerous or (critical and right < 4))
