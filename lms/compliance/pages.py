"""The list of a clinic: each person with their roles, what they have achieved, until when, and why not.

Reasons are in the same words that the learner reads. Answers are never shown.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from lms.certification.queries import AttainmentLine, attained
from lms.certification.rules import missing, without_means
from lms.certification.words import not_here
from lms.compliance import words
from lms.compliance.forms import wanted
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext, percent
from lms.core.ids import EnrolmentId, OrganizationId, PersonId
from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager
from lms.enrolment.queries import enrolments_of
from lms.learning.outline import step_paths
from lms.learning.queries import Standing, standings
from lms.learning.reasons import completion, why_not
from lms.learning.rules import Step
from lms.organizations import queries as organizations
from lms.organizations.queries import Held, Place, Somebody, sharers
from lms.organizations.values import Managed
from lms.organizations.words import role
from lms.ui.navigation import NavigationDoor

DOOR = NavigationDoor(
    places=organizations.clinics_of, way=lambda slug, name: (url_for("compliance.clinic", slug=slug), name)
)
NAMED = 3  # missing steps named for each achievement
A_PAGE = 50
AT_ONCE = 1000  # people read at once for the table, with six statements


@dataclass(frozen=True)
class AchievementLine:
    """One achievement of a person: its state as a word and a tone, until when, and why not."""

    title: str
    tone: str
    word: str
    until: str  # an ISO date such as 2028-03-01, or ""
    why: tuple[str, ...]


@dataclass(frozen=True)
class PersonRow:
    """A person in the list."""

    name: str
    roles: tuple[Held, ...]
    shared: bool  # whether they share their progress with the clinic
    lines: tuple[AchievementLine, ...]


@dataclass(frozen=True, kw_only=True)
class ClinicPage(Page):
    """Who belongs to the clinic, what they have achieved, until when, and why not."""

    template = "compliance/clinic.html"
    place: Place
    rows: list[PersonRow]
    count: int
    wanted: str
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class EndPage(Page):
    """Asks for confirmation before a membership ends."""

    template = "compliance/end.html"
    place: Place
    held: Held


def clinic_page(managed: Managed, at: datetime) -> ClinicPage:
    """The list of the clinic, a page at a time. Seven statements, and one more for editions that are not cached."""
    place, sought = managed.place, wanted()
    people, count = organizations.people(place.organization_id, sought, at, page_number(), A_PAGE)
    return ClinicPage(
        place=place,
        rows=_rows(place.organization_id, people.items, at),
        count=count,
        wanted=sought,
        pages=pager(people, "compliance.clinic", slug=place.slug, q=sought or None),
    )


def table(managed: Managed, at: datetime) -> list[list[str]]:
    """The whole list as a table: a header, then a row for each person and achievement."""
    place, number, more = managed.place, 0, True
    found: list[PersonRow] = []
    while more:
        number += 1
        people, _count = organizations.people(place.organization_id, wanted(), at, number, AT_ONCE)
        found += _rows(place.organization_id, people.items, at)
        more = people.more
    return _as_table(found)


def _as_table(all_of_them: Sequence[PersonRow]) -> list[list[str]]:
    lines = [[_("Person"), _("Role"), _("Achievement"), _("Status"), _("Valid until"), _("What’s missing")]]
    for row in all_of_them:
        roles = ", ".join(role(each.role) for each in row.roles)
        for line in row.lines:
            lines.append([row.name, roles, line.title, line.word, line.until, " ".join(line.why)])
        if not row.lines:
            lines.append([row.name, roles, "", _none(row), "", ""])
    return lines


def _none(row: PersonRow) -> str:
    return _("Not enrolled") if row.shared else _("Not shared with you")


def _rows(organization_id: OrganizationId, people: Sequence[Somebody], at: datetime) -> list[PersonRow]:
    """What these people share. Six statements, and one more for editions that are not cached."""
    ids = [each.person_id for each in people]
    if not ids:
        return []
    roles = organizations.roles(organization_id, ids, at)
    sharing = sharers(organization_id, ids, at)
    held = attained(organization_id, sharing, at)
    ways: dict[PersonId, list[Standing]] = defaultdict(list)
    for each in standings(enrolments_of(sharing, at), at):
        ways[each.enrolled.person_id].append(each)
    return [
        PersonRow(
            name=each.name,
            roles=tuple(roles[each.person_id]),
            shared=each.person_id in sharing,
            lines=(*_attained(held[each.person_id], at), *_open(ways[each.person_id], held[each.person_id])),
        )
        for each in people
    ]


def _attained(all_of_them: list[AttainmentLine], at: datetime) -> list[AchievementLine]:
    return [
        AchievementLine(each.title, *words.stands(each, at), str(each.expires_on or ""), ()) for each in all_of_them
    ]


def _open(ways: list[Standing], known: list[AttainmentLine]) -> list[AchievementLine]:
    """What is not achieved yet in each course."""
    held = {(each.enrolment_id, each.achievement) for each in known}
    return [line for stands in ways for line in (*_achievements(stands, held), _course(stands))]


def _achievements(stands: Standing, held: set[tuple[EnrolmentId, str]]) -> list[AchievementLine]:
    found = []
    for each in stands.document.achievements:
        if (stands.enrolled.enrolment_id, each.id) not in held:
            steps = missing(stands.document, each, stands.way)
            found.append(AchievementLine(each.title, *_progress(stands), "", _why(stands, steps)))
    return found


def _course(stands: Standing) -> AchievementLine:
    """The completion of the course itself, by its certificate's rule."""
    paths = step_paths(stands.enrolled.slug, stands.enrolled.edition_id)
    why = completion(stands.way, paths)
    beyond = not_here(unmet=without_means(stands.document.certificate))
    told = (why.rule, why.found, why.missing) if why else ()
    tone, word = ("ok", _("Completed")) if not why and not beyond else _progress(stands)
    return AchievementLine(stands.document.title, tone, word, "", (*told, *([beyond] if beyond else [])))


def _progress(stands: Standing) -> tuple[str, str]:
    begun = stands.way.done or stands.facts.visited
    if not begun:
        return "none", _("Not started")
    return "doing", _("%(percent)s complete", percent=percent(stands.way.percent))


def _why(stands: Standing, steps: Sequence[Step]) -> tuple[str, ...]:
    paths = step_paths(stands.enrolled.slug, stands.enrolled.edition_id)
    named = [(step.title, why_not(step, paths)) for step in steps[:NAMED]]
    told = [
        _("%(title)s: %(found)s %(missing)s", title=title, found=why[0].found, missing=why[0].missing)
        for title, why in named
        if why
    ]
    more = len(steps) - NAMED
    return (*told, *([ngettext("And %(num)d more step.", "And %(num)d more steps.", more)] if more > 0 else []))
