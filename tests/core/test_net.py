"""Tokens and networks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.net import digest, network_of, new_token


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert min(map(len, tokens)) == 43


@given(st.text())
def test_every_token_has_a_digest(text):
    assert len(digest(text)) == 64


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("127.0.0.1", "127.0.0.0/24"),
        (None, ""),
        ("unix:", ""),
    ],
)
def test_a_network_is_told_not_an_address(address, network):
    assert network_of(address) == network
