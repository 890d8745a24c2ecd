"""The demo's mail: what would have left, for everybody to read. There is no such page outside demo mode."""

from flask.typing import ResponseReturnValue

from lms.accounts.pages import outbox_page
from lms.accounts.policy import in_demo
from lms.accounts.views.blueprint import bp
from lms.core.pages import page
from lms.core.policy import open_to


@bp.get("/outbox")
@open_to(in_demo)
def outbox() -> ResponseReturnValue:
    """The newest mails, with links that can be followed."""
    return page(outbox_page())
