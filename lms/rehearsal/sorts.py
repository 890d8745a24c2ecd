"""The sorts of rehearsals, one line each; `lms.app` lets the compiler know them."""

from lms.curriculum.rehearsals import Sort
from lms.rehearsal.conversation.read import Conversation
from lms.rehearsal.simulation.author.read import Simulation

_all: tuple[Sort, ...] = (Conversation(), Simulation())
SORTS: dict[str, Sort] = {sort.name: sort for sort in _all}
