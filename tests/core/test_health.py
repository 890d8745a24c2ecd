"""What a machine that watches is told."""

import pytest

PUBLIC = "https://learn.example"


@pytest.fixture
def behind_a_proxy(make_app):
    """A client of an installation that people reach at another address than the probe."""
    return make_app(address=PUBLIC, trusted_proxies=1).test_client()


def asked(client, path, **sent):
    return client.get(path, base_url="http://127.0.0.1:8000", **sent)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.7", "palpate.internal", "évil", ""])
def test_a_probe_from_this_machine_is_answered_whatever_it_calls_the_server(behind_a_proxy, path, host):
    answer = asked(behind_a_proxy, path, headers={"Host": host, "X-Forwarded-Host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_from_elsewhere_only_the_public_name_will_do(behind_a_proxy, path):
    there = {"REMOTE_ADDR": "10.0.0.7"}
    assert asked(behind_a_proxy, path, environ_overrides=there).status_code == 400
    named = {"X-Forwarded-Host": "learn.example"}
    assert asked(behind_a_proxy, path, environ_overrides=there, headers=named).status_code == 200


@pytest.mark.parametrize("path", ["/", "/sign-in", "/healthz/", "//healthz", "/healthz.txt", "/nothing-here"])
def test_no_other_page_is_opened_by_another_name(behind_a_proxy, path):
    assert asked(behind_a_proxy, path).status_code == 400
