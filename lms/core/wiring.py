"""What features hand to those below them, without these knowing them: `lms.app` wires it, each app has its own."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import current_app

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class ExtensionPoint(Generic[T]):
    """Something that a feature lets others provide. Calling it gives what this app's features provide."""

    name: str
    default: T  # where nothing is provided

    def __call__(self) -> T:
        """What is provided in the app at hand."""
        wiring: Wiring = current_app.extensions["palpate"]
        return wiring.at(self)


class Wiring:
    """What is provided at each extension point of one app; kept in `app.extensions["palpate"]`."""

    def __init__(self) -> None:
        self._provided: dict[ExtensionPoint[Any], Any] = {}

    def provide(self, point: ExtensionPoint[T], value: T) -> None:
        """Let the extension point give this value from now on."""
        self._provided[point] = value

    def at(self, point: ExtensionPoint[T]) -> T:
        """What is provided at the extension point."""
        provided: T = self._provided.get(point, point.default)
        return provided
