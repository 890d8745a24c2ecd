"""The forms about accounts. Each error names its field; what was typed stays, but for passwords."""

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
    """Address and password."""

    email = AddressField(_l("Email address"), [EMAIL_LENGTH])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password.")), PASSWORD_LENGTH])


class AddressForm(Form):
    """An address to which a letter goes."""

    email = AddressField(_l("Email address"), [EMAIL_LENGTH])


class NewPasswordForm(Form):
    """A new password for somebody whose name and address are known."""

    password = PasswordField(_l("New password"))

    def __init__(self, *, name: str = "", address: str = "") -> None:
        super().__init__()
        self.whose = (name, address)

    def validate_password(self, field: Field) -> None:
        """Refuse what is short, well known or personal."""
        fault = passwords.fault(field.data or "", *self.whose)
        if fault:
            raise ValidationError(fault)


class NewAccountForm(Form):
    """What an account needs beside its address, which is known."""

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
        """Refuse what is short, well known or personal."""
        fault = passwords.fault(field.data or "", self.name.data or "", self.address)
        if fault:
            raise ValidationError(fault)


class ProfileForm(Form):
    """What a person says of themselves."""

    name = StringField(_l("Your name"), [NAME_LENGTH])
    certificate_name = StringField(_l("Name on certificates"), [NAME_LENGTH])
    time_zone = Chooser(_l("Time zone"))
    language = Chooser(_l("Language"))
    seen = HiddenField()  # what was stored when this was written

    def __init__(self, **present: str) -> None:
        super().__init__(data={**present, "seen": _mark_of(present)})
        self.time_zone.choices = time_zones(present["time_zone"])
        self.language.choices = [(tag, language_name(tag)) for tag in current_app.config["SETTINGS"].languages]

    def validate_name(self, field: Field) -> None:
        """A name has at least one letter."""
        _refuse_blank(field)

    def overtaken(self, present: dict[str, str]) -> bool:
        """Whether something else was stored since; then each field that differs says so, and sent again it holds."""
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
    """A new password, and the present one as proof."""

    present = PasswordField(
        _l("Current password"), [InputRequired(_l("Enter your current password.")), PASSWORD_LENGTH]
    )
    password = PasswordField(_l("New password"))  # again, so that it comes after the present one as on the page


class ChangeAddressForm(AddressForm):
    """A new address, and the password as proof."""

    password = PasswordField(_l("Your password"), [InputRequired(_l("Enter your password.")), PASSWORD_LENGTH])

    def __init__(self, *, present: str) -> None:
        super().__init__()
        self.present = present

    def validate_email(self, _field: Field) -> None:
        """Refuse the address that one has."""
        if self.email.normal == self.present:
            raise ValidationError(_("This is already your email address."))


class LeaveForm(Form):
    """The password as proof."""

    password = PasswordField(_l("Your password"), [InputRequired(_l("Enter your password.")), PASSWORD_LENGTH])


def time_zones(present: str = "UTC") -> dict[str, list[tuple[str, str]]]:
    """The zones of the world by continent, value and city; and the one that somebody has, if it is none of these."""
    zones = {group: list(cities) for group, cities in _zones().items()}
    if not any(present == zone for cities in zones.values() for zone, _city in cities):
        zones["UTC"].append((present, present))
    return zones


@cached(1)
def _zones() -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {"UTC": [("UTC", "UTC")]}
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text()  # each place once, by its name of today
    for zone in sorted(line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")):
        continent, _slash, city = zone.partition("/")
        groups.setdefault(continent, []).append((zone, city.replace("_", " ").replace("/", ", ")))
    return groups


def language_name(tag: str) -> str:
    """A language in its own words."""
    try:
        return (Locale.parse(tag).get_display_name() or tag).capitalize()
    except (UnknownLocaleError, ValueError):
        return tag


def _refuse_blank(field: Field) -> None:
    if not tidy(field.data or ""):
        raise ValidationError(_("Enter your name."))


def chosen_person() -> str:
    """The public id of the one of the demo's cast whose button was pressed."""
    return request.form.get("person", "")
