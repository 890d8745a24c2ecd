"""Publishing from the desk: a new edition, or every reason why not."""

from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db
from lms.curriculum.models import Edition
from lms.curriculum.queries import course, document
from lms.enrolment.queries import enrolled

FORM = "form[data-desk]"
PUBLISH = "form[action$=publish]"


def change(ines, ask):
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    ines.send(FORM, ask=ask)
    ines.get("authoring.desk", slug="tiny")


def test_what_was_changed_becomes_the_next_edition(ines, make, cast):
    make.enrol("ana")
    change(ines, "Something beats. And now?")
    ines.send(PUBLISH, note="A better question")
    ines.follow()
    assert "Edition 2 is published." in [each.text for each in ines.page.select("[role=status]")]
    db.session.rollback()
    current = course("tiny").current_edition_id
    asked = document(current).family["strong-beat"].variants[0].ask
    assert asked == "Something beats. And now?"
    edition = db.session.get_one(Edition, current)
    assert (edition.note, edition.published_by) == ("A better question", cast["ines"].id)
    assert enrolled(cast["ana"].id, "tiny", now()).edition_id != current  # learners take it up themselves


def test_publishing_is_audited(ines, cast):
    change(ines, "Something beats. And now?")
    ines.send(PUBLISH)
    db.session.rollback()
    event = db.session.query(AuditEvent).filter_by(action="course.published").order_by(AuditEvent.id.desc()).first()
    assert (event.actor, event.subject, event.detail["edition"]) == (f"person:{cast['ines'].id}", "course:tiny", 2)


def test_what_was_not_changed_is_the_same_edition(ines):
    ines.get("authoring.desk", slug="tiny")
    ines.send(PUBLISH)
    ines.follow()
    assert "Nothing has changed since edition 1." in [each.text for each in ines.page.select("[role=status]")]


def test_a_course_with_errors_is_refused_with_all_of_them(ines):
    ines.get("authoring.quiz", slug="tiny", uid="tiny-test")
    ines.send(".desk form", **{"draw-1-count": "40", "draw-0-which": "nothing"})
    before = course("tiny").current_edition_id
    ines.get("authoring.desk", slug="tiny")
    ines.send(PUBLISH, note="Kept", expect=422)
    assert "Not published" in ines.page.text
    assert len(ines.page.select("[role=alert] .problem")) == 2
    assert ines.page.one("#note").get("value") == "Kept"
    db.session.rollback()
    assert course("tiny").current_edition_id == before


def test_ids_that_are_gone_are_named(ines, tmp_path):
    file = tmp_path / "tiny" / "glossary.toml"
    file.write_text("")
    ines.get("authoring.desk", slug="tiny")
    ines.send(PUBLISH)
    ines.follow()
    assert any('term "lesser-trochanter"' in (each.text or "") for each in ines.page.select("[role=status]"))
