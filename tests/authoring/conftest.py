"""A course that ships in a folder, and Ines at its desk."""

import pytest

from lms.core.db import db
from lms.curriculum.models import Course, DraftFile
from tests.visitor import Visitor


@pytest.fixture
def ship(tmp_path, make_app, make, cast):
    """`ship(tree)` puts a course into the folder of shipped courses, publishes it, and returns the app."""

    def put(tree=None, slug="tiny"):
        files = make.tiny_tree() if tree is None else tree
        for path, text in files.items():
            file = tmp_path / slug / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        make.course(make.tiny_tree(), slug)
        return make_app(courses=tmp_path)

    return put


@pytest.fixture
def ines(ship, cast):
    """Ines, who teaches the course "tiny"."""
    return Visitor(ship(), cast, "ines")


def draft(path, slug="tiny"):
    """The text of a draft, or None where the file is as it ships."""
    db.session.rollback()
    of_course = db.session.query(DraftFile.text).join(Course, Course.id == DraftFile.course_id)
    found = of_course.filter(Course.slug == slug, DraftFile.path == path).first()
    return found[0] if found else None
