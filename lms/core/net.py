"""Tokens for cookies and links, and the network of a request."""

import hashlib
import secrets
from ipaddress import ip_address, ip_network

TOKEN_MAX = 64  # characters; ours are never longer


def new_token() -> str:
    """A token of 256 random bits, in 43 characters, for a cookie or an emailed link."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal: all that the database stores of it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def network_of(address: str | None) -> str:
    """The network an address belongs to: /24 for IPv4, /48 for IPv6, or empty if it is not an address."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))  # noqa: PLR2004
