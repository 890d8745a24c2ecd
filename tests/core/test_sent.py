"""What browsers send is no surprise: the number of a page can be anything."""

import pytest

from lms.core.sent import page_number

BIGGEST = 2**63 - 1
LISTS = [
    ("learning.catalogue", {}, "ana"),
    ("authoring.courses", {}, "ines"),
    ("authoring.desk", {"slug": "tiny"}, "ines"),
    ("grading.marking", {"slug": "tiny"}, "ines"),
    ("grading.late", {"slug": "tiny"}, "ines"),
    ("grading.learners", {"slug": "tiny"}, "ines"),
    ("compliance.clinic", {"slug": "north-clinic"}, "mara"),
    ("notes.mine", {}, "ana"),
    ("notices.mine", {}, "ana"),
    ("search.find", {"q": "pulse"}, "ana"),
]


@pytest.mark.parametrize("wanted", [BIGGEST, 4 * 10**17, 10**30, -1, 0, "x"])
@pytest.mark.parametrize(("endpoint", "arguments", "person"), LISTS, ids=[endpoint for endpoint, *_ in LISTS])
def test_every_list_has_every_page_that_is_asked_for(visitor, make, endpoint, arguments, person, wanted):
    make.course()
    visitor.as_(person).get(endpoint, **arguments, page=wanted)


@pytest.mark.parametrize(("wanted", "number"), [("2", 2), ("", 1), ("two", 1), ("0", 1), ("-3", 1), ("9" * 5000, 1)])
def test_what_is_no_number_of_a_page_is_the_first(app, wanted, number):
    with app.test_request_context("/", query_string={"page": wanted}):
        assert page_number() == number


def test_beyond_any_list_there_is_one_last_page(app):
    def asked(number):
        with app.test_request_context("/", query_string={"page": number}):
            return page_number()

    assert asked(9_999) == 9_999
    assert asked(BIGGEST) == asked(10**30) == asked(10_001) == 10_000
