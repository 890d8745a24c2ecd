"""The blueprint, and what several of its pages share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, url_for
from jinja2 import FileSystemLoader

from lms.assessment.questions import plain, say
from lms.core.db import write_tx
from lms.core.errors import Conflict

HERE = Path(__file__).parents[1]
T = TypeVar("T")

bp = Blueprint("assessment", __name__)
bp.jinja_loader = FileSystemLoader([HERE / "templates", HERE / "kinds"])  # each kind brings its own templates
bp.add_app_template_filter(say, "said")
bp.add_app_template_filter(plain, "plain")


def write(work: Callable[[], T], endpoint: str, **arguments: Any) -> T:  # noqa: ANN401
    """Do it in the write scope; a conflict that names no way on leads to this page."""
    try:
        return write_tx(work)
    except Conflict as refusal:
        refusal.way_on = refusal.way_on or url_for(endpoint, **arguments)
        raise
