"""The kinds of questions, each in a package of its own: adding one is one line here."""

from typing import Any

from lms.assessment.kinds.base import Kind
from lms.assessment.kinds.choice import Choice
from lms.assessment.kinds.matching import Matching
from lms.assessment.kinds.multiple import Multiple
from lms.assessment.kinds.truefalse import TrueFalse

KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (Choice(), Multiple(), TrueFalse(), Matching())}
