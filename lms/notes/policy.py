"""Who may see notes: everyone their own, beside the lessons of their courses."""

from lms.core.ids import PersonId
from lms.core.login import me, visitor
from lms.learning.policy import own_lesson
from lms.learning.values import OwnLesson


def writer(**_arguments: object) -> PersonId:
    """The signed-in person's id. Raises NotSignedIn."""
    return me().person_id


def own_lesson_or_nobody(slug: str, uid: str) -> OwnLesson | str:
    """As `own_lesson`, but "" for a person who is not (or no longer) signed in, whose text stays on the page."""
    return own_lesson(slug, uid) if visitor() else ""
