"""Making what a test needs, in the words of the product: courses, enrolments, people."""

from functools import cache

from lms.accounts.actions import create_person, hash_password
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum import actions as curriculum
from lms.curriculum.models import Course, Teaching
from lms.enrolment import actions as enrolment
from tests.cast import PASSWORD, Cast
from tests.tiny import tiny_tree

Tree = dict[str, str]


class Make:
    """`make.course()`, `make.enrol("ana")`; each commits by itself."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def tiny_tree(self, **changes: str) -> Tree:
        """The files of a minimal course; `changes` replace or add files by path."""
        return {**tiny_tree(), **changes}

    def course(self, tree: Tree | None = None, slug: str = "tiny") -> str:
        """Publish a course and let Ines teach it. Returns its slug."""
        files = tiny_tree() if tree is None else tree
        ready = _compiled(slug, tuple(files.items()))
        write_tx(lambda: curriculum.publish(slug, ready))
        self.cast.load()
        write_tx(lambda: self._teach(slug))
        return slug

    def _teach(self, slug: str) -> None:
        course, ines = self.course_id(slug), self.cast["ines"].id
        if not db.session.query(Teaching).filter_by(course_id=course, person_id=ines).count():
            db.session.add(Teaching(course_id=course, person_id=ines, starts_at=now()))

    def course_id(self, slug: str = "tiny") -> int:
        """The id of a course that was made."""
        return db.session.query(Course.id).filter_by(slug=slug).one()[0]

    def enrol(self, person: str = "ana", slug: str = "tiny") -> int:
        """Enroll one of the cast in a course. Returns the enrolment's id."""
        course, person_id = self.course_id(slug), self.cast[person].id
        return write_tx(lambda: enrolment.enrol(person_id, course))

    def person(self, email: str, name: str = "Somebody Else", *, confirmed: bool = True) -> int:
        """Someone who is not of the cast, with the cast's password. Returns their id."""
        password_hash = hash_password(PASSWORD)
        return write_tx(lambda: create_person(email, name, password_hash, confirmed=confirmed))


@cache
def _compiled(slug: str, files: tuple[tuple[str, str], ...]) -> curriculum.Ready:
    """The same files make the same course, in whatever database."""
    return curriculum.prepare(slug, dict(files))
