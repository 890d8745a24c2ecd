"""The forms of the desk."""

from lms.authoring.forms.question import QuestionForm
from lms.authoring.forms.quiz import PublishForm, QuizForm

__all__ = ["PublishForm", "QuestionForm", "QuizForm"]
