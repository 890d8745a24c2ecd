"""Where a person is signed in, and signing out remotely."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import actions
from lms.accounts.pages import SessionsPage
from lms.accounts.policy import own_session, own_sessions
from lms.accounts.queries import OwnSession
from lms.accounts.views.blueprint import bp
from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.core.pages import page
from lms.core.policy import open_to, signed_in


@bp.get("/account/sessions")
@open_to(signed_in)
def sessions() -> ResponseReturnValue:
    """Browser, network and last visit of each session."""
    return page(SessionsPage(sessions=own_sessions(), this=me().session_id))


@bp.post("/account/sessions/<public_id>/end")
@open_to(own_session)
def end_session(ended: OwnSession) -> ResponseReturnValue:
    """End one of one's own sessions. It is signed out at its next request."""
    person_id = me().person_id
    write_tx(lambda: actions.end_session(person_id, ended.session_id))
    flash(_("That session is signed out."))
    return redirect(url_for("accounts.sessions"))


@bp.post("/account/sessions/end-others")
@open_to(signed_in)
def end_other_sessions() -> ResponseReturnValue:
    """End all of one's own sessions but this one."""
    actor = me()
    write_tx(lambda: actions.end_other_sessions(actor.person_id, actor.session_id))
    flash(_("You’re signed out everywhere else."))
    return redirect(url_for("accounts.sessions"))
