"""The cast: one person of each kind, the same in every test.

| key   | who                                                                    |
|-------|------------------------------------------------------------------------|
| ana   | student of the school, and on the staff of the north clinic            |
| ines  | instructor of the school; teaches each course that `make.course` makes |
| sofia | supervisor at the north clinic                                         |
| mara  | manager of the north clinic                                            |
| ada   | administrator of the installation                                      |
| omar  | manager of the south clinic: an outsider to all of the above           |
"""

from dataclasses import dataclass

from lms.accounts import session
from lms.accounts.actions import create_person, hash_password
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.organizations.models import Membership, Organization

PASSWORD = "slow-hands-warm-hands"
ORGANIZATIONS = {
    "school": ("psoas-school", "School of Touch", "school"),
    "north": ("north-clinic", "North Clinic", "clinic"),
    "south": ("south-clinic", "South Clinic", "clinic"),
}
PEOPLE = {
    "ana": ("Ana Student", [("school", "student"), ("north", "student")]),
    "ines": ("Ines Instructor", [("school", "instructor")]),
    "sofia": ("Sofia Supervisor", [("north", "supervisor")]),
    "mara": ("Mara Manager", [("north", "manager")]),
    "ada": ("Ada Administrator", []),
    "omar": ("Omar Outsider", [("south", "manager")]),
}


@dataclass(frozen=True)
class CastPerson:
    """One of the cast, as plain values."""

    key: str
    id: int
    email: str
    name: str
    password: str = PASSWORD


class Cast:
    """The people by key: `cast["ana"].id`. They are loaded when first asked for."""

    def __init__(self) -> None:
        self._people: dict[str, CastPerson] = {}
        self.organizations: dict[str, int] = {}

    def __getitem__(self, key: str) -> CastPerson:
        return self.load()._people[key]

    @property
    def loaded(self) -> bool:
        """Whether they are in the database already."""
        return bool(self._people)

    def load(self) -> "Cast":
        """Put the cast into the database, once."""
        if not self._people:
            password_hash = hash_password(PASSWORD)  # slow, so before the write scope
            write_tx(lambda: self._load(password_hash))
        return self

    def _load(self, password_hash: str) -> None:
        for key, (slug, name, kind) in ORGANIZATIONS.items():
            row = Organization(slug=slug, name=name, kind=kind, created_at=now())
            db.session.add(row)
            db.session.flush()
            self.organizations[key] = row.id
        for key, (name, roles) in PEOPLE.items():
            email = f"{key}@cast.example"
            person_id = create_person(email, name, password_hash, admin=key == "ada", confirmed=True)
            self._people[key] = CastPerson(key, person_id, email, name)
            for place, role in roles:
                membership = Membership(organization_id=self.organizations[place], person_id=person_id, role=role)
                membership.starts_at = now()
                db.session.add(membership)


def sign_in(person_id: int) -> str:
    """Open a session for a person, without the sign-in page. Returns the cookie's value."""
    return write_tx(lambda: session.begin(person_id))
