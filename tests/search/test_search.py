"""/search: lessons, glossaries and one's own notes; only what one may read; no text is an error."""

import pytest
from sqlalchemy import insert

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.enrolment.models import Enrolment
from lms.search.models import SearchEntry
from tests.page import text_of

SECOND, TEST = "1-start/2-second.md", "1-start/test.quiz.toml"
HOSTILE = [
    "AND", "OR", "NOT", "NEAR(", "NEAR(a b, 2)", '"', '""', '"open', "*", "a*", "*a", "^a", "a:b", "title_words:a",
    "-a", "a AND", "(((", ")", "{a b}", "\\", "'", "';--", "%", "_", "a & !b | <->", ":*", "<script>",
    "é" * 150, "😀", "中文", "x" * 10_000, "word " * 2000, "1e5 4b th12 5cm", "[a](b)", "http://a.example/b?c=d",
    "a-b-c", "\u202e", "\ufffe",
]  # fmt: skip


def test_it_needs_a_sign_in(visitor):
    visitor.get("search.find", q="spine", expect=302)
    assert visitor.location.startswith("/sign-in")


def test_without_words_it_says_how_to_ask(ana):
    ana.get("search.find")
    assert "The start of a word is enough" in ana.page.text


def test_a_lesson_is_found_with_its_words_marked(ana, found):
    assert found(ana, "pulse") == ["The first lesson"]
    marks = [text_of(each) for each in ana.page.select(".hits mark")]
    assert "pulse" in marks
    assert [link.get("href") for link in ana.page.select(".hits a")] == ["/courses/tiny/lessons/first"]
    assert "1 result" in ana.page.text


def test_the_beginning_of_a_word_is_enough_and_all_words_must_stand_there(ana, found):
    assert found(ana, "trochan") == ["Lesser trochanter", "The first lesson"]
    assert found(ana, "lifts thigh") == ["The second lesson"]
    assert found(ana, "lifts spine") == []


def test_a_word_of_the_glossary_leads_to_it(ana, found):
    found(ana, "trochan")
    assert ana.page.select(".hits a")[0].get("href") == "/courses/tiny/glossary#word-lesser-trochanter"


def test_a_phrase_stands_side_by_side(ana, found):
    assert found(ana, '"beside the spine"') == ["The first lesson"]
    assert found(ana, '"the beside spine"') == []


def test_what_is_in_the_title_comes_first(ana, found, write):
    write(ana, "lesson lesson lesson lesson", uid="second")
    assert found(ana, "second")[0] == "The second lesson"
    assert found(ana, "lesson second")[0] == "The second lesson"


def test_the_text_of_a_note_is_data(ana, found, write):
    write(ana, "Her <b>knee</b> & <script>alert(1)</script> zebra")
    assert found(ana, "zebra") == ["The first lesson"]
    assert "<script>alert(1)</script>" in ana.page.text
    assert ana.page.select(".hits script") == []
    assert ana.page.select(".hits b") == []
    assert [link.get("href") for link in ana.page.select(".hits a")] == ["/courses/tiny/lessons/first/note"]


def test_a_note_is_found_as_it_is_now(ana, found, write):
    write(ana, "zebra")
    write(ana, "gnu")
    assert found(ana, "zebra") == []
    assert found(ana, "gnu") == ["The first lesson"]
    write(ana, "")
    assert found(ana, "gnu") == []


def test_nobody_finds_anothers_notes(ana, visitor, make, found, write):
    write(ana, "zebra")
    make.enrol("sofia")
    assert found(visitor.as_("sofia"), "zebra") == []
    assert found(visitor.as_("ines"), "zebra") == []
    assert found(visitor.as_("ada"), "zebra") == []


def test_lessons_are_found_by_those_who_are_in_the_course(ana, visitor, found):
    assert found(visitor.as_("omar"), "pulse") == []
    assert "No results" in visitor.as_("omar").get("search.find", q="pulse").get_data(as_text=True)


def test_a_glossary_is_found_by_all_unless_its_course_is_by_invitation(visitor, make, found):
    make.course()
    assert found(visitor.as_("omar"), "trochanter") == ["Lesser trochanter"]
    tree = make.tiny_tree()
    tree["course.toml"] = tree["course.toml"].replace('enrolment = "open"', 'enrolment = "invited"')
    tree["glossary.toml"] = tree["glossary.toml"].replace("Lesser trochanter", "Secret handshake")
    make.course(tree, "closed")
    assert found(visitor.as_("omar"), "secret") == []
    make.enrol("omar", "closed")
    assert found(visitor.as_("omar"), "secret") == ["Secret handshake"]


def test_each_learner_finds_the_words_of_their_own_edition(ana, visitor, make, found):
    tree = make.tiny_tree()
    tree[SECOND] += "\nNow with a giraffe.\n"
    tree["glossary.toml"] = tree["glossary.toml"].replace("The bump", "The giraffe")
    make.course(tree)
    assert found(ana, "giraffe") == []
    assert found(ana, "bump") == ["Lesser trochanter"]
    make.enrol("sofia")
    assert sorted(found(visitor.as_("sofia"), "giraffe")) == ["Lesser trochanter", "The second lesson"]
    assert found(visitor.as_("sofia"), "bump") == []


def test_a_lesson_that_is_not_open_yet_shows_no_words_of_its_text(visitor, make, found):
    tree = make.tiny_tree()
    tree[SECOND] = tree[SECOND].replace("minutes = 7", 'minutes = 7\nrequires = ["first"]')
    make.course(tree)
    make.enrol("ana")
    ana = visitor.as_("ana")
    assert found(ana, "thigh lifts") == ["The second lesson"]
    assert "This lesson is locked." in ana.page.text
    assert "It lifts the thigh" not in ana.page.text
    ana.post("learning.done", slug="tiny", uid="first")
    found(ana, "thigh lifts")
    assert "It lifts the thigh" in ana.page.text


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:20]))
def test_no_text_is_an_error(ana, typed):
    ana.get("search.find", q=typed)
    assert len(ana.page.select("h1")) == 1


@pytest.mark.parametrize("typed", ["\x00", "a\x00b"], ids=ascii)
def test_a_text_that_no_database_holds_is_refused_in_words(ana, typed):
    ana.get("search.find", q=typed, expect=422)
    assert "The text in “q” contains a character that cannot be saved." in ana.page.text


def test_what_is_too_long_is_told_so_and_asks_the_database_nothing(ana, statements):
    with statements(exactly=1):
        ana.get("search.find", q="x" * 10_000)
    assert "Use 200 characters or fewer" in ana.page.text
    assert len(ana.page.one("main input").get("value")) == 200


@pytest.mark.parametrize("word", ["1e5", "4b", "th12", "5cm", "fusse", "l4", "ete", "14", "ab12cd"])
def test_odd_words_are_found_in_both_databases(ana, found, write, word):
    write(ana, "1e5 4b TH12 5cm Füße L4-L5 Été ¼ ab12cd")
    assert found(ana, word) == ["The first lesson"]


def test_nothing_found_offers_the_words_alone(ana, found):
    assert found(ana, "zebra spine") == []
    assert "Check the spelling" in ana.page.text
    assert [link.get("href") for link in ana.page.select("section a.tap")] == ["/search?q=zebra", "/search?q=spine"]


def test_results_come_a_page_at_a_time(ana, make, found, statements):
    pile(make, 24)
    first, second = found(ana, "zebra"), found(ana, "zebra", page=2)
    assert (len(first), len(second), len(found(ana, "zebra", page=3))) == (10, 10, 4)
    assert not set(first) & set(second)
    assert "24 results" in ana.page.text
    assert found(ana, "zebra", page=4) == []
    assert "Page 4 does not exist." in ana.page.text
    ana.get("search.find", q="zebra", page="x")


@pytest.mark.parametrize("size", [0, 2000])
def test_a_search_costs_five_statements_however_much_there_is(ana, make, found, statements, size):
    pile(make, size)
    found(ana, "spine")
    with statements(exactly=5):
        found(ana, "spine")
    with statements(exactly=3):
        found(ana, "nowhere")


def pile(make, count):
    """So many words in the glossary of Ana's edition."""
    edition = db.session.query(Enrolment.edition_id).first()[0]
    rows = [
        {"kind": "term", "course": "tiny", "subject": f"t{number}", "edition_id": edition, "note_id": None,
         "person_id": None, "free": True, "title": f"Term {number}", "text": "A zebra.",
         "title_words": f"term {number}", "text_words": "a zebra"}
        for number in range(count)
    ]  # fmt: skip
    if rows:
        write_tx(lambda: db.session.execute(insert(SearchEntry), rows))


def test_the_field_stands_on_home_and_its_sign_in_the_bar(ana, visitor):
    ana.get("learning.home")
    assert ana.page.one("main form").get("action") == "/search"
    assert [each.get("href") for each in ana.page.select("header a.seek-door")] == ["/search"]
    visitor.get("learning.welcome")
    assert visitor.page.select("header a.seek-door") == []


def test_a_note_of_a_finished_round_leads_to_all_notes(ana, found, write):
    write(ana, "zebra")
    write_tx(lambda: db.session.query(Enrolment).update({"ended_at": now()}))
    assert found(ana, "zebra") == ["The first lesson"]
    assert [link.get("href") for link in ana.page.select(".hits a")] == ["/notes"]
