"""Read the answer to a practice question."""

from flask import request

from lms.curriculum.document import Document
from lms.questions.asked import Asked
from lms.questions.practice import judge


def practised(document: Document, family_id: str) -> Asked:
    """The practice question as it was answered. Raises as `judge`."""
    form = request.form
    return judge(document, family_id, form.get("variant", ""), form.get("order", ""), form.to_dict(flat=False))
