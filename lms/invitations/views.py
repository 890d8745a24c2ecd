"""Inviting people to a clinic or a course, and accepting."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import actions as accounts
from lms.accounts import passwords, session
from lms.core import addresses, throttle
from lms.core.db import write_tx
from lms.core.errors import Conflict, TooMany
from lms.core.i18n import gettext as _
from lms.core.i18n import language, ngettext
from lms.core.ids import PersonId
from lms.core.login import visitor
from lms.core.pages import page, write
from lms.core.policy import open_to
from lms.curriculum.queries import catalogue
from lms.invitations import actions, limits, pages, queries
from lms.invitations.forms import ClinicForm, CourseForm, InviteForm, JoinForm, NewMemberForm
from lms.invitations.policy import at_pending, holds_invitation, hosts
from lms.invitations.queries import Invited
from lms.invitations.rules import LEARNER, Offer
from lms.invitations.values import AtPending, Host

bp = Blueprint("invitations", __name__, template_folder="templates")


@bp.get("/clinics/<slug>/invitations", defaults={"to": "clinic"})
@bp.get("/teach/<slug>/invitations", defaults={"to": "course"})
@open_to(hosts)
def invitations(host: Host) -> ResponseReturnValue:
    """The pending invitations, and a form for more."""
    return page(pages.invitations(host, _form(host)))


@bp.post("/clinics/<slug>/invitations", defaults={"to": "clinic"})
@bp.post("/teach/<slug>/invitations", defaults={"to": "course"})
@open_to(hosts)
def invite(host: Host) -> ResponseReturnValue:
    """Invite people by email: all of them, or none if one address cannot be invited."""
    form = _form(host)
    if not form.validate_on_submit():
        return page(pages.invitations(host, form))
    offer = _offer(host, form)
    have = queries.already(form.emails.normal, offer)
    emails = [each for each in form.emails.normal if each not in have]
    try:
        _take_turns(host, emails)
    except TooMany as full:
        form.refuse(form.emails, full.message)
        return page(pages.invitations(host, form), full.status)
    write_tx(lambda: [actions.invite(each, offer, by=host.by) for each in emails])
    if emails:
        sent = ngettext("%(num)d invitation sent.", "%(num)d invitations sent.", len(emails))
        flash(_("Invitation sent to %(address)s.", address=emails[0]) if len(emails) == 1 else sent)
    if have:
        flash(
            _("Not invited because they already belong: %(addresses)s.", addresses=", ".join(sorted(have))), "caution"
        )
    return _back(host)


@bp.post("/clinics/<slug>/invitations/<public_id>/again", defaults={"to": "clinic"})
@bp.post("/teach/<slug>/invitations/<public_id>/again", defaults={"to": "course"})
@open_to(at_pending)
def send_again(at: AtPending) -> ResponseReturnValue:
    """Send the email again with a new link. The old one is dead."""
    _take_turns(at.host, [at.pending.email])
    write_tx(lambda: actions.send_again(at.pending, by=at.host.by))
    flash(_("Invitation sent to %(address)s.", address=at.pending.email))
    return _back(at.host)


@bp.post("/clinics/<slug>/invitations/<public_id>/withdraw", defaults={"to": "clinic"})
@bp.post("/teach/<slug>/invitations/<public_id>/withdraw", defaults={"to": "course"})
@open_to(at_pending)
def withdraw(at: AtPending) -> ResponseReturnValue:
    """Withdraw an invitation. Its link is dead."""
    whose = {"to": at.host.to, "slug": at.host.slug}
    write(lambda: actions.withdraw(at.pending, by=at.host.by), "invitations.invitations", **whose)
    flash(_("Invitation to %(address)s withdrawn.", address=at.pending.email))
    return _back(at.host)


@bp.route("/join/<code>", methods=["GET", "POST"])
@open_to(holds_invitation)
def join(held: tuple[str, Invited]) -> ResponseReturnValue:
    """Accept an invitation. Only the POST does, and it confirms the address that the code was sent to."""
    code, invited = held
    step = pages.step(invited)
    form = NewMemberForm(address=invited.email) if step == "new" else JoinForm()
    if form.validate_on_submit():
        return _new_member(invited, form) if isinstance(form, NewMemberForm) else _joined(invited, step, form)
    context = pages.joining(invited, step, form, url_for("invitations.join", code=code))
    response = page(context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _form(host: Host) -> InviteForm:
    return ClinicForm(catalogue()) if host.to == "clinic" else CourseForm()


def _offer(host: Host, form: InviteForm) -> Offer:
    if isinstance(form, ClinicForm):
        chosen = next((each.id for each in catalogue() if each.slug == form.course.data), None)
        return Offer(host.organization_id, form.role.data, chosen, LEARNER if chosen is not None else "")
    return Offer(course_id=host.course_id, course_role=form.course_role.data)


def _take_turns(host: Host, emails: list[str]) -> None:
    for each in emails:
        throttle.spend(limits.INVITER, str(host.by))
        try:
            throttle.spend(limits.INVITED, each)
        except TooMany as full:
            words = _(
                "%(address)s has had several invitations just now. Leave it out, or try again later.", address=each
            )
            raise TooMany(words, full.retry_after) from full


def _back(host: Host) -> ResponseReturnValue:
    return redirect(url_for("invitations.invitations", to=host.to, slug=host.slug), 303)


def _new_member(invited: Invited, form: NewMemberForm) -> ResponseReturnValue:
    name, zone, tongue = form.name.data or "", form.time_zone.data, language()
    password_hash = passwords.hashed(form.password.data or "")

    def work() -> PersonId:
        person_id = accounts.create_person(
            invited.email, name, password_hash, confirmed=True, time_zone=zone, language=tongue
        )
        actions.accept(invited, person_id, share=form.share.data)
        return person_id

    return session.let_in(work, invited.email, addresses.home())


def _joined(invited: Invited, step: str, form: JoinForm) -> ResponseReturnValue:
    actor = visitor()
    if actor is None or step != "join":
        raise Conflict(_("This invitation is for another email address. Sign in with that address."))
    person_id = actor.person_id
    write_tx(lambda: actions.accept(invited, person_id, share=form.share.data))
    place = invited.organization or invited.course
    flash(_("You’ve joined %(place)s.", place=place) if place else _("Welcome."))
    return redirect(addresses.home())
