"""What every request must satisfy before a view sees it, and what every answer carries."""

import io

import pytest
from flask import request

from lms.core.policy import NoAudience, anyone, audience_of, open_to, require_audiences
from tests.visitor import BASE

PAGE = "/healthz"


@pytest.fixture
def echo(make_app):
    """An app with one more route that takes anything, and a client for it."""

    def build(**settings):
        other = make_app(**settings)

        @other.route("/echo", methods=["GET", "POST"])
        @open_to(anyone)
        def echo_view():
            return {"form": sorted(request.form), "remote": request.remote_addr}

        other.config["WTF_CSRF_ENABLED"] = False  # tried by itself below
        return other.test_client()

    return build


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # neither header: no modern browser; the token still protects
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": BASE}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Origin": BASE}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_another_site_cannot_send_a_form(echo, headers, status):
    assert echo().post("/echo", headers=headers, base_url=BASE).status_code == status


def test_another_site_may_link_here(echo):
    assert echo().get("/echo", headers={"Sec-Fetch-Site": "cross-site"}, base_url=BASE).status_code == 200


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_form_without_its_token_is_refused(echo, token):
    client = echo()
    client.application.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/echo", data={} if token is None else {"csrf_token": token}, base_url=BASE)
    assert answer.status_code == 400
    assert "csrf" not in answer.text.lower(), "the page speaks to people"


def test_a_body_that_is_too_large_is_413(echo):
    client = echo(max_body=1000)
    assert client.post("/echo", data={"a": "x" * 900}, base_url=BASE).status_code == 200
    answer = client.post("/echo", data={"a": "x" * 1001}, base_url=BASE)
    assert answer.status_code == 413
    assert "That is too large" in answer.text


def test_a_body_of_unknown_length_is_413_too(echo):
    client = echo(max_body=1000)
    answer = client.post(
        "/echo",
        input_stream=io.BytesIO(b"a=" + b"x" * 5000),
        headers={"Transfer-Encoding": "chunked", "Content-Type": "application/x-www-form-urlencoded"},
        environ_overrides={"wsgi.input_terminated": True},
        base_url=BASE,
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_thousands_of_fields_are_413(echo, kind):
    many = {f"field{number}": "x" for number in range(2000)}
    assert echo().post("/echo", data=many, content_type=kind, base_url=BASE).status_code == 413


def test_a_name_that_is_not_ours_is_400(echo):
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8000"):
        assert echo().get("/echo", base_url=f"http://{host}").status_code == 400, host


@pytest.mark.parametrize("demo", [False, True])
def test_a_name_that_is_not_ours_is_told_ours_in_plain_words(make_app, demo):
    other = make_app(demo=demo)
    answer = other.test_client().get("/", base_url="http://evil.example")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert f"Open it at {other.config['SETTINGS'].address}" in answer.text


def test_nobody_says_where_they_come_from_unless_a_proxy_is_trusted(echo):
    said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example"}
    assert echo().get("/echo", headers=said, base_url=BASE).json["remote"] == "127.0.0.1"
    trusted = echo(trusted_proxies=1)
    forwarded = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    assert trusted.get("/echo", headers=forwarded, base_url=BASE).json["remote"] == "203.0.113.9"
    assert trusted.get("/echo", headers=said, base_url=BASE).status_code == 400


def test_every_answer_is_strict(app, visitor):
    for path, status in ((PAGE, 200), ("/nothing", 404)):
        headers = visitor.get(path, expect=status).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers


def test_over_https_it_stays_https(make_app):
    client = make_app(address="https://learn.example").test_client()
    answer = client.get(PAGE, base_url="https://learn.example")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert client.get("/sign-in", base_url="https://127.0.0.1").status_code == 400


def test_pages_of_signed_in_people_are_not_kept(visitor):
    assert visitor.get("/courses").headers["Cache-Control"] == "no-cache"
    assert visitor.as_("ana").get("/courses").headers["Cache-Control"] == "no-store"


def test_a_surprise_is_a_page_and_no_traceback(make_app, caplog):
    other = make_app()

    @other.get("/surprise")
    @open_to(anyone)
    def surprise():
        raise RuntimeError("a secret of the inside")

    answer = other.test_client().get("/surprise", base_url=BASE)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "a secret of the inside" in caplog.text, "it is noted for us"


def test_a_route_without_an_audience_stops_the_start(make_app):
    other = make_app()
    other.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(NoAudience, match="open"):
        require_audiences(other)
    assert audience_of(app=other, endpoint="health.alive") is anyone


@pytest.mark.parametrize("body", ["[1]", '"x"', "5", '{"email": 5}', '{"email": "\\ud800@x.example"}', "[" * 100_000])
def test_json_sent_to_a_form_is_no_surprise(visitor, body):
    ana = visitor.as_("ana")
    ana.get("accounts.account")
    token = ana.page.select("[name=csrf_token]")[0].get("value")
    for path in ("/account", "/account/password", "/sign-in", "/forgotten-password"):
        answer = ana.client.post(
            path, data=body, content_type="application/json", base_url=BASE, headers={"X-CSRFToken": token}
        )
        assert answer.status_code in {200, 302, 422}, (path, answer.status_code)


def test_a_file_is_refused_and_names_its_field(echo):
    answer = echo().post("/echo", data={"email": (io.BytesIO(b"x"), "x.txt")}, base_url=BASE)
    assert answer.status_code == 422
    assert "does not accept files" in answer.text
    assert "email" in answer.text
