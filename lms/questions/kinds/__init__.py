"""The kinds of questions, each in its own package. Adding one is one line here."""

from typing import Any

from lms.questions.kinds.base import Kind
from lms.questions.kinds.choice import Choice
from lms.questions.kinds.freetext import FreeText
from lms.questions.kinds.gap import GapText
from lms.questions.kinds.label import Label
from lms.questions.kinds.matching import Matching
from lms.questions.kinds.multiple import Multiple
from lms.questions.kinds.number import Number
from lms.questions.kinds.ordering import Ordering
from lms.questions.kinds.route import Route
from lms.questions.kinds.shorttext import ShortText
from lms.questions.kinds.sort import SortCards
from lms.questions.kinds.spot import Spots
from lms.questions.kinds.truefalse import TrueFalse

_ALL: tuple[Kind[Any], ...] = (
    Choice(),
    Multiple(),
    TrueFalse(),
    Matching(),
    Ordering(),
    ShortText(),
    Number(),
    GapText(),
    FreeText(),
    Spots(),
    Label(),
    Route(),
    SortCards(),
)
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in _ALL}
