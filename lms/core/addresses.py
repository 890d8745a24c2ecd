"""Where pages are.

A feature names the pages of features below it, and its own, with `url_for`. Pages of features that may stand above
it are named here, so all upward addresses are in one file.
"""

from flask import current_app, url_for

# Course text is rendered once for all requests, so these paths are literal. A test compares them with the routes.
LESSON = "/courses/{slug}/lessons/{uid}"
QUIZ = "/courses/{slug}/quizzes/{uid}"


def welcome() -> str:
    """The page for those who are new here."""
    return url_for("learning.welcome")


def home() -> str:
    """The home page of a signed-in person."""
    return url_for("learning.home")


def catalogue() -> str:
    """The published courses."""
    return url_for("learning.catalogue")


def course(slug: str) -> str:
    """The page of a course."""
    return url_for("learning.course", slug=slug)


def lesson(slug: str, uid: str) -> str:
    """A lesson."""
    return url_for("learning.lesson", slug=slug, uid=uid)


def onward(slug: str, after: str) -> str:
    """The step of a course that comes after this one."""
    return url_for("learning.onward", slug=slug, after=after)


def note(slug: str, uid: str) -> str:
    """One's own note on a lesson."""
    return url_for("notes.note", slug=slug, uid=uid)


def search() -> str:
    """The search page."""
    return url_for("search.find")


def certificates() -> str:
    """One's own certificates."""
    return url_for("certification.certificates")


def certificate(public_id: str) -> str:
    """One certificate."""
    return anywhere("certification.certificate", public_id=public_id)


def notices() -> str:
    """One's own notifications."""
    return url_for("notices.mine")


def notice_choices() -> str:
    """The page on which people choose how they are notified."""
    return url_for("notices.choices")


def sign_in(back_to: str | None = None) -> str:
    """The sign-in page, which returns to `back_to` afterwards."""
    return url_for("accounts.sign_in", next=back_to)


def account() -> str:
    """One's own account."""
    return url_for("accounts.account")


def outbox() -> str:
    """The demo's outbox."""
    return url_for("accounts.outbox")


def memberships() -> str:
    """The memberships of the signed-in person."""
    return url_for("organizations.memberships")


def administration() -> str:
    """The pages of administrators."""
    return url_for("administration.overview")


def clinic(slug: str) -> str:
    """The people of a clinic, for its managers."""
    return url_for("compliance.clinic", slug=slug)


def desk(slug: str) -> str:
    """The editor of a course."""
    return url_for("authoring.desk", slug=slug)


# Outside a request


def anywhere(endpoint: str, **values: str) -> str:
    """The path of a page, inside a request or outside one (a command, a worker)."""
    return str(current_app.url_map.bind("").build(endpoint, values))


def absolute(endpoint: str, **values: str) -> str:
    """The full address of a page for an email. The host comes from the settings, never from the request."""
    return str(current_app.config["SETTINGS"].address.rstrip("/")) + anywhere(endpoint, **values)
