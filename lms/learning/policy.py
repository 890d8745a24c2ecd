"""Who may see a course, and who may open one of its lessons."""

from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.ids import PersonId
from lms.core.login import me, visitor
from lms.curriculum.queries import course, document, lesson_body
from lms.curriculum.render import Check
from lms.enrolment.policy import enrolled_in
from lms.enrolment.queries import enrolled
from lms.learning.values import OwnCheck, OwnLesson, SeenCourse


def published(slug: str) -> SeenCourse:
    """The course, for anyone. Raises NotFound if nothing is published. At most two statements."""
    actor = visitor()
    mine = enrolled(actor.person_id, slug, now()) if actor else None
    if mine:
        return SeenCourse(slug, mine.edition_id, document(mine.edition_id), mine)
    found = course(slug)
    if found is None:
        raise NotFound
    return SeenCourse(slug, found.current_edition_id, document(found.current_edition_id), None)


def glossary_of(slug: str) -> SeenCourse:
    """The course whose glossary may be read: of an open course by anyone, otherwise by its learners.

    Raises NotFound if nothing is published, otherwise as `enrolled_in`. At most three statements.
    """
    seen = published(slug)
    if seen.enrolled is None and seen.document.enrolment != "open":
        enrolled_in(slug)
    return seen


def own_lesson(slug: str, uid: str) -> OwnLesson:
    """The learner's lesson. Raises NotFound, NotSignedIn, or NotAllowed for those who are not enrolled."""
    mine = enrolled_in(slug)
    edition = document(mine.edition_id)
    lesson = edition.lesson.get(uid)
    if lesson is None:
        raise NotFound
    return OwnLesson(mine, edition, lesson)


def own_check(slug: str, uid: str, family: str) -> OwnCheck:
    """A practice question of the learner's lesson. Raises as `own_lesson`, NotFound for one that is not in it."""
    own = own_lesson(slug, uid)
    parts = lesson_body(own.enrolled.edition_id, uid).parts
    if not any(isinstance(part, Check) and part.family == family for part in parts):
        raise NotFound
    return OwnCheck(own.enrolled, own.document, own.lesson, family)


def learner(**_arguments: object) -> PersonId:
    """The id of the signed-in person. Raises NotSignedIn."""
    return me().person_id
