"""Certificates for their holders, and the public pages that verify them."""

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.certification import limits, pdf, queries
from lms.certification.forms import VerifyForm
from lms.certification.pages import CertificatePage, VerifiedPage, VerifyPage, certificates_page
from lms.certification.pages import paper as paper_of
from lms.certification.policy import holder, own_certificate
from lms.certification.queries import Issued
from lms.core.clock import now
from lms.core.ids import PersonId
from lms.core.net import network_of
from lms.core.pages import page
from lms.core.policy import anyone, open_to

bp = Blueprint("certification", __name__, template_folder="templates")


@bp.get("/certificates")
@open_to(holder)
def certificates(person_id: PersonId) -> ResponseReturnValue:
    """What is issued, what is not yet, and why."""
    return page(certificates_page(person_id, now()))


@bp.get("/certificates/<public_id>")
@open_to(own_certificate)
def certificate(issued: Issued) -> ResponseReturnValue:
    """An own attainment with its evidence."""
    return page(CertificatePage(paper=paper_of(issued)))


@bp.get("/certificates/<public_id>.pdf")
@open_to(own_certificate)
def paper(issued: Issued) -> ResponseReturnValue:
    """The same as a PDF to print or forward."""
    shown = paper_of(issued)
    response = Response(pdf.made(pdf.sheet(shown)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{pdf.file_name(shown.address)}"'
    return response


@bp.get("/verify")
@open_to(anyone)
def verify() -> ResponseReturnValue:
    """The form for a code."""
    form = VerifyForm.of_address()
    if form.is_sent and form.validate():
        return _unlisted(redirect(url_for("certification.verified", code=form.wanted), 303))
    return _unlisted(page(VerifyPage(form=form, unknown=False)))


@bp.get("/verify/<code>")
@open_to(anyone)
def verified(code: str) -> ResponseReturnValue:
    """The state of the attainment of this code, for anyone."""
    limits.take_turn(network_of(request.remote_addr))
    found = queries.by_code(code, now())
    if found is None:
        return _unlisted(page(VerifyPage(form=VerifyForm(data={"code": code}), unknown=True), 404))
    return _unlisted(page(VerifiedPage(paper=paper_of(found))))


def _unlisted(response: ResponseReturnValue) -> Response:
    """Keep the page from search engines and caches."""
    answer = make_response(response)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer
