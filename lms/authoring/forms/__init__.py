"""The forms of the course editor."""

from lms.authoring.forms.fields import seen
from lms.authoring.forms.question import NEW, QuestionForm, question_form, wanted_variant
from lms.authoring.forms.quiz import PublishForm, QuizForm

__all__ = ["NEW", "PublishForm", "QuestionForm", "QuizForm", "question_form", "seen", "wanted_variant"]
