"""The forms of the desk."""

from lms.authoring.forms.fields import seen
from lms.authoring.forms.question import NEW, QuestionForm, wanted_variant
from lms.authoring.forms.quiz import PublishForm, QuizForm

__all__ = ["NEW", "PublishForm", "QuestionForm", "QuizForm", "seen", "wanted_variant"]
