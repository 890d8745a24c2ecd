"""Guards for every response and every unsafe request: headers, hosts, CSRF, body size."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from lms.core import cookies
from lms.core.errors import NotAllowed
from lms.core.login import known
from lms.core.sent import refuse_unreadable

CSP = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
NO_CONTENT = 204
BARE_HEADERS = [("X-Content-Type-Options", "nosniff")]  # these responses show no content, so they need no other header
FORM_FIELDS = 1000
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PROBED = frozenset({"/healthz", "/readyz"})
THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
csrf = CSRFProtect()


def use(app: Flask, settings: Settings) -> None:
    """Install the guards."""
    app.config.update(
        SECRET_KEY=settings.secret(),
        MAX_CONTENT_LENGTH=settings.max_body,
        MAX_FORM_PARTS=FORM_FIELDS,
        TRUSTED_HOSTS=_hosts(settings),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # Sec-Fetch-Site and Origin are more reliable than Referer
        SESSION_COOKIE_NAME=cookies.host_name("state", https=settings.https),
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.wsgi_app = _TakingProbes(app.wsgi_app, urlsplit(settings.address).netloc)  # type: ignore[method-assign]
    app.before_request(refuse_foreign_posts)
    app.before_request(refuse_boundless_bodies)
    app.before_request(refuse_unreadable)
    csrf.init_app(app)
    app.after_request(add_headers)
    app.config["HTTPS"] = settings.https


def _hosts(settings: Settings) -> list[str]:
    host = urlsplit(settings.address).hostname or ""
    return [host, *(["127.0.0.1", "localhost"] if not settings.https else [])]


class _TakingProbes:
    """Let a health probe from this machine use any host name, such as 127.0.0.1.

    Only the two probe pages allow this. Their content does not depend on the host name, and they have no links.
    """

    def __init__(self, application: WSGIApplication, host: str) -> None:
        self._application, self._host = application, host

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer under our own host name."""
        if environ["PATH_INFO"] in PROBED and environ.get("REMOTE_ADDR") in THIS_MACHINE:
            environ["HTTP_HOST"] = self._host
            environ.pop("HTTP_X_FORWARDED_HOST", None)
        return self._application(environ, start_response)


def refuse_foreign_posts() -> None:
    """Refuse an unsafe request that, by the browser's account, another site started."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    foreign_site = site is not None and site not in {"same-origin", "none"}
    foreign_origin = site is None and origin is not None and urlsplit(origin).netloc != request.host
    if foreign_site or foreign_origin:
        raise NotAllowed


def refuse_boundless_bodies() -> None:
    """Refuse a body without a length (it would be cut off silently) or with too many fields."""
    if request.method in SAFE:
        return
    unmeasured = request.content_length is None and "Transfer-Encoding" in request.headers
    if unmeasured or sum(len(values) for values in request.form.listvalues()) > FORM_FIELDS:
        raise RequestEntityTooLarge


def add_headers(response: Response) -> Response:
    """Add the strict headers, and no-store to pages made for a signed-in person."""
    for name, value in HEADERS.items() if response.status_code != NO_CONTENT else BARE_HEADERS:
        response.headers.setdefault(name, value)
    if request.scheme == "https":
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if known() else "no-cache"
    return response


__all__ = ["CSRFError", "csrf", "use"]
