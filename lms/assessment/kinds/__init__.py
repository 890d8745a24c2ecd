"""The kinds of questions, each in a package of its own: adding one is one line here."""

from typing import Any

from lms.assessment.kinds.base import Kind
from lms.assessment.kinds.choice import Choice
from lms.assessment.kinds.freetext import FreeText
from lms.assessment.kinds.gap import GapText
from lms.assessment.kinds.label import Label
from lms.assessment.kinds.matching import Matching
from lms.assessment.kinds.multiple import Multiple
from lms.assessment.kinds.number import Number
from lms.assessment.kinds.ordering import Ordering
from lms.assessment.kinds.route import Route
from lms.assessment.kinds.shorttext import ShortText
from lms.assessment.kinds.sort import SortCards
from lms.assessment.kinds.spot import Spots
from lms.assessment.kinds.truefalse import TrueFalse

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
