"""Ways in which a request is refused. Each becomes an error page."""


class Refusal(Exception):
    """A refused request. `message` is shown, and `way_on` is the page to go to instead."""

    status = 400

    def __init__(self, message: str = "", way_on: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_on = way_on


class NotSignedIn(Refusal):
    """Sign-in is required; the requested page follows it."""

    status = 401


class NotAllowed(Refusal):
    """The person may not do this."""

    status = 403


class NotFound(Refusal):
    """The page does not exist, or not for this person. Both look the same."""

    status = 404


class Conflict(Refusal):
    """The object has changed meanwhile: a stale edit, a closed attempt."""

    status = 409


class Invalid(Refusal):
    """The input cannot be used."""

    status = 422


class TooMany(Refusal):
    """Too many tries. Works again in `retry_after` seconds."""

    status = 429

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
