"""Practice questions in a lesson: asked and judged without storing anything. They never count.

The form sends back the variant and the seed of its order, so that the answer is read as it was asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from lms.core.errors import Invalid
from lms.curriculum.document import Document
from lms.curriculum.render import figure_html
from lms.questions import asked as questions
from lms.questions.asked import Asked, Question
from lms.questions.kinds.base import Given

LONGEST_SEED = 64


def practice(document: Document, family_id: str, seed: str, avoid: str = "") -> Asked:
    """A variant of the family to practice, chosen and shuffled by the seed. Raises KeyError for an unknown family.

    The variant `avoid`, which was asked last, is not chosen if there is another.

    The macro `question` of `questions/_question.html` renders it, with its hidden fields `variant` and `order`;
    the form around it and its button belong to the page.
    """
    variants = document.family[family_id].variants
    others = [each for each in variants if each.id != avoid] or variants
    variant = Random(seed).choice(others)  # noqa: S311 - no secret
    return _asked(document, questions.read(document, family_id, variant.id), seed)


def judge(document: Document, family_id: str, variant: str, order: str, form: Mapping[str, Sequence[str]]) -> Asked:
    """The answered question, with its feedback (`grade`) if the answer is complete.

    `variant` and `order` are the form's hidden fields, `form` is all of it, each field with its values.
    Raises Invalid for an answer that this question cannot have, KeyError for an unknown family.
    """
    known = {each.id for each in document.family[family_id].variants}
    if variant not in known or not 0 < len(order) <= LONGEST_SEED:
        raise Invalid
    asked = _asked(document, questions.read(document, family_id, variant), order)
    asked = replace(asked, response=asked.read_response(own_fields(form, asked.field)))
    return replace(asked, locked=True, grade=asked.question.grade(asked.response)) if asked.complete else asked


def _asked(document: Document, question: Question, seed: str) -> Asked:
    drawn = question.arrange(Random(seed))  # noqa: S311 - no secret
    family, figure = question.family.id, question.variant.figure
    return Asked(
        question,
        drawn["order"],
        field=f"{family}.",
        anchor=f"check-{family}",
        seed=seed,
        figure=figure_html(document, figure, f"check-{family}-") if figure else None,
    )


def own_fields(form: Mapping[str, Sequence[str]], prefix: str) -> Given:
    """The fields of one question, without their common prefix."""
    return {name.removeprefix(prefix): values for name, values in form.items() if name.startswith(prefix)}
