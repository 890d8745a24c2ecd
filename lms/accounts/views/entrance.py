"""Signing in and out."""

from flask import Response, current_app, redirect, request
from flask.typing import ResponseReturnValue

from lms.accounts import actions, known_browsers, limits, passwords, queries, session
from lms.accounts.forms import SignInForm, chosen_person
from lms.accounts.pages import sign_in_page
from lms.accounts.policy import in_demo
from lms.accounts.views.blueprint import bp, tried_too_often
from lms.core import addresses, throttle
from lms.core.db import write_tx
from lms.core.errors import NotFound, TooMany
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.login import visitor
from lms.core.net import network_of
from lms.core.pages import page, safe_next
from lms.core.policy import anyone, open_to


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(anyone)
def sign_in() -> ResponseReturnValue:
    """Sign in with address and password, then go to the requested page."""
    form = SignInForm()
    try:
        if form.validate_on_submit():
            entered = _try(form)
            if entered:
                return entered
            form.refuse(form.password, _("The email address or password is incorrect."))
    except TooMany as full:
        return tried_too_often(sign_in_page(form), form, form.password, full)
    return page(sign_in_page(form))


def _try(form: SignInForm) -> Response | None:
    """Sign the person in, or return None. The work is the same for known and unknown addresses."""
    address, password = form.email.normal, form.password.data or ""
    browser = known_browsers.mark_for(address)
    _take_turn(address, browser)
    known = queries.credentials(address, demo=current_app.config["SETTINGS"].demo)
    if not passwords.matches(known.password_hash if known else "", password) or known is None:
        write_tx(lambda: actions.note_refused_sign_in(known.person_id if known else None))
        return None
    _forgive(address, browser)
    renewed = passwords.hashed(password) if passwords.is_outdated(known.password_hash) else ""
    return _enter(known.person_id, address, renewed)


def _take_turn(address: str, browser: str) -> None:
    """Count one try: by the browser if the address is known in it, else by the address and the network."""
    if browser:
        throttle.spend(limits.SIGN_IN_BROWSER, f"{browser} {address}")
        return
    throttle.spend(limits.SIGN_IN_NETWORK, network_of(request.remote_addr))
    throttle.spend(limits.SIGN_IN, address)


def _forgive(address: str, browser: str) -> None:
    if browser:
        throttle.forgive(limits.SIGN_IN_BROWSER, f"{browser} {address}")
        return
    throttle.forgive(limits.SIGN_IN, address)
    throttle.refund(limits.SIGN_IN_NETWORK, network_of(request.remote_addr))


@bp.post("/sign-in/demo")
@open_to(in_demo)
def demo_sign_in() -> ResponseReturnValue:
    """Sign in as a demo person, without a password."""
    chosen = next((each for each in queries.demo_people() if each.public_id == chosen_person()), None)
    if chosen is None:
        raise NotFound
    return _enter(chosen.person_id, chosen.email)


def _enter(person_id: PersonId, address: str, new_hash: str = "") -> Response:
    def work() -> PersonId:
        actions.note_sign_in(person_id, new_hash)
        return person_id

    return session.let_in(work, address, safe_next(addresses.home()))


@bp.post("/sign-out")
@open_to(anyone)
def sign_out() -> ResponseReturnValue:
    """End the session on the server and in the browser."""
    actor = visitor()
    if actor:
        write_tx(lambda: actions.sign_out(actor.person_id, actor.session_id))
    return session.detach(redirect(addresses.welcome()))  # type: ignore[arg-type]
