"""Ways in which a request is refused. Each becomes an error page, or JSON for a script."""

# What a script is told where a refusal has no code of its own; `docs/refusals.md` lists all codes.
CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "invalid",
    429: "too_many",
    500: "failed",
    503: "busy",
    507: "disk_full",
}


class Refusal(Exception):
    """A refused request. `message` is shown, and `way_on` is the page to go to instead.

    `code` tells a script which refusal it is: the same in every language, and for good.
    """

    status = 400

    def __init__(self, message: str = "", way_on: str = "", *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_on = way_on
        self.code = code or CODES[self.status]


class NotSignedIn(Refusal):
    """Sign-in is required. The requested page follows it."""

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
