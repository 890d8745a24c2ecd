"""The courses one teaches, and a course's desk: found, paged, bounded, and not there for others."""

import pytest

from lms.authoring import desk
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.compile import readers
from lms.curriculum.models import Teaching
from tests.page import text_of
from tests.visitor import Visitor

FAMILY = """
[[family]]
id = "family-{n}"
kind = "choice"
lesson = "first"
tags = ["many"]

[[family.variant]]
id = "a"
ask = "Question number {n}?"
option = [ {{ text = "Yes", right = true }}, {{ text = "No" }} ]
"""


def asks(visitor):
    return [text_of(each) for each in visitor.page.select(".questions a")]


def test_the_list_names_the_courses_one_teaches(ines, make):
    make.course(slug="other")
    ines.get("authoring.courses")
    assert [each.get("href") for each in ines.page.select("h2 a")] == ["/teach/tiny", "/teach/other"]


def test_whoever_teaches_nothing_is_told_so(visitor, make):
    make.course()
    ana = visitor.as_("ana")
    ana.get("authoring.courses")
    assert "You do not teach any courses yet." in ana.page.text


def test_an_administrator_sees_every_course(visitor, make):
    make.course()
    ada = visitor.as_("ada")
    ada.get("authoring.courses")
    assert [each.get("href") for each in ada.page.select("h2 a")] == ["/teach/tiny"]
    ada.get("authoring.desk", slug="tiny")


def teaching(**changes):
    write_tx(lambda: db.session.query(Teaching).update(changes))


@pytest.mark.parametrize("when", ["starts_at", "ends_at"])
def test_teaching_begins_and_ends_on_its_day(ines, app, when):
    from_tomorrow = now().replace(year=now().year + 1)
    teaching(**{when: from_tomorrow if when == "starts_at" else now()})
    ines.get("authoring.desk", slug="tiny", expect=404)
    ines.get("authoring.courses")
    assert not ines.page.select("h2 a")


def test_an_instructor_of_another_course_finds_nothing(ship, make, cast):
    app = ship()
    make.course(slug="other")
    sofia = cast["sofia"].id
    write_tx(
        lambda: db.session.add(Teaching(course_id=make.course_id("other"), person_id=sofia, starts_at=now()))
    )  # fmt: skip
    sofia = Visitor(app, cast, "sofia")
    sofia.get("authoring.desk", slug="other")
    tiny = {"slug": "tiny"}
    sofia.get("authoring.desk", **tiny, expect=404)
    sofia.get("authoring.question", **tiny, family="strong-beat", expect=404)
    sofia.post("authoring.question", {"ask": "x"}, **tiny, family="strong-beat", expect=404)
    sofia.post("authoring.add_question", {}, **tiny, expect=404)
    sofia.post("authoring.publish", {}, **tiny, expect=404)


@pytest.mark.parametrize("wanted", ["pulse", "STRONG-beat", "start pulse", "first lesson pulse"])
def test_questions_are_found_by_their_words_ids_tags_and_lessons(ines, wanted):
    ines.get("authoring.desk", slug="tiny", q=wanted)
    assert asks(ines) == ["A beat lifts your fingers. What do you do?"]


def test_a_search_that_finds_nothing_says_so(ines):
    ines.get("authoring.desk", slug="tiny", q="nowhere to be found")
    assert asks(ines) == []
    assert "0 questions found." in ines.page.text


def test_many_questions_come_a_page_at_a_time(ship, make, cast):
    tree = make.tiny_tree() | {"questions/many.toml": "".join(FAMILY.format(n=n) for n in range(60))}
    ines = Visitor(ship(tree), cast, "ines")
    ines.get("authoring.desk", slug="tiny", q="number")
    assert len(asks(ines)) == 25
    assert "Page 1 of 3" in ines.page.text
    ines.get(ines.page.one("a[rel=next]").get("href"))
    assert asks(ines)[0] == "Question number 25?"
    ines.get("authoring.desk", slug="tiny", q="number", page=99)
    assert len(asks(ines)) == 10


def test_all_problems_are_told_at_once_with_path_and_line(ship, make, cast):
    tree = make.tiny_tree()
    tree["questions/choice.toml"] = tree["questions/choice.toml"].replace('lesson = "first"', 'lesson = "nowhere"')
    tree["1-start/first.quiz.toml"] = tree["1-start/first.quiz.toml"].replace("pass_mark = 70", "pass_mark = 700")
    ines = Visitor(ship(tree), cast, "ines")
    ines.get("authoring.desk", slug="tiny")
    assert "questions/choice.toml, line" in ines.page.text
    assert "1-start/first.quiz.toml, line" in ines.page.text


def test_a_draft_over_a_shipped_file_that_is_no_toml_counts_as_changed(ines, tmp_path):
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    ines.send("form[data-desk]", ask="Something beats. And now?")
    file = tmp_path / "tiny" / "questions" / "choice.toml"
    file.write_text("<<<<<<< HEAD\n" + file.read_text())
    ines.get("authoring.desk", slug="tiny", q="strong-beat")
    assert asks(ines) == ["Something beats. And now?"]
    assert text_of(ines.page.one(".questions .pill.doing")) == "Edited"


def test_a_course_without_files_says_what_is_missing(visitor, make):
    make.course()
    ines = visitor.as_("ines")
    ines.get("authoring.desk", slug="tiny")
    assert "course.toml is missing" in ines.page.text


@pytest.mark.parametrize("families", [0, 200])
def test_the_pages_cost_the_same_however_much_there_is(ship, make, cast, statements, families):
    tree = make.tiny_tree() | {"questions/many.toml": "".join(FAMILY.format(n=n) for n in range(families))}
    app = ship(tree)
    for number in range(families // 10):
        make.course(slug=f"other-{number}")
    ines = Visitor(app, cast, "ines")
    pages = {
        "authoring.courses": (4, {}),
        "authoring.desk": (5, {"slug": "tiny"}),
        "authoring.question": (4, {"slug": "tiny", "family": "strong-beat"}),
        "authoring.quiz": (4, {"slug": "tiny", "uid": "tiny-test"}),
    }
    for endpoint, (cost, arguments) in pages.items():
        with app.app_context(), statements(exactly=cost):
            ines.get(endpoint, **arguments)


@pytest.fixture
def work(ines, monkeypatch):
    """How often a folder is read, and which files of it."""
    folders, files = [], []
    folder, toml = desk.read_folder, readers.read_toml
    monkeypatch.setattr(desk, "read_folder", lambda path: folders.append(path.name) or folder(path))
    monkeypatch.setattr(readers, "read_toml", lambda path, *rest: files.append(path) or toml(path, *rest))
    return folders, files


def test_a_save_reads_the_course_once_and_the_page_after_it_one_file(ines, work):
    folders, files = work
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    assert folders == ["tiny"]
    del folders[:], files[:]
    ines.send("form[data-desk]", ask="And now?")
    assert (folders, files) == (["tiny"], [])
    ines.follow()
    assert (folders, files) == (["tiny", "tiny"], ["questions/choice.toml"])
    del files[:]
    ines.get("authoring.desk", slug="tiny")
    ines.send("form[action$=publish]")
    assert files == []


def test_nothing_is_read_to_answer_who_may_enter(ines, visitor, work):
    folders, files = work
    for person in ("ana", "omar"):
        stranger = visitor.as_(person)
        stranger.get("authoring.desk", slug="tiny", expect=404)
        stranger.get("authoring.question", slug="tiny", family="strong-beat", expect=404)
        stranger.get("authoring.quiz", slug="tiny", uid="tiny-test", expect=404)
    assert (folders, files) == ([], [])
