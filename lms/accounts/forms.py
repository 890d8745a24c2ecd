"""Forms for accounts. Errors appear at their fields, and everything typed stays except passwords."""

import hashlib
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from flask import current_app, request
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from lms.accounts import passwords
from lms.accounts.rules import PASSWORD_MAX
from lms.core.cache import cached
from lms.core.forms import EMAIL_LENGTH, AddressField, Chooser, Form
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.text import NAME_MAX, tidy

NAME_LENGTH = Length(max=NAME_MAX, message=_l("Use %(max)d characters or fewer."))
PASSWORD_LENGTH = Length(max=PASSWORD_MAX, message=_l("Use %(max)d characters or fewer."))


class SignInForm(Form):
    """Sign in with address and password."""

    email = AddressField(_l("Email address"), [EMAIL_LENGTH])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password.")), PASSWORD_LENGTH])


class AddressForm(Form):
    """An address to send an email to."""

    email = AddressField(_l("Email address"), [EMAIL_LENGTH])


class NewPasswordForm(Form):
    """A new password for a person whose name and address are known."""

    password = PasswordField(_l("New password"))

    def __init__(self, *, name: str = "", address: str = "") -> None:
        super().__init__()
        self.whose = (name, address)

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is short, common or personal."""
        fault = passwords.fault(field.data or "", *self.whose)
        if fault:
            raise ValidationError(fault)


class NewAccountForm(Form):
    """What a new account needs besides its address, which is known."""

    name = StringField(_l("Your name"), [NAME_LENGTH])
    password = PasswordField(_l("Password"))
    time_zone = Chooser(_l("Your time zone"), default="UTC")

    def __init__(self, *, address: str) -> None:
        super().__init__()
        self.address = address
        self.time_zone.choices = time_zones()

    def validate_name(self, field: Field) -> None:
        """A name has at least one letter."""
        _refuse_blank(field)

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is short, common or personal."""
        fault = passwords.fault(field.data or "", self.name.data or "", self.address)
        if fault:
            raise ValidationError(fault)


class ProfileForm(Form):
    """A person's profile."""

    name = StringField(_l("Your name"), [NAME_LENGTH])
    certificate_name = StringField(_l("Name on certificates"), [NAME_LENGTH])
    time_zone = Chooser(_l("Time zone"))
    language = Chooser(_l("Language"))
    seen = HiddenField()  # what was stored when the form was shown

    def __init__(self, **present: str) -> None:
        super().__init__(data={**present, "seen": _mark_of(present)})
        self.time_zone.choices = time_zones(present["time_zone"])
        self.language.choices = [(tag, language_name(tag)) for tag in current_app.config["SETTINGS"].languages]

    def validate_name(self, field: Field) -> None:
        """A name has at least one letter."""
        _refuse_blank(field)

    def overtaken(self, present: dict[str, str]) -> bool:
        """Whether the profile changed since the form was shown. Fields that differ say so; sending again overwrites."""
        seen, self.seen.data = self.seen.data, _mark_of(present)
        other = [name for name in present if (self[name].data or "") != present[name]]
        if seen in {"", None, self.seen.data} or not other:
            return False
        for name in other:
            stored = _(
                "This changed after you opened the page. It is now “%(stored)s”. Save again to use what you "
                "entered instead."
            )
            self.refuse(self[name], stored % {"stored": present[name]})
        return True


def _mark_of(present: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(present.items())).encode()).hexdigest()[:16]


class ChangePasswordForm(NewPasswordForm):
    """A new password, with the current one as proof."""

    present = PasswordField(
        _l("Current password"), [InputRequired(_l("Enter your current password.")), PASSWORD_LENGTH]
    )
    password = PasswordField(_l("New password"))  # declared again, so that it comes after the current one


class ChangeAddressForm(AddressForm):
    """A new address, with the password as proof."""

    password = PasswordField(_l("Your password"), [InputRequired(_l("Enter your password.")), PASSWORD_LENGTH])

    def __init__(self, *, present: str) -> None:
        super().__init__()
        self.present = present

    def validate_email(self, _field: Field) -> None:
        """Refuse the current address."""
        if self.email.normal == self.present:
            raise ValidationError(_("This is already your email address."))


class LeaveForm(Form):
    """The password as proof."""

    password = PasswordField(_l("Your password"), [InputRequired(_l("Enter your password.")), PASSWORD_LENGTH])


def time_zones(present: str = "UTC") -> dict[str, list[tuple[str, str]]]:
    """Time zones by continent, as value and city, including the `present` one if it is not among them."""
    zones = {group: list(cities) for group, cities in _zones().items()}
    if not any(present == zone for cities in zones.values() for zone, _city in cities):
        zones["UTC"].append((present, present))
    return zones


@cached(1)
def _zones() -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {"UTC": [("UTC", "UTC")]}
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text()  # each place once, by its current name
    for zone in sorted(line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")):
        continent, _slash, city = zone.partition("/")
        groups.setdefault(continent, []).append((zone, city.replace("_", " ").replace("/", ", ")))
    return groups


def language_name(tag: str) -> str:
    """The name of a language in that language."""
    try:
        return (Locale.parse(tag).get_display_name() or tag).capitalize()
    except (UnknownLocaleError, ValueError):
        return tag


def _refuse_blank(field: Field) -> None:
    if not tidy(field.data or ""):
        raise ValidationError(_("Enter your name."))


def chosen_person() -> str:
    """The public id of the demo person whose button was pressed."""
    return request.form.get("person", "")
