"""How often one network may look codes up: counted in each process, because a page that is read writes nothing."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from lms.core.cache import cached
from lms.core.clock import now
from lms.core.errors import TooMany
from lms.core.i18n import ngettext

LOOK_UPS = 30
WINDOW = timedelta(minutes=1)
NETWORKS = 10_000  # remembered at a time; the one that asked longest ago is forgotten first


class Turns:
    """The look-ups of the last minute, by network."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()

    def take(self, network: str) -> int:
        """Count one look-up; 0, or in how many seconds the next one works."""
        moment = now()
        with self._lock:
            asked = self._asked.setdefault(network, deque())
            self._asked.move_to_end(network)
            while len(self._asked) > NETWORKS:
                self._asked.popitem(last=False)
            while asked and asked[0] <= moment - WINDOW:
                asked.popleft()
            if len(asked) >= LOOK_UPS:
                return max(1, ceil((asked[0] + WINDOW - moment).total_seconds()))
            asked.append(moment)
            return 0


@cached(1)
def turns() -> Turns:
    """The process's own count."""
    return Turns()


def take_turn(network: str) -> None:
    """Count one look-up of this network. Raises TooMany with the words when it works again."""
    seconds = turns().take(network)
    if seconds:
        words = ngettext(
            "Too many codes were looked up from your network. Try again in %(num)d second.",
            "Too many codes were looked up from your network. Try again in %(num)d seconds.",
            seconds,
        )
        raise TooMany(words, seconds)
