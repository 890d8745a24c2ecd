"""Save drafts and publish. Callers open the write scope; compiling happens before it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update

from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.dated import in_force
from lms.core.db import db, upsert
from lms.core.errors import Conflict, Invalid, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import CourseId, EditionId, PersonId
from lms.curriculum import kinds, queries, rehearsals, rules
from lms.curriculum.compile import Outcome, Problem, Reading, read_course
from lms.curriculum.document import Document
from lms.curriculum.events import EditionPublished
from lms.curriculum.models import Course, DraftFile, Edition, Teaching
from lms.curriculum.source import Tree, digest, may_hold


class CannotPublish(Exception):
    """The course cannot be published. `problems` says why; the last good edition stays."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Ready:
    """A compiled course, ready to be stored."""

    document: Document
    stored: dict[str, Any]
    digest: str


@dataclass(frozen=True)
class Published:
    """The current edition after publishing. `new` is False if it existed; `vanished` are ids it no longer has."""

    edition_id: EditionId
    number: int
    new: bool
    vanished: tuple[str, ...] = ()


def read(slug: str, tree: Tree, *, block_unconfirmed: bool = False) -> Reading:
    """Compile a tree with the registered kinds and sorts. Slow, so call it outside the write scope."""
    return read_course(slug, tree, kinds.known(), rehearsals.known(), block_unconfirmed=block_unconfirmed)


def prepare(slug: str, tree: Tree, *, block_unconfirmed: bool = False) -> Ready:
    """Compile a tree for publishing, outside the write scope. Raises CannotPublish."""
    return made_ready(read(slug, tree, block_unconfirmed=block_unconfirmed).outcome)


def made_ready(outcome: Outcome) -> Ready:
    """Serialize a compiled course for storing. Raises CannotPublish."""
    if outcome.document is None:
        raise CannotPublish(outcome.errors)
    stored = outcome.document.model_dump(mode="json")
    return Ready(outcome.document, stored, rules.digest(stored))


def publish(slug: str, content: Tree | Ready, *, by: PersonId | None = None, note: str = "") -> Published:
    """Make the content the current edition. The same digest is the same edition.

    `content` is a tree or, better, the result of `prepare`. `by` is a person's id, or None for a command.
    Raises CannotPublish, and then changes nothing.
    """
    ready = content if isinstance(content, Ready) else prepare(slug, content)
    course = _course(slug, ready.document.title)
    before = course.current_edition_id
    edition_id, number, new = _edition(course, ready, by, note)
    course.current_edition_id, course.title = edition_id, ready.document.title
    db.session.flush()
    if edition_id == before:
        return Published(edition_id, number, new=False)
    audit.record(Act.COURSE_PUBLISHED, f"course:{slug}", by=by, edition=number, digest=ready.digest, note=note)
    announce(EditionPublished(slug, edition_id, ready.document))
    lost = rules.vanished(queries.document(before), ready.document) if before else ()
    return Published(edition_id, number, new, lost)


def _course(slug: str, title: str) -> Course:
    """The course, created if it is new. Its row is locked."""
    new = upsert(Course).values(slug=slug, title=title, created_at=now())
    db.session.execute(new.on_conflict_do_nothing(index_elements=["slug"]))
    return db.session.scalars(select(Course).where(Course.slug == slug).with_for_update()).one()


def _edition(course: Course, ready: Ready, by: PersonId | None, note: str) -> tuple[EditionId, int, bool]:
    of_course = Edition.course_id == course.id
    same = db.session.execute(
        select(Edition.id, Edition.number).where(of_course, Edition.digest == ready.digest)
    ).first()
    if same:
        return same.id, same.number, False
    number = (db.session.scalar(select(func.max(Edition.number)).where(of_course)) or 0) + 1
    edition = Edition(
        course_id=course.id, number=number, digest=ready.digest, document=ready.stored,
        published_at=now(), published_by=by, note=note,
    )  # fmt: skip
    db.session.add(edition)
    db.session.flush()
    return edition.id, number, True


def save_draft(
    course_id: CourseId, path: str, text: str | None, base_digest: str | None, version: int, by: PersonId | None
) -> int:
    """Save one file's new text, or None to remove the file. Returns the draft's version, 0 without a draft.

    `base_digest` is that of the file in the course folder, or None without one: an equal text leaves no
    row. `version` is what the editor saw, 0 for none. Raises Conflict if someone else has saved, Invalid
    for a path that a course may not have.
    """
    if not may_hold(path):
        raise Invalid(_("“%(path)s” is not a valid path for a course file.", path=path))
    if db.session.scalar(select(Course.id).where(Course.id == course_id).with_for_update()) is None:
        raise Invalid(_("Course not found."))
    draft = db.session.scalar(select(DraftFile).where(DraftFile.course_id == course_id, DraftFile.path == path))
    if (draft.version if draft else 0) != version:
        raise Conflict(_("Someone else saved this file while you were editing."))
    if (digest(text) if text is not None else None) == base_digest:
        _drop(draft)
        return 0
    if draft is None:
        draft = DraftFile(course_id=course_id, path=path)
        db.session.add(draft)
    draft.text, draft.base_digest, draft.saved_by, draft.saved_at = text, base_digest, by, now()
    db.session.flush()
    return draft.version


def _drop(draft: DraftFile | None) -> None:
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def settle_drafts(course_id: CourseId, shipped: Tree) -> int:
    """Drop the drafts that equal the course folder by now. Returns how many."""
    drafts = db.session.scalars(select(DraftFile).where(DraftFile.course_id == course_id).with_for_update()).all()
    settled = [draft for draft in drafts if draft.text == shipped.get(draft.path)]
    for draft in settled:
        db.session.delete(draft)
    db.session.flush()
    return len(settled)


def dismiss(person_id: PersonId, course_id: CourseId, *, by: PersonId | None, reason: str) -> None:
    """End a person's teaching of a course. Their decisions stay. Doing it twice changes nothing."""
    moment = now()
    theirs = (Teaching.person_id == person_id, Teaching.course_id == course_id)
    lasting = in_force(Teaching.starts_at, Teaching.ends_at, moment)
    ended = update(Teaching).where(*theirs, lasting).values(ends_at=moment).returning(Teaching.id)
    if db.session.execute(ended).first():
        slug = db.session.scalars(select(Course.slug).where(Course.id == course_id)).one()
        audit.record(Act.TEACHER_DISMISSED, f"course:{slug}", by=by, person=person_id, reason=reason)


def choose_edition(course_id: CourseId, number: int, *, by: PersonId | None, reason: str) -> None:
    """Make an earlier edition the current one again. Learners stay on theirs until they move.

    Raises NotFound for a number that the course does not have.
    """
    course = db.session.get_one(Course, course_id, with_for_update=True, populate_existing=True)
    wanted = select(Edition.id).where(Edition.course_id == course_id, Edition.number == number)
    edition_id = db.session.scalar(wanted)
    if edition_id is None:
        raise NotFound
    if course.current_edition_id == edition_id:
        return
    document = queries.document(edition_id)
    course.current_edition_id, course.title = edition_id, document.title
    db.session.flush()
    audit.record(Act.EDITION_CHOSEN, f"course:{course.slug}", by=by, edition=number, reason=reason)
    announce(EditionPublished(course.slug, edition_id, document))


def appoint(person_id: PersonId, course_id: CourseId, *, by: PersonId | None = None) -> None:
    """Let a person teach a course from now on, unless they do already."""
    if queries.teaches(person_id, course_id):
        return
    db.session.add(Teaching(course_id=course_id, person_id=person_id, starts_at=now()))
    db.session.flush()
    slug = db.session.scalars(select(Course.slug).where(Course.id == course_id)).one()
    audit.record(Act.TEACHER_APPOINTED, f"course:{slug}", by=by, person=person_id)
