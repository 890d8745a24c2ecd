"""The demo's outbox: the emails that would have been sent, for everyone to read. Only in demo mode."""

from flask.typing import ResponseReturnValue

from lms.accounts.pages import outbox_page
from lms.accounts.policy import in_demo
from lms.accounts.views.blueprint import bp
from lms.core.pages import page
from lms.core.policy import open_to


@bp.get("/outbox")
@open_to(in_demo)
def outbox() -> ResponseReturnValue:
    """The newest emails, with working links."""
    return page(outbox_page())
