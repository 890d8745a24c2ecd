"""The blueprint, and what several of its pages share."""

from flask import Blueprint, Response
from wtforms import Field

from lms.accounts import limits, passwords, queries
from lms.core import throttle
from lms.core.errors import TooMany
from lms.core.forms import Form
from lms.core.login import me
from lms.core.pages import Page, throttled

bp = Blueprint("accounts", __name__, template_folder="../templates")


def secret(response: Response) -> Response:
    """A page behind an emailed link: not cached, and its address not sent as a referrer."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def tried_too_often(shown: Page, form: Form, field: Field, full: TooMany) -> Response:
    """The form again with what was typed, and at the field when another try is possible."""
    form.refuse(field, full.message)
    return throttled(shown, full)


def knows_password(text: str) -> bool:
    """Whether this is the signed-in person's password. Raises TooMany after too many tries."""
    person_id = me().person_id
    throttle.spend(limits.PASSWORD_CHECK, str(person_id))
    right = passwords.matches(queries.password_hash(person_id), text)
    if right:
        throttle.forgive(limits.PASSWORD_CHECK, str(person_id))
    return right
