"""The demo's cast: one person of each kind, a school, two clinics. Only ever loaded in demo mode."""

from dataclasses import dataclass

from lms.accounts import actions as accounts
from lms.accounts.queries import person_by_email
from lms.core.db import write_tx
from lms.core.ids import OrganizationId
from lms.curriculum import actions as curriculum
from lms.curriculum.queries import course_id
from lms.enrolment import actions as enrolment
from lms.organizations import actions as organizations
from lms.organizations.queries import place

N_ = str  # marks a part for translation; the sign-in page translates it
PASSWORD = "soft-warm-hands-first"  # noqa: S105 - known to everybody, and said so on every page
COURSE = "psoas-major"
ORGANIZATIONS = (
    ("hand-and-breath", "Hand & Breath School", "school"),
    ("harbour-clinic", "Harbour Clinic", "clinic"),
    ("hillside-clinic", "Hillside Clinic", "clinic"),
)


@dataclass(frozen=True)
class DemoPerson:
    """Someone to sign in as; `part` is said on the terminal and on the sign-in page."""

    email: str
    name: str
    part: str
    roles: tuple[tuple[str, str], ...] = ()
    admin: bool = False
    teaches: bool = False
    learns: bool = False


PEOPLE = (
    DemoPerson(
        "maya@demo.example",
        "Maya Rossi",
        N_("student"),
        (("hand-and-breath", "student"), ("harbour-clinic", "student")),
        learns=True,
    ),
    DemoPerson("ines@demo.example", "Ines Kaya", N_("instructor"), (("hand-and-breath", "instructor"),), teaches=True),
    DemoPerson("sofia@demo.example", "Sofia Lind", N_("supervisor"), (("harbour-clinic", "supervisor"),)),
    DemoPerson("marta@demo.example", "Marta Weiss", N_("clinic manager"), (("harbour-clinic", "manager"),)),
    DemoPerson("ada@demo.example", "Ada Okoye", N_("admin"), admin=True),
    DemoPerson("omar@demo.example", "Omar Haddad", N_("student at another clinic"), (("hillside-clinic", "student"),)),
)


def load() -> None:
    """Create the demo people that are missing. Running it again changes nothing."""
    if all(person_by_email(person.email) for person in PEOPLE):
        return
    password_hash = accounts.hash_password(PASSWORD)  # slow, so before the write scope
    write_tx(lambda: _load(password_hash))


def _load(password_hash: str) -> None:
    places = {slug: _organization(slug, name, kind) for slug, name, kind in ORGANIZATIONS}
    course = course_id(COURSE)
    for person in PEOPLE:
        if person_by_email(person.email):
            continue
        person_id = accounts.create_person(
            person.email,
            person.name,
            password_hash,
            admin=person.admin,
            confirmed=True,
            demo=True,
            demo_part=person.part,
        )
        for slug, role in person.roles:
            organizations.add_member(places[slug], person_id, role)
            organizations.share(places[slug], person_id)
        if course and person.teaches:
            curriculum.appoint(person_id, course)
        if course and person.learns:
            enrolment.enrol(person_id, course)


def _organization(slug: str, name: str, kind: str) -> OrganizationId:
    known = place(slug)
    return known.organization_id if known else organizations.create_organization(slug, name, kind)
