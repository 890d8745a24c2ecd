import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.kinds import KINDS
from tests.assessment.onfigure import fields
from tests.questions.kinds.reading import answer, flaws_on, grade, read_on, refuses

HORSESHOE = [[48, 96], [96, 96], [96, 144], [72, 120], [48, 144]]
BOX = [[144, 168], [192, 168], [192, 216], [144, 216]]
HOLE = [[160, 184], [176, 184], [176, 200], [160, 200]]
SPINE = [[112, 20], [128, 20], [128, 220], [112, 220]]
FIRST = {
    "label": "Beside the navel",
    "side": "right",
    "near": 12,
    "near_feedback": "Nearly.",
    "other_side": "The other side.",
    "feedback_wrong": "Elsewhere.",
    "zone": [{"name": "Right zone", "points": HORSESHOE, "feedback": "There."}],
}
SECOND = {
    "label": "Lower down",
    "feedback_wrong": "Not there.",
    "zone": [{"name": "Lower zone", "points": BOX, "hole": [HOLE], "feedback": "Here."}],
}
VESSELS = {"name": "Great vessels", "points": SPINE, "feedback": "They lie here.", "missed": "you chose the vessels"}
KNOWN = {"name": "Hip", "points": [[20, 180], [60, 180], [60, 220], [20, 220]], "feedback": "That is the hip."}
FIELDS = {"spot": [FIRST, SECOND], "no_go": [VESSELS], "known": [KNOWN], "midline": 120, "grid": 24}
RIGHT = [[84, 108], [156, 180]]


def body(**changed):
    return read_on("spot", **{**FIELDS, **changed})


def spot(spot=FIRST, **changed):
    """The fields of a question with one spot."""
    return {**FIELDS, "spot": [{**spot, **changed}]}


def test_a_well_made_question_has_no_flaws():
    assert flaws_on("spot", **FIELDS) == {}
    assert flaws_on("spot", "advice", **FIELDS) == {}


def test_both_places_right_is_all_of_it():
    marked = grade("spot", body(), RIGHT, critical=True)
    assert (marked.points, marked.right, marked.missed) == (1, True, "")


@pytest.mark.parametrize(
    ("place", "sort", "worth"),
    [
        ([84, 108], "right", 1),
        ([96, 96], "right", 1),  # a corner belongs to its zone
        ([72, 132], "near", 0.5),  # in the notch of the horseshoe
        ([72, 136], "near", 0.5),
        ([36, 100], "near", 0.5),  # 12 away
        ([35, 100], "elsewhere", 0),
        ([156, 108], "other-side", 0),
        ([40, 200], "known", 0),
        ([120, 100], "no-go", 0),
        ([200, 30], "elsewhere", 0),
        (None, "none", 0),
    ],
)
def test_each_place_is_judged_in_its_own_way(place, sort, worth):
    verdict = body().judged([place, None])[0]
    assert (verdict.sort, verdict.worth) == (sort, worth)


def test_each_sort_of_place_has_its_own_words():
    said = {
        each.sort: each.feedback
        for place in ([84, 108], [72, 132], [156, 108], [40, 200], [120, 100], [200, 30])
        for each in body().judged([place, None])[:1]
    }
    assert said == {
        "right": "There.",
        "near": "Nearly.",
        "other-side": "The other side.",
        "known": "That is the hip.",
        "no-go": "They lie here.",
        "elsewhere": "Elsewhere.",
    }


def test_a_hole_is_not_its_zone():
    assert body().judged([None, [164, 188]])[1].sort == "elsewhere"
    assert body().judged([None, [156, 188]])[1].sort == "right"


def test_marks_are_shares():
    assert grade("spot", body(), [[84, 108], None]).points == 0.5
    assert grade("spot", body(), [[72, 132], [156, 180]]).points == 0.75
    assert grade("spot", body(**spot(near_worth=0.2)), [[72, 132]]).points == pytest.approx(0.2)
    assert grade("spot", body(), None).points == 0


def test_a_no_go_zone_misses_a_critical_item_in_its_own_words():
    marked = grade("spot", body(), [[120, 100], [156, 180]])
    assert (marked.points, marked.critical_missed, marked.missed) == (0.5, True, "you chose the vessels")
    silent = body(no_go=[{**VESSELS, "missed": ""}])
    assert grade("spot", silent, [[120, 100], None]).missed == "you missed it"


def test_in_a_critical_question_near_is_not_enough():
    assert not grade("spot", body(), [[72, 132], [156, 180]]).critical_missed
    assert grade("spot", body(), [[72, 132], [156, 180]], critical=True).missed == "you missed it"
    assert grade("spot", body(), None, critical=True).critical_missed


def test_the_side_is_that_of_the_client():
    assert flaws_on("spot", **spot(side="left")) == {
        ("spot", 0, "zone", 0, "points"): "“Right zone” is not on the client’s left"
    }
    assert flaws_on("spot", **spot(side="left"), view="back") == {}
    assert ("spot", 0, "side") in flaws_on("spot", **{**spot(), "midline": None})


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({"zone": []}, ("spot", 0, "zone"), "has no zone"),
        ({"zone": [{"name": "Z", "points": [[0, 0], [9, 9]]}]}, ("spot", 0, "zone", 0, "points"), "has 2 corners"),
        (
            {"zone": [{"name": "Z", "points": [[50, 50], [90, 90], [90, 50], [50, 90]]}]},
            ("spot", 0, "zone", 0, "points"),
            "“Z” crosses itself near 50, 50 and 90, 50",
        ),
        (
            {"zone": [{"name": "Z", "points": [[200, 50], [230, 50], [300, 90]]}], "side": ""},
            ("spot", 0, "zone", 0, "points"),
            "“Z” is outside the figure at 300, 90",
        ),
        (
            {"zone": [{"name": "Z", "points": [[50, 50], [53, 50], [51, 51]]}]},
            ("spot", 0, "zone", 0, "points"),
            "no grid position falls in “Z”",
        ),
        (
            {"zone": [{"name": "Z", "points": [[60, 60], [120, 60], [120, 90]]}]},
            ("spot", 0, "zone", 0, "points"),
            "“Z” overlaps “Great vessels”",
        ),
        (
            {"zone": [{"name": "Z", "points": HORSESHOE, "hole": [[[72, 100], [80, 100], [72, 140]]]}]},
            ("spot", 0, "zone", 0, "hole", 0),
            "a hole in “Z” is not inside it",
        ),
        (
            {"zone": [{"name": "Z", "points": [[n, n % 2] for n in range(201)]}], "side": ""},
            ("spot", 0, "zone", 0, "points"),
            "has 201 corners",
        ),
        ({"near": -1}, ("spot", 0, "near"), "near input should be greater than or equal to 0"),
        ({"zone": [{"name": "Z", "points": [[0.5, 1], [2, 2], [3, 1]]}]}, None, "points must be a whole number"),
    ],
)
def test_a_zone_that_cannot_be_is_an_error(changed, where, words):
    found = flaws_on("spot", **spot(**changed))
    assert any(words in message for message in found.values()), found
    assert where is None or where in found


def test_everything_wrong_is_said_at_once():
    bow = [[50, 50], [90, 90], [90, 50], [50, 90]]
    found = flaws_on(
        "spot",
        **{
            **FIELDS,
            "spot": [{**FIRST, "label": "", "zone": [{"name": "A", "points": bow}]}, {**SECOND, "zone": []}],
            "no_go": [{"name": "B", "points": bow}],
            "known": [{"name": "C", "points": [[500, 0], [510, 0], [510, 10]]}],
            "grid": 25,
        },
    )
    assert {where[0] for where in found} == {"spot", "no_go", "known", "grid"}
    assert len(found) == 6
    assert ("frame",) in flaws_on("spot", **FIELDS, frame=[0, 0, 9, 9])


def test_a_grid_without_names_and_a_landmark_outside_are_errors():
    assert flaws_on("spot", **{**FIELDS, "grid": 6}) == {("grid",): "the grid has 40 columns and 40 rows"}
    assert flaws_on("spot", **{**FIELDS, "grid": 240}) == {("grid",): "the grid has 1 columns and 1 rows"}
    astray = [{"name": "Far", "at": [400, 3]}]
    assert flaws_on("spot", **FIELDS, landmark=astray) == {("landmark", 0, "at"): "“Far” is outside the figure"}


def test_what_says_nothing_is_advice():
    silent = spot(near_feedback="", other_side=" ", feedback_wrong="", zone=[{"name": "Z", "points": HORSESHOE}])
    found = flaws_on("spot", "advice", **silent)
    assert set(found) == {
        ("spot", 0, "near_feedback"),
        ("spot", 0, "other_side"),
        ("spot", 0, "feedback_wrong"),
        ("spot", 0, "zone", 0, "feedback"),
    }


def test_places_are_read_from_the_form():
    given_ = fields(0, RIGHT[0]) | fields(1, RIGHT[1])
    assert answer("spot", body(), [], **given_) == RIGHT
    assert answer("spot", body(), [], **fields(1, RIGHT[1])) == [None, RIGHT[1]]
    assert answer("spot", body(), []) is None
    for forged in ({"0-column": ["10"], "0-row": ["0"]}, {"2-column": ["0"]}, {"0": ["84,108"]}):
        assert refuses("spot", body(), [], forged)


def test_it_is_complete_when_each_mark_has_a_place():
    complete = KINDS["spot"].complete
    assert complete(body(), RIGHT)
    assert not any(complete(body(), each) for each in (None, [RIGHT[0], None]))


@given(st.lists(st.none() | st.tuples(st.integers(0, 239), st.integers(0, 239)), min_size=2, max_size=2), st.booleans())
def test_a_mark_is_between_nothing_and_all(places, critical):
    response = [list(place) if place else None for place in places]
    marked = grade("spot", body(), response, critical=critical)
    verdicts = body().judged(response)
    assert 0 <= marked.points <= 1
    assert marked.points == sum(each.worth for each in verdicts) / 2
    dangerous = any(place and 112 <= place[0] <= 128 and 20 <= place[1] <= 220 for place in places)
    assert marked.critical_missed == (dangerous or (critical and marked.points < 1))
    assert not (marked.right and dangerous)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("name", "points", "zone", "at")), inner)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", ["spot", "route", "label", "sort"])
@given(st.data())
def test_whatever_is_written_is_read_or_refused_in_words(kind, data):
    good = {**FIELDS, "start": FIRST["zone"][0], "place": [], "bin": [], "card": []}
    fields_ = {**good, **data.draw(st.dictionaries(st.sampled_from(sorted(good)), junk))}
    reader = KINDS[kind]
    _body, flaws = reader.read(fields_) if kind == "sort" else reader.read_on(fields_, (0.0, 0.0, 240.0, 240.0))
    assert all(flaw.message for flaw in flaws)
