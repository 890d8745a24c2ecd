"""How higher features provide things to lower ones that do not import them. `lms.app` does the wiring, for each app."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import current_app

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class ExtensionPoint(Generic[T]):
    """Something that a feature lets higher features provide. Calling it returns what they provide in this app."""

    name: str
    default: T  # if nothing is provided

    def __call__(self) -> T:
        """What is provided in the current app."""
        wiring: Wiring = current_app.extensions["palpate"]
        return wiring.at(self)


class Wiring:
    """What is provided at each extension point of one app; kept in `app.extensions["palpate"]`."""

    def __init__(self) -> None:
        self._provided: dict[ExtensionPoint[Any], Any] = {}

    def provide(self, point: ExtensionPoint[T], value: T) -> None:
        """Provide a value at an extension point."""
        self._provided[point] = value

    def at(self, point: ExtensionPoint[T]) -> T:
        """What is provided at the extension point."""
        provided: T = self._provided.get(point, point.default)
        return provided
