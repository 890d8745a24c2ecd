"""Forms for admins. Acts that take something away need a reason."""

import re
from collections.abc import Iterable

from wtforms import Field, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from lms.accounts.forms import time_zones
from lms.core.forms import EMAIL_LENGTH, AddressField, Chooser, Form, ReasonField
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.sent import text_asked
from lms.core.text import NAME_MAX, tidy
from lms.organizations.rules import SLUG

NAME_LENGTH = Length(max=NAME_MAX, message=_l("Use 120 characters or fewer."))
LONGEST_SEARCH = 120
LONGEST_NUMBER = 6  # digits


class NameField(StringField):
    """A name that is not blank."""

    @property
    def words(self) -> str:
        """What was typed, on one line."""
        return tidy(self.data or "")

    def pre_validate(self, _form: object) -> None:
        """Something must be left of it on one line."""
        if not tidy(self.data or ""):
            raise ValidationError(_("Enter a name."))


class ActForm(Form):
    """One of several forms on a page. Its field names begin with the name of its act."""

    def __init__(self, act: str = "") -> None:
        super().__init__(prefix=f"{act}-" if act else "")
        self.act = act


class ReasonForm(ActForm):
    """An act that needs a reason and nothing else."""

    reason = ReasonField()


class RenameForm(ReasonForm):
    """Another name."""

    name = NameField(_l("Name"), [NAME_LENGTH])


class AddressForm(ReasonForm):
    """Another address."""

    email = AddressField(_l("New email address"), [EMAIL_LENGTH])


class InviteForm(ActForm):
    """An address to invite."""

    email = AddressField(_l("Email address"), [EMAIL_LENGTH])


class SiteForm(ActForm):
    """A new site."""

    name = NameField(_l("Name of the location"), [NAME_LENGTH])


class DismissForm(ReasonForm):
    """End an instructor's teaching."""

    person = HiddenField()


class EditionForm(ReasonForm):
    """Which edition becomes the current one."""

    number = HiddenField()

    def wanted(self) -> int:
        """Its number; 0, which no edition has, for invalid input."""
        typed = self.number.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 0


class FoundForm(Form):
    """A new school or clinic, and its first manager."""

    name = NameField(_l("Name"), [NAME_LENGTH])
    slug = StringField(_l("Short name for web addresses"), [Length(max=60, message=_l("Use 60 characters or fewer."))])
    kind = Chooser(_l("Kind"), default="clinic")
    time_zone = Chooser(_l("Time zone"), default="UTC")
    manager = AddressField(_l("First manager’s email address"), [EMAIL_LENGTH])

    def __init__(self) -> None:
        super().__init__()
        self.kind.choices = [("clinic", _("Clinic")), ("school", _("School"))]
        self.time_zone.choices = time_zones()

    def validate_slug(self, field: Field) -> None:
        """As it stands in addresses."""
        if not re.fullmatch(SLUG, field.data or ""):
            raise ValidationError(_("Use lowercase letters, digits and single hyphens, like harbour-clinic."))


def by_act(fresh: Iterable[ActForm], sent: Form | None) -> dict[str, Form]:
    """The forms of a page by their act. A submitted form that was refused replaces the fresh one."""
    forms: dict[str, Form] = {each.act: each for each in fresh}
    return {**forms, sent.act: sent} if isinstance(sent, ActForm) else forms


def sought(name: str = "q") -> str:
    """The words to search for in a list, with single spaces."""
    return " ".join(text_asked(name)[:LONGEST_SEARCH].split())
