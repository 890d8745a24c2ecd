"""The form that invites somebody, and what is sought in the list."""

from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from lms.core.forms import EMAIL_LENGTH, AddressField, Form
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.sent import text_asked
from lms.organizations.words import ROLES

LONGEST_SEARCH = 120


class InviteForm(Form):
    """An address, and a role in the clinic."""

    email = AddressField(_l("Email address"), [EMAIL_LENGTH])
    role = SelectField(_l("Role"), default="student", validate_choice=False)

    def __init__(self) -> None:
        super().__init__()
        self.role.choices = list(ROLES.items())

    def validate_role(self, field: Field) -> None:
        """One of the roles."""
        if field.data not in ROLES:
            raise ValidationError(_("Choose a role from the list."))


def wanted() -> str:
    """The words that are sought in the list, with single spaces."""
    return " ".join(text_asked("q")[:LONGEST_SEARCH].split())
