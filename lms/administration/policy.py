"""Pages for admins. For everyone else they do not exist."""

from lms.accounts.queries import Account, account
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.policy import administrators
from lms.curriculum.register import RegisteredCourse, kept_course
from lms.organizations.queries import Known, known_organization


def at_account(public_id: str, **_arguments: object) -> Account:
    """An account, for administrators. Raises NotSignedIn, NotFound. One statement."""
    administrators()
    found = account(public_id)
    if found is None:
        raise NotFound
    return found


def at_organization(slug: str, **_arguments: object) -> Known:
    """An organization, for administrators. Raises NotSignedIn, NotFound. One statement."""
    administrators()
    found = known_organization(slug, now())
    if found is None:
        raise NotFound
    return found


def at_course(slug: str, **_arguments: object) -> RegisteredCourse:
    """A course, published or not, for administrators. Raises NotSignedIn, NotFound. One statement."""
    administrators()
    found = kept_course(slug, now())
    if found is None:
        raise NotFound
    return found
