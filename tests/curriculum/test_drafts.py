"""Drafts over the shipped folder."""

import pytest
from sqlalchemy import func, select

from lms.core.db import db, write_tx
from lms.core.errors import Conflict, Invalid
from lms.curriculum import actions, queries
from lms.curriculum.models import DraftFile
from lms.curriculum.source import digest
from tests.curriculum.trees import small_tree
from tests.parallel import at_once

PATH = "1-one/2-end.md"
SHIPPED = small_tree()[PATH]
BASE = digest(SHIPPED)


@pytest.fixture
def course_id(make):
    make.course()
    return make.course_id()


def save(course_id, text, version=0, *, path=PATH, base=BASE):
    return write_tx(lambda: actions.save_draft(course_id, path, text, base, version, None))


def rows():
    return db.session.scalar(select(func.count()).select_from(DraftFile))


def test_a_changed_file_is_kept_with_what_it_was_made_over(course_id):
    assert save(course_id, "new") == 1
    (draft,) = queries.drafts(course_id)
    assert (draft.path, draft.text, draft.base_digest, draft.version) == (PATH, "new", BASE, 1)


def test_saving_again_counts_on(course_id):
    save(course_id, "one")
    assert save(course_id, "two", 1) == 2
    assert queries.drafts(course_id)[0].text == "two"


def test_text_equal_to_the_shipped_file_leaves_nothing_behind(course_id):
    save(course_id, "one")
    assert save(course_id, SHIPPED, 1) == 0
    assert rows() == 0
    assert save(course_id, SHIPPED) == 0
    assert rows() == 0


def test_a_file_can_be_taken_away_and_a_new_one_made(course_id):
    save(course_id, None)
    save(course_id, "new", path="1-one/3-new.md", base=None)
    assert [(draft.path, draft.text) for draft in queries.drafts(course_id)] == [
        (PATH, None),
        ("1-one/3-new.md", "new"),
    ]


def test_taking_away_a_file_that_never_shipped_leaves_nothing_behind(course_id):
    save(course_id, "new", path="1-one/3-new.md", base=None)
    assert save(course_id, None, 1, path="1-one/3-new.md", base=None) == 0
    assert rows() == 0


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_stale_editor_is_refused(course_id, version):
    save(course_id, "one")
    save(course_id, "two", 1)
    with pytest.raises(Conflict):
        save(course_id, "mine", version)
    assert queries.drafts(course_id)[0].text == "two"


def test_an_editor_of_a_draft_that_is_gone_is_refused(course_id):
    with pytest.raises(Conflict):
        save(course_id, "mine", 1)
    assert rows() == 0


def test_of_two_editors_at_the_same_time_one_is_refused(app, course_id):
    results = at_once(app, 4, lambda number: save(course_id, f"editor {number}"))
    assert [type(each) for each in results if each != 1] == [Conflict] * 3
    db.session.rollback()
    assert rows() == 1


@pytest.mark.parametrize("path", ["../x.toml", "/x.toml", "x.py", ".git/x.toml"])
def test_a_path_that_no_course_may_hold_is_refused(course_id, path):
    with pytest.raises(Invalid):
        save(course_id, "x", path=path)


def test_a_course_that_is_not_there_is_refused(app):
    with pytest.raises(Invalid):
        save(999, "x")


def test_an_upgrade_under_a_draft_is_noticed(course_id):
    save(course_id, "mine")
    save(course_id, "new", path="1-one/3-new.md", base=None)
    drafts = queries.drafts(course_id)
    assert queries.overtaken(small_tree(), drafts) == ()
    upgraded = small_tree(**{PATH: "upgraded", "1-one/3-new.md": "shipped now"})
    assert queries.overtaken(upgraded, drafts) == (PATH, "1-one/3-new.md")
    assert queries.overtaken({}, drafts) == (PATH,)


def test_drafts_that_the_folder_says_by_itself_are_settled(course_id):
    save(course_id, "mine")
    save(course_id, "other", path="1-one/1-begin.md", base="x")
    assert write_tx(lambda: actions.settle_drafts(course_id, small_tree(**{PATH: "mine"}))) == 1
    assert [draft.path for draft in queries.drafts(course_id)] == ["1-one/1-begin.md"]
