"""Who may sit at a course's desk: those who teach it now, and administrators. To everybody else it is not there."""

from dataclasses import dataclass

from flask import current_app

from lms.authoring.desk import Desk, lay_out
from lms.authoring.queries import taught_course
from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.compile.bank import FamilyEntry
from lms.curriculum.compile.gather import QuizFile
from lms.curriculum.queries import drafts


@dataclass(frozen=True)
class OnDesk:
    """A question that lies on the desk."""

    desk: Desk
    entry: FamilyEntry


@dataclass(frozen=True)
class QuizOnDesk:
    """A quiz that lies on the desk."""

    desk: Desk
    file: QuizFile


def teaches(slug: str, **_arguments: object) -> Desk:
    """The course's desk. Raises NotSignedIn, and NotFound for those who do not teach it. Two statements."""
    actor = me()
    found = taught_course(actor, slug)
    if found is None:
        raise NotFound
    settings = current_app.config["SETTINGS"]
    changed = drafts(found.course_id)
    return lay_out(found, actor.person_id, changed, settings.courses, strict=settings.block_unconfirmed)


def teaches_question(slug: str, family: str) -> OnDesk:
    """A question of the course. Raises as `teaches`, NotFound for a question that is not there."""
    desk = teaches(slug)
    entry = desk.family(family)
    if entry is None:
        raise NotFound
    return OnDesk(desk, entry)


def teaches_quiz(slug: str, uid: str) -> QuizOnDesk:
    """A quiz of the course. Raises as `teaches`, NotFound for a quiz that is not there."""
    desk = teaches(slug)
    file = desk.quiz(uid)
    if file is None:
        raise NotFound
    return QuizOnDesk(desk, file)
