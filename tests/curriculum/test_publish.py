"""Publishing: the same digest is the same edition, a broken course leaves the last good one."""

import pytest
from sqlalchemy import func, select

from lms.core import audit
from lms.core.audit import AuditEvent
from lms.core.db import db, write_tx
from lms.curriculum import actions, kinds, queries
from lms.curriculum.actions import CannotPublish
from lms.curriculum.models import Course, Edition
from tests.curriculum.trees import BANK, COURSE, PlainKind, changed, small_tree
from tests.parallel import at_once


@pytest.fixture(autouse=True)
def plain_kind(provide):
    provide(kinds.known, {"plain": PlainKind()})


def publish(tree, **about):
    return write_tx(lambda: actions.publish("small", tree, **about))


def editions():
    return db.session.scalar(select(func.count()).select_from(Edition))


def test_a_first_publishing_makes_the_course_and_its_edition(cast):
    made = publish(small_tree(), by=cast["ada"].id, note="First")
    row = queries.course("small")
    assert (made.number, made.new, made.vanished) == (1, True, ())
    assert (row.title, row.current_edition_id) == ("Small", made.edition_id)
    stored = db.session.get(Edition, made.edition_id)
    assert (stored.note, stored.published_by) == ("First", cast["ada"].id)


def test_the_same_text_is_the_same_edition():
    first, second = publish(small_tree()), publish(small_tree())
    assert (second.edition_id, second.new) == (first.edition_id, False)
    assert editions() == 1


def test_what_nobody_would_notice_is_the_same_edition():
    first = publish(small_tree())
    second = publish(small_tree(**{"course.toml": COURSE + "# a comment\n", "README.md": "x"}))
    assert second.edition_id == first.edition_id


def test_a_change_is_a_new_edition_and_leaves_the_old_one():
    first = publish(small_tree())
    second = publish(changed("1-one/2-end.md", "The end.", "Another end."))
    assert (second.number, second.new) == (2, True)
    assert queries.document(first.edition_id).lesson["end"].text == "The end.\n"
    assert queries.document(second.edition_id).lesson["end"].text == "Another end.\n"
    assert queries.course("small").current_edition_id == second.edition_id


def test_going_back_makes_the_old_edition_current():
    first = publish(small_tree())
    publish(changed("1-one/2-end.md", "The end.", "Another end."))
    again = publish(small_tree())
    assert (again.edition_id, again.new) == (first.edition_id, False)
    assert queries.course("small").current_edition_id == first.edition_id
    assert editions() == 2


def test_a_broken_course_leaves_the_last_good_edition():
    first = publish(small_tree())
    with pytest.raises(CannotPublish) as refused:
        publish(small_tree(**{"claims.toml": "= broken"}))
    (problem,) = refused.value.problems
    assert str(problem) == "claims.toml:1: is not valid TOML: Invalid statement"
    assert queries.course("small").current_edition_id == first.edition_id


def test_a_course_that_was_never_good_is_not_there():
    with pytest.raises(CannotPublish):
        publish({})
    assert queries.catalogue() == []
    assert db.session.scalar(select(func.count()).select_from(Course)) == 0


def test_ids_that_vanished_are_named():
    publish(small_tree())
    second = publish(small_tree(**{"questions/bank.toml": BANK.replace('id = "ends"', 'id = "finishes"')}))
    assert second.vanished == ('family "ends"', 'variant "ends/a"', 'variant "ends/b"')


def test_publishing_is_in_the_audit_trail_once():
    publish(small_tree())
    publish(small_tree())
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject == "course:small")).all()
    assert [(each.action, each.actor, each.detail["edition"]) for each in events] == [
        ("course.published", "command", 1)
    ]
    assert list(audit.verify()) == []


def test_an_installation_may_block_unconfirmed_rules():
    with pytest.raises(CannotPublish):
        actions.prepare("small", small_tree(), block_unconfirmed=True)
    assert actions.prepare("small", small_tree()).digest


def test_preparing_writes_nothing(statements):
    with statements(exactly=0):
        actions.prepare("small", small_tree())


def test_publishing_at_the_same_time_makes_one_edition(app):
    ready = actions.prepare("small", small_tree())
    numbers = at_once(app, 6, lambda _number: write_tx(lambda: actions.publish("small", ready)).number)
    assert numbers == [1] * 6
    assert editions() == 1


def test_somebody_is_appointed_once(cast):
    made = publish(small_tree())
    course = queries.course("small")
    assert made.new
    assert not queries.teaches(cast["ines"].id, course.id)
    for _time in range(2):
        write_tx(lambda: actions.appoint(cast["ines"].id, course.id, by=cast["ada"].id))
    assert queries.teaches(cast["ines"].id, course.id)
    assert not queries.teaches(cast["ana"].id, course.id)
    acts = select(func.count()).where(AuditEvent.action == "teacher.appointed")
    assert db.session.scalar(acts) == 1
