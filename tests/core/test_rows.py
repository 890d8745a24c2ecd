"""A row becomes a value by the names of its columns."""

from dataclasses import dataclass

import pytest
from sqlalchemy import literal, select

from lms.core.db import db
from lms.core.paging import slice_of
from lms.core.rows import columns, every, first, one, read
from lms.curriculum.models import Course


@dataclass(frozen=True)
class Named:
    slug: str
    title: str


@pytest.fixture(autouse=True)
def courses(make):
    make.course()


def test_the_order_of_the_columns_does_not_matter():
    turned = select(literal("more").label("more"), Course.title, Course.slug)
    assert first(Named, turned) == one(Named, turned) == Named("tiny", one(Named, turned).title)
    assert every(Named, turned) == [first(Named, turned)]
    assert slice_of(Named, turned, 1, 10).items == every(Named, turned)


def test_a_column_that_is_missing_is_named():
    with pytest.raises(LookupError, match="title"):
        first(Named, select(Course.slug))


def test_nothing_found_is_none():
    nobody = select(*columns(Named, Course)).where(Course.slug == "none")
    assert first(Named, nobody) is None
    assert every(Named, nobody) == []


def test_columns_of_a_table_by_the_fields_of_a_value():
    assert [each.name for each in columns(Named, Course)] == ["slug", "title"]


def test_a_value_within_a_longer_row():
    row = db.session.execute(select(Course.id, Course.title, Course.created_at, Course.slug)).first()
    assert read(Named, row).slug == "tiny"
