"""Enrolling happens once, however often it is pressed, and by oneself only in an open course."""

from sqlalchemy import func, select

from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.enrolment import actions
from lms.enrolment.models import Enrolment
from lms.enrolment.queries import enrolled, enrolments
from tests.parallel import at_once


def invited_tree(make):
    tree = make.tiny_tree()
    return {**tree, "course.toml": tree["course.toml"].replace('enrolment = "open"', 'enrolment = "invited"')}


def how_many():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Enrolment))


def test_anyone_signed_in_enrols_in_an_open_course(visitor, make, cast):
    slug = make.course()
    ana = visitor.as_("ana")
    ana.get("learning.course", slug=slug)
    ana.send('main form[action$="/enrol"]')
    assert ana.location == f"/courses/{slug}"
    ana.follow()
    assert "You’re enrolled" in ana.response.get_data(as_text=True)
    assert enrolled(cast["ana"].id, slug, now()).slug == slug


def test_enrolling_twice_is_enrolling_once(visitor, make):
    slug = make.course()
    ana = visitor.as_("ana")
    ana.post("learning.enrol", slug=slug)
    ana.post("learning.enrol", slug=slug)
    assert how_many() == 1


def test_enrolling_at_the_same_moment_is_enrolling_once(app, make, cast):
    make.course()
    course, person = make.course_id(), cast["ana"].id
    db.session.rollback()
    ids = at_once(app, 8, lambda _number: write_tx(lambda: actions.enrol(person, course)))
    assert len(set(ids)) == 1, ids
    assert how_many() == 1


def test_enrolling_is_noted_once_with_who_did_it(make, cast):
    make.course()
    first = make.enrol("ana")
    assert make.enrol("ana") == first
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "person.enrolled")).all()
    whose = f"enrolment:{db.session.get_one(Enrolment, first).public_id}"
    assert [(each.subject, each.actor) for each in noted] == [(whose, f"person:{cast['ana'].id}")]


def test_an_enrolment_that_ended_is_followed_by_the_next_cycle(make, cast):
    make.course()
    first = make.enrol("ana")
    write_tx(lambda: setattr(db.session.get_one(Enrolment, first), "ended_at", now()))
    second = make.enrol("ana")
    assert second != first
    assert db.session.get_one(Enrolment, second).cycle == 2
    assert enrolled(cast["ana"].id, "tiny", now()).enrolment_id == second


def test_a_course_by_invitation_refuses_with_words_and_a_way_on(visitor, make):
    slug = make.course(invited_tree(make))
    ana = visitor.as_("ana")
    ana.get("learning.course", slug=slug)
    assert "by invitation" in ana.page.text
    assert not ana.page.select("main form")
    ana.post("learning.enrol", slug=slug, expect=403)
    assert "by invitation" in ana.page.text
    assert ana.page.select(f'main a[href="/courses/{slug}"]')
    assert how_many() == 0


def test_staff_can_enrol_somebody_in_a_course_by_invitation(make, cast):
    make.course(invited_tree(make))
    course, ana, ines = make.course_id(), cast["ana"].id, cast["ines"].id
    made = write_tx(lambda: actions.enrol(ana, course, by=ines))
    whose = f"enrolment:{db.session.get_one(Enrolment, made).public_id}"
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.subject == whose)).one()
    assert noted.actor == f"person:{ines}"


def test_enrolling_needs_a_sign_in_and_a_course(visitor, make):
    slug = make.course()
    visitor.post("learning.enrol", slug=slug)
    assert visitor.location.startswith("/sign-in")
    visitor.as_("ana").post("learning.enrol", slug="nothing", expect=404)
    assert how_many() == 0


def test_all_enrolments_of_a_person_take_one_statement(make, cast, statements):
    for slug in ("tiny", "other"):
        tree = make.tiny_tree()
        make.course(tree, slug=slug)
        make.enrol("ana", slug)
    person = cast["ana"].id
    with statements(exactly=1):
        found = enrolments(person, now())
    assert {each.slug for each in found} == {"tiny", "other"}
    assert enrolments(cast["omar"].id, now()) == []
