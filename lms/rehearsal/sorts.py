"""The sorts of rehearsals, one line each. `lms.app` registers them with the compiler."""

from lms.curriculum.rehearsals import Sort
from lms.rehearsal.conversation.read import Conversation
from lms.rehearsal.simulation.author.read import Simulation

_all: tuple[Sort, ...] = (Conversation(), Simulation())
SORTS: dict[str, Sort] = {sort.name: sort for sort in _all}
