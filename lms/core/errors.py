"""What may go wrong in a request, in the product's words; each becomes one page."""


class Refusal(Exception):
    """A request that is not carried out. `message` is shown; `way_on` is where to go instead."""

    status = 400

    def __init__(self, message: str = "", way_on: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_on = way_on


class NotSignedIn(Refusal):
    """Sign in first; the page comes back afterwards."""

    status = 401


class NotAllowed(Refusal):
    """A function that this person may not use."""

    status = 403


class NotFound(Refusal):
    """Not there, or not there for this person: both look the same."""

    status = 404


class Conflict(Refusal):
    """The thing has moved on: a stale edit, a closed attempt."""

    status = 409


class Invalid(Refusal):
    """What was sent cannot be used."""

    status = 422


class TooMany(Refusal):
    """Too often; `retry_after` says in how many seconds it works again."""

    status = 429

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
