"""Forms to invite many addresses at once, and to accept."""

from typing import Any

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, ValidationError

from lms.accounts.forms import NewAccountForm
from lms.core.forms import Chooser, Form
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.i18n import ngettext
from lms.core.text import EMAIL_MAX, BadAddress, normal_address
from lms.curriculum.queries import CourseRow
from lms.invitations.rules import AT_ONCE, LEARNER
from lms.invitations.words import COURSE_ROLES
from lms.organizations.words import ROLES

SHARE = _l("Share my progress and certificates with its managers")
NAMED = 5  # addresses shown in an error


class AddressesField(TextAreaField):
    """Email addresses, separated by lines or commas. `normal` has each once, in its normal spelling."""

    normal: tuple[str, ...] = ()

    def pre_validate(self, _form: object) -> None:
        """Parse every address, or report those that are not addresses."""
        written = [each.strip() for each in (self.data or "").replace(",", "\n").replace(";", "\n").splitlines()]
        given = [each for each in written if each]
        if not given:
            raise ValidationError(_("Enter at least one email address."))
        if len(given) > AT_ONCE:
            raise ValidationError(
                ngettext(
                    "Enter at most %(num)d address at a time.", "Enter at most %(num)d addresses at a time.", AT_ONCE
                )
            )
        wrong = [each for each in given if not _is_address(each)]
        if wrong:
            raise ValidationError(not_addresses(wrong))
        self.normal = tuple(dict.fromkeys(normal_address(each) for each in given))


def not_addresses(wrong: list[str]) -> str:
    """The error that names the first few that are not addresses."""
    named = ", ".join(f"“{each[:60]}”" for each in wrong[:NAMED])
    more = len(wrong) - NAMED
    told = _("Not a valid email address: %(named)s.", named=named)
    return f"{told} {ngettext('And %(num)d more.', 'And %(num)d more.', more)}" if more > 0 else told


def _is_address(text: str) -> bool:
    try:
        normal_address(text)
    except BadAddress:
        return False
    return True


class InviteForm(Form):
    """Whom to invite."""

    emails = AddressesField(
        _l("Email addresses"), [Length(max=AT_ONCE * (EMAIL_MAX + 2), message=_l("This is too much text."))]
    )


class JoinForm(Form):
    """Accept, and choose whether the school or clinic may see one's progress."""

    share = BooleanField(SHARE)


class NewMemberForm(NewAccountForm):
    """The same, creating an account."""

    share = BooleanField(SHARE)


class ClinicForm(InviteForm):
    """Invite to a role in the clinic and, optionally, a course to take."""

    role = Chooser(_l("Role"), default="student")
    course = Chooser(_l("Course to take"), default="")

    def __init__(self, courses: list[CourseRow]) -> None:
        super().__init__()
        self.role.choices = list(ROLES.items())
        self.course.choices = [("", _("None")), *((each.slug, each.title) for each in courses)]


class CourseForm(InviteForm):
    """Invite to take or teach the course."""

    course_role = Chooser(_l("Role"), default=LEARNER)

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(**given)
        self.course_role.choices = list(COURSE_ROLES.items())
