"""Lists a page at a time: the number of a page can be anything, and each page leads to its neighbours."""

import pytest

from lms.core.paging import Slice, page_number, pager, sliced

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


@pytest.mark.parametrize(
    ("wanted", "items", "number", "more"),
    [(1, "abc", 1, True), (2, "def", 2, True), (3, "g", 3, False), (0, "abc", 1, True), (99, "g", 3, False)],
)
def test_a_list_at_hand_has_the_nearest_page(wanted, items, number, more):
    assert sliced("abcdefg", wanted, 3) == Slice(items, number, more, of=3)


def test_an_empty_list_has_one_empty_page():
    assert sliced((), 4, 3) == Slice((), 1, more=False, of=1)


@pytest.mark.parametrize(
    ("shown", "before", "after"),
    [
        (Slice("ab", 1, more=False), "", ""),
        (Slice("ab", 1, more=True), "", "/search?q=pulse&page=2"),
        (Slice("ab", 2, more=True), "/search?q=pulse", "/search?q=pulse&page=3"),
        (Slice("", 9, more=False), "/search?q=pulse&page=8", ""),
    ],
)
def test_a_page_leads_to_its_neighbours(app, shown, before, after):
    with app.test_request_context("/"):
        pages = pager(shown, "search.find", q="pulse")
    assert (pages.number, pages.before, pages.after) == (shown.number, before, after)
