"""Browsers in which a person has signed in before: failed tries elsewhere do not lock them out there.

After "Device cookies" of OWASP (Slow Down Online Guessing Attacks with Device Cookies). The cookie is
`mark.proof.proof…`: a random mark of the browser and, for each address that signed in here, a proof that
only this installation can make. It grants no access. It gives each pair of browser and address tries of
its own. The proofs do not reveal the addresses.
"""

import hashlib
import secrets
from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import Signer

from lms.core import cookies
from lms.core.net import TOKEN_MAX

COOKIE = "known"
LIVES = timedelta(days=365)
ADDRESSES = 4  # people who share a browser: those who signed in last


def mark_for(address: str) -> str:
    """The mark of this browser if `address` has signed in here before, else ""."""
    mark, proofs = _present()
    return mark if _holding(mark, address, proofs) else ""


def remember(response: Response, address: str) -> Response:
    """Give the browser a proof that `address` has signed in here."""
    mark, proofs = _present()
    mark = mark or secrets.token_urlsafe(16)
    others = [each for each in proofs if each not in _holding(mark, address, proofs)]
    newest = _signer().get_signature(_signed(mark, address)).decode()
    cookies.put(response, COOKIE, ".".join([mark, newest, *others[: ADDRESSES - 1]]), int(LIVES.total_seconds()))
    return response


def _present() -> tuple[str, list[str]]:
    """The mark and the proofs in this browser's cookie, or empty if the cookie is not ours."""
    mark, *proofs = request.cookies.get(cookies.name_of(COOKIE), "").split(".")
    mine = len(proofs) <= ADDRESSES and all(len(each) <= TOKEN_MAX and each.isascii() for each in (mark, *proofs))
    return (mark, proofs) if mine else ("", [])


def _holding(mark: str, address: str, proofs: list[str]) -> list[str]:
    return [each for each in proofs if mark and _signer().verify_signature(_signed(mark, address), each)]


def _signed(mark: str, address: str) -> str:
    return f"{mark}\0{address}"


def _signer() -> Signer:
    key = current_app.config["SECRET_KEY"]
    return Signer(key, salt="known browser", key_derivation="hmac", digest_method=hashlib.sha256)
