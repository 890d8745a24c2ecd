import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.kinds import KINDS
from tests.questions.kinds.reading import answer, flaws_on, grade, orders, read_on, refuses

PLACES = [
    {"name": "Navel", "at": [120, 120], "feedback": "In the middle."},
    {"name": "Flank", "at": [60, 120], "feedback": "At the side.", "critical": True, "missed": "you missed the flank"},
    {"name": "Groin", "at": [80, 210], "feedback": "Low."},
]
FIELDS = {"place": PLACES, "decoy": ["Nose"]}
FLANK, GROIN, NAVEL, NOSE = range(4)  # in the order of the alphabet
RIGHT = [NAVEL, FLANK, GROIN]


def body(**changed):
    return read_on("label", **{**FIELDS, **changed})


def test_a_well_made_question_has_no_flaws():
    assert flaws_on("label", **FIELDS) == {}
    assert flaws_on("label", "advice", **FIELDS) == {}
    assert body().names == ["Flank", "Groin", "Navel", "Nose"]


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({"place": PLACES[:1]}, ("place",), "has fewer than two places"),
        ({"place": [{**PLACES[0], "name": str(n), "at": [n, n]} for n in range(21)]}, ("place",), "has 21 places"),
        (
            {"place": [PLACES[0], {**PLACES[1], "at": [120, 120]}]},
            ("place", 1, "at"),
            "“Flank” is on the same spot as another place",
        ),
        ({"place": [*PLACES, {"name": "Far", "at": [241, 3]}]}, ("place", 3, "at"), "“Far” is outside the figure"),
        ({"decoy": ["Navel"]}, ("decoy", 0), "“Navel” is the name of a place"),
        ({"decoy": ["Nose", "nose"]}, ("decoy", 1, "text"), "“nose” is listed twice"),
        (
            {"place": [PLACES[0], {**PLACES[0], "at": [3, 3]}], "decoy": []},
            ("place",),
            "all places have the same name",
        ),
    ],
)
def test_what_cannot_be_asked_is_an_error(changed, where, words):
    assert flaws_on("label", **{**FIELDS, **changed}).get(where) == words


def test_missing_feedback_is_advice():
    silent = [*PLACES[:2], {**PLACES[2], "feedback": " "}]
    assert set(flaws_on("label", "advice", **{**FIELDS, "place": silent})) == {("place", 2, "feedback")}


def test_each_name_in_its_place_earns_a_share():
    assert grade("label", body(), RIGHT, critical=True).right
    assert grade("label", body(), [NAVEL, FLANK, NOSE]).points == pytest.approx(2 / 3)
    assert grade("label", body(), [None, FLANK, None]).points == pytest.approx(1 / 3)
    assert grade("label", body(), None).points == 0


def test_a_critical_place_is_missed_in_its_own_words():
    marked = grade("label", body(), [NAVEL, GROIN, FLANK])
    assert (marked.critical_missed, marked.missed) == (True, "you missed the flank")
    assert not grade("label", body(), [NOSE, FLANK, NAVEL]).critical_missed
    assert grade("label", body(), [NOSE, FLANK, GROIN], critical=True).missed == "you missed it"


def test_the_names_are_shuffled_and_tell_nothing_of_the_places():
    other = read_on("label", place=[{**each, "at": at["at"]} for each, at in zip(PLACES, PLACES[::-1], strict=True)])
    assert len({tuple(order) for order in orders("label", body())}) > 5
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders("label", body()))
    assert read_on("label", place=PLACES).names == other.names


def test_presented_positions_are_read():
    order = [NOSE, GROIN, NAVEL, FLANK]
    assert answer("label", body(), order, **{"0": "2", "1": "3", "2": "1"}) == RIGHT
    assert answer("label", body(), order, **{"0": "", "1": "3"}) == [None, FLANK, None]
    assert answer("label", body(), order, **{"0": ""}) is None
    for forged in ({"3": ["0"]}, {"0": ["4"]}, {"0": ["-1"]}, {"0": ["0", "1"]}, {"0-column": ["1"]}):
        assert refuses("label", body(), order, forged)


def test_it_is_complete_when_each_place_has_a_name():
    complete = KINDS["label"].complete
    assert complete(body(), RIGHT)
    assert not any(complete(body(), each) for each in (None, [NAVEL, None, GROIN]))


@given(st.lists(st.none() | st.integers(0, 3), min_size=3, max_size=3), st.booleans())
def test_marks_count_the_names_in_their_places(response, critical):
    marked = grade("label", body(), response, critical=critical)
    right = sum(found == wanted for found, wanted in zip(response, RIGHT, strict=True))
    assert marked.points == right / 3
    assert marked.critical_missed == (response[1] != FLANK or (critical and right < 3))
