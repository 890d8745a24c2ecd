"""Administrators say who teaches a course, and which of its editions is the current one."""

from lms.core import mail
from lms.core.audit import AuditEvent
from lms.core.db import db
from lms.curriculum.queries import course, teaches
from tests.administration.conftest import told
from tests.page import text_of


def acts(action):
    db.session.rollback()
    return db.session.query(AuditEvent).filter_by(action=action).all()


def test_an_existing_person_teaches_at_once(ada, visitor, cast, make):
    make.course()
    ada.get("administration.course", slug="tiny")
    ada.send("form[action$='/instructors']", **{"appoint-email": cast["omar"].email})
    ada.follow()
    assert "Omar" in told(ada)
    visitor.as_("omar").get("authoring.desk", slug="tiny")
    assert [each.detail["person"] for each in acts("teacher.appointed")][-1] == cast["omar"].id


def test_anybody_else_is_invited_to_teach(ada, make):
    make.course()
    ada.post("administration.appoint", {"appoint-email": "new@x.example"}, slug="tiny")
    assert "invited you to teach the course" in mail.recent(to="new@x.example")[0].body


def test_teaching_ends_with_a_reason(ada, visitor, cast, make):
    make.course()
    ines = visitor.as_("ines")
    ines.get("authoring.desk", slug="tiny")
    ada.get("administration.course", slug="tiny")
    ada.send("form[action$='/instructors/end']", reason="sabbatical")
    ada.follow()
    db.session.rollback()
    assert not teaches(cast["ines"].id, course("tiny").id)
    ines.get("authoring.desk", slug="tiny", expect=404)
    assert [each.detail["reason"] for each in acts("teacher.dismissed")] == ["sabbatical"]
    assert "No one teaches this course." in ada.page.text


def test_an_earlier_edition_becomes_the_current_one_again(ada, make):
    make.course()
    first = course("tiny").current_edition_id
    tree = make.tiny_tree()
    tree["course.toml"] = tree["course.toml"].replace('title = "', 'title = "New ', 1)
    make.course(tree)
    assert course("tiny").edition == 2
    ada.get("administration.course", slug="tiny")
    ada.send("form[action$='/edition']", reason="an error in the second")
    ada.follow()
    db.session.rollback()
    assert course("tiny").current_edition_id == first
    assert not course("tiny").title.startswith("New")
    assert [each.detail for each in acts("edition.chosen")] == [{"edition": 1, "reason": "an error in the second"}]


def test_an_edition_that_is_none_is_not_chosen(ada, make):
    make.course()
    for number in ("7", "0", "x", "", "9" * 30):
        sent = {"number": number, "reason": "so"}
        ada.post("administration.choose_edition", sent, slug="tiny", expect=404)
    assert acts("edition.chosen") == []


def test_without_a_reason_it_is_told_above(ada, make):
    make.course()
    ada.post("administration.choose_edition", {"number": "1"}, slug="tiny", expect=422)
    assert "Enter a short reason." in text_of(ada.page.one("[role=alert]"))


def test_every_course_stands_in_the_list(ada, make):
    make.course()
    make.course(make.tiny_tree(), "other")
    ada.get("administration.courses")
    assert len(ada.page.select("main h2 a")) == 2
