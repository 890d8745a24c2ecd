"""Caches of a process. Every cache is declared through this module, with its name and size."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class Cache:
    """A declared cache: the most values it holds, and how to empty it."""

    size: int
    clear: Callable[[], None]


declared: dict[str, Cache] = {}  # by name, filled as modules are imported


def cached(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache the `size` most recent results of a function. The cache takes the function's name."""

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=size)(function)
        _declare(f"{function.__module__}.{function.__qualname__}", size, kept.cache_clear)
        return cast("Callable[P, R]", kept)  # lru_cache loses the parameter types

    return keep


def clear() -> None:
    """Empty every cache of the process."""
    for cache in declared.values():
        cache.clear()


def _declare(name: str, size: int, empty: Callable[[], None]) -> None:
    if name in declared:
        raise ValueError(f"two caches are called {name}")
    declared[name] = Cache(size, empty)


class OncePerKey(Generic[K, V]):
    """The newest `size` values by key. Each is made once, even when two threads ask for it at the same time.

    If making a value fails, the next caller tries again.
    """

    def __init__(self, name: str, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._values: OrderedDict[K, Future[V]] = OrderedDict()
        _declare(name, size, self._values.clear)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of `key`. The first caller makes it while others wait."""
        with self._lock:
            value = self._values.get(key)
            first = value is None
            if value is None:
                value = self._values[key] = Future()
            self._values.move_to_end(key)
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        if first:
            self._make(key, value, make)
        return value.result()

    def _make(self, key: K, value: "Future[V]", make: Callable[[], V]) -> None:
        try:
            value.set_result(make())
        except BaseException as error:
            with self._lock:
                if self._values.get(key) is value:
                    del self._values[key]
            value.set_exception(error)

    def missing(self, keys: set[K]) -> set[K]:
        """The `keys` that have no value yet."""
        with self._lock:
            return keys - self._values.keys()
