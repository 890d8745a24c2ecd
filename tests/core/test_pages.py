"""A redirect stays at home, whatever `next` says."""

import pytest

from lms.core.pages import safe_next

HOSTILE = [
    "https://evil.example/",
    "//evil.example/healthz",
    "///evil.example/healthz",
    "/\\evil.example/healthz",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x01//evil.example",
    "/healthz\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:healthz",
    "healthz",
    "",
    "/no-such-page",
    "/.evil.example",
    "/healthz/../..//evil.example",
    "/%2f/evil.example",
    "//127.0.0.1:8000@evil.example/healthz",
    "http://127.0.0.1:8000/healthz",
    "/healthz\u2028",
    "[::1",
    "//[",
    "/" + "a" * 5000,
]


def chosen(app, wanted, method="GET"):
    given = {"query_string": {"next": wanted}} if method == "GET" else {"data": {"next": wanted}}
    with app.test_request_context("/", method=method, base_url="http://127.0.0.1:8000", **given):
        return safe_next("/default")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("wanted", HOSTILE)
def test_what_is_not_a_page_of_ours_is_not_followed(app, wanted, method):
    assert chosen(app, wanted, method) == "/default"


@pytest.mark.parametrize("wanted", ["/healthz", "/readyz?a=1&b=//evil.example", "/healthz?next=/readyz"])
def test_a_page_of_ours_is(app, wanted):
    assert chosen(app, wanted) == wanted


def test_an_address_that_only_takes_posts_is_not_gone_to(app, make_app):
    other = make_app()
    other.add_url_rule("/only-post", "only_post", lambda: "", methods=["POST"])
    assert chosen(other, "/only-post") == "/default"


def test_without_a_wish_the_default_holds(app):
    with app.test_request_context("/"):
        assert safe_next("/default") == "/default"
