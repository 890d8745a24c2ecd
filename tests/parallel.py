"""The same work in several threads at once, each with a session of its own, as in a server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from lms.core.db import db

T = TypeVar("T")


def at_once(app: Flask, count: int, work: Callable[[int], T]) -> list[T | Exception]:
    """Run `work(0)` to `work(count - 1)` at the same moment; what each returned or raised."""
    start = Barrier(count)

    def one(number: int) -> T | Exception:
        with app.app_context():
            start.wait()
            try:
                return work(number)
            except Exception as error:  # the caller looks at it
                return error
            finally:
                db.session.remove()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))
