"""The page of search."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from lms.core.pages import page
from lms.core.paging import page_number
from lms.core.policy import open_to
from lms.search import present
from lms.search.policy import reader

bp = Blueprint("search", __name__, template_folder="templates")


@bp.get("/search")
@open_to(reader)
def find(person_id: int) -> ResponseReturnValue:
    """What was found of `q`, the best first, a page at a time."""
    return page(present.results(person_id, request.args.get("q", ""), page_number()))
