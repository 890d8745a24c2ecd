"""The pages of one's own memberships."""

from dataclasses import dataclass
from datetime import datetime

from lms.core.ids import OrganizationId, PersonId
from lms.core.pages import Page
from lms.organizations.queries import Own, memberships


@dataclass(frozen=True)
class OwnPlace:
    """A school or clinic that the person belongs to, their roles, and what it sees."""

    first: Own
    all_of_them: tuple[Own, ...]


@dataclass(frozen=True, kw_only=True)
class MembershipsPage(Page):
    """Who sees what: each school and clinic, what it sees, and how to leave."""

    template = "organizations/memberships.html"
    places: list[OwnPlace]


@dataclass(frozen=True, kw_only=True)
class LeavePage(Page):
    """Asks for confirmation before leaving."""

    template = "organizations/leave.html"
    own: Own


def own_places(person_id: PersonId, at: datetime) -> MembershipsPage:
    """The schools and clinics that a person belongs to at a moment, by name. One statement."""
    found: dict[OrganizationId, list[Own]] = {}
    for each in memberships(person_id, at):
        found.setdefault(each.organization_id, []).append(each)
    return MembershipsPage(places=[OwnPlace(roles[0], tuple(roles)) for roles in found.values()])
