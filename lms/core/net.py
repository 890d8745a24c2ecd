"""Secrets that travel in a cookie or a link, and the network that a request comes from."""

import hashlib
import secrets
from ipaddress import ip_address, ip_network

TOKEN_MAX = 64  # characters; anything longer is none of our tokens


def new_token() -> str:
    """256 random bits for a cookie or a mailed link, in 43 characters."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def network_of(address: str | None) -> str:
    """The network an address belongs to: /24 for IPv4, /48 for IPv6; empty when it is none."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))  # noqa: PLR2004
