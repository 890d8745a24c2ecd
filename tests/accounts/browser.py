"""A visitor's session cookie."""

HOST = "127.0.0.1"


def token_of(visitor):
    """The token in the visitor's browser, or None."""
    cookie = visitor.client.get_cookie("sid", domain=HOST)
    return cookie.value if cookie else None


def give_token(visitor, token):
    """Put a token into the visitor's browser."""
    visitor.client.set_cookie("sid", token, domain=HOST)
