"""What happened, told upward: a feature announces, `lms.app` decides who listens."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True)
class Event:
    """Something that happened, in the past tense; listeners run in the same transaction."""


E = TypeVar("E", bound=Event)
_listeners: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def on(kind: type[E], *listeners: Callable[[E], None]) -> None:
    """Let `listeners` hear of every `kind`, in this order; naming one again changes nothing."""
    known = _listeners[kind]
    known.extend(each for each in listeners if each not in known)


def announce(event: Event) -> None:
    """Tell those who listen, now and in this transaction."""
    for listener in _listeners[type(event)]:
        listener(event)
