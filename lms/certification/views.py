"""Certificates for their holders, and the public pages that verify them."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.certification import limits, pdf, present, queries
from lms.certification.forms import VerifyForm
from lms.certification.pages import CertificatePage, VerifiedPage
from lms.certification.policy import holder, own_certificate
from lms.certification.queries import Issued
from lms.certification.sheet import sheet
from lms.core.net import network_of
from lms.core.pages import Page, page
from lms.core.policy import anyone, open_to

bp = Blueprint("certification", __name__, template_folder="templates")


@dataclass(frozen=True, kw_only=True)
class VerifyPage(Page):
    """The form for a code; `unknown` where a code was looked up that nobody has."""

    template = "certification/verify.html"
    form: VerifyForm
    unknown: bool


@bp.get("/certificates")
@open_to(holder)
def certificates(person_id: int) -> ResponseReturnValue:
    """What is issued, what is not yet, and why."""
    return page(present.certificates(person_id))


@bp.get("/certificates/<public_id>")
@open_to(own_certificate)
def certificate(issued: Issued) -> ResponseReturnValue:
    """One's own attainment with its evidence."""
    return page(CertificatePage(paper=present.paper(issued)))


@bp.get("/certificates/<public_id>.pdf")
@open_to(own_certificate)
def paper(issued: Issued) -> ResponseReturnValue:
    """The same as a PDF to print and to send on."""
    shown = present.paper(issued)
    response = Response(pdf.made(sheet(shown)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{pdf.file_name(shown.address)}"'
    return response


@bp.get("/verify")
@open_to(anyone)
def verify() -> ResponseReturnValue:
    """The form for a code."""
    form = VerifyForm(request.args)
    if "code" in request.args and form.validate():
        return _unlisted(redirect(url_for("certification.verified", code=form.wanted), 303))
    return _unlisted(page(VerifyPage(form=form, unknown=False), 422 if form.errors else 200))


@bp.get("/verify/<code>")
@open_to(anyone)
def verified(code: str) -> ResponseReturnValue:
    """How the attainment of this code stands, for anybody."""
    limits.take_turn(network_of(request.remote_addr))
    found = queries.by_code(code)
    if found is None:
        return _unlisted(page(VerifyPage(form=VerifyForm(data={"code": code}), unknown=True), 404))
    return _unlisted(page(VerifiedPage(paper=present.paper(found))))


def _unlisted(response: ResponseReturnValue) -> Response:
    """Not for search engines, and kept by nobody in between."""
    answer = make_response(response)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer
