"""Read the form of a mark."""

from flask import request

from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.grading.marking.queries import Written

LONGEST_COMMENT = 2000


def sent(written: Written) -> tuple[frozenset[int], str, int]:
    """The ticked lines of the rubric, the comment, and the newest mark that was shown. Raises Invalid."""
    ticked = request.form.getlist("met")
    lines = [str(index) for index in range(len(written.question.body.rubric))]
    comment = "\n".join(request.form.get("comment", "").strip().splitlines())
    seen = request.form.get("seen", type=int)
    if not set(ticked) <= set(lines) or seen is None or seen < 0:
        raise Invalid(_("This form is out of date. Reload the page and try again."))
    if len(comment) > LONGEST_COMMENT or "\0" in comment:
        raise Invalid(_("Shorten your comment to %(count)d characters or fewer.", count=LONGEST_COMMENT))
    return frozenset(int(each) for each in ticked), comment, seen


def shows_marked() -> bool:
    """Whether the page shows marked answers rather than those awaiting grading."""
    return "marked" in request.args
