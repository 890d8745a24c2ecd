"""The pages of one's own notices."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.pages import page
from lms.core.policy import open_to
from lms.notices import actions, forms, queries
from lms.notices.pages import choices_page, notices_page
from lms.notices.policy import reader

bp = Blueprint("notices", __name__, template_folder="templates")


@bp.get("/notices")
@open_to(reader)
def mine(person_id: PersonId) -> ResponseReturnValue:
    """Own notices, newest first."""
    return page(notices_page(person_id))


@bp.post("/notices/seen")
@open_to(reader)
def seen(person_id: PersonId) -> ResponseReturnValue:
    """Mark everything up to the page's moment as seen."""
    until = forms.sent_until()
    write_tx(lambda: actions.see_all(person_id, until))
    flash(_("All notifications marked as read."))
    return redirect(url_for("notices.mine"), 303)


@bp.get("/notices/choices")
@open_to(reader)
def choices(person_id: PersonId) -> ResponseReturnValue:
    """By email, on the page, both or neither, for each kind."""
    return page(choices_page(person_id))


@bp.post("/notices/choices")
@open_to(reader)
def choose(person_id: PersonId) -> ResponseReturnValue:
    """Store the choices."""
    chosen = forms.sent_choices(queries.reaching(person_id))
    write_tx(lambda: actions.choose(person_id, chosen))
    flash(_("Saved."))
    return redirect(url_for("notices.choices"), 303)
