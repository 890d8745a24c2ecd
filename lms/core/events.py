"""Events: a feature announces what happened, and `lms.app` decides who listens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from lms.core.wiring import ExtensionPoint


@dataclass(frozen=True)
class Event:
    """Something that happened, named in the past tense. Listeners run in the same transaction."""


E = TypeVar("E", bound=Event)
Listeners = tuple[Callable[[Any], None], ...]
listeners: ExtensionPoint[Mapping[type[Event], Listeners]] = ExtensionPoint("listeners", {})


def on(kind: type[E], *hearing: Callable[[E], None]) -> tuple[type[Event], Listeners]:
    """An entry of `listeners`: who is called for every event of this kind, in this order."""
    return kind, hearing


def announce(event: Event) -> None:
    """Call the listeners now, in this transaction."""
    for listener in listeners().get(type(event), ()):
        listener(event)
