"""The page of search."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from lms.core.clock import now
from lms.core.ids import PersonId
from lms.core.pages import page
from lms.core.policy import open_to
from lms.search.pages import search_page
from lms.search.policy import reader

bp = Blueprint("search", __name__, template_folder="templates")


@bp.get("/search")
@open_to(reader)
def find(person_id: PersonId) -> ResponseReturnValue:
    """The results for `q`, best first, a page at a time."""
    return page(search_page(person_id, now()))
