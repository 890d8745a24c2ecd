"""The blueprint, and what the pages of conversations and simulations share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, url_for

from lms.core.db import write_tx
from lms.core.errors import Conflict

T = TypeVar("T")

bp = Blueprint("rehearsal", __name__, template_folder=str(Path(__file__).parents[1] / "templates"))


def write(work: Callable[[], T], endpoint: str, **arguments: Any) -> T:  # noqa: ANN401
    """Do it in the write scope; a conflict that names no way on leads to this page."""
    try:
        return write_tx(work)
    except Conflict as refusal:
        refusal.way_on = refusal.way_on or url_for(endpoint, **arguments)
        raise
