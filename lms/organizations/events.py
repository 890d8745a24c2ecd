"""Events that organizations announce."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import OrganizationId


@dataclass(frozen=True)
class OrganizationClosed(Event):
    """A school or clinic has closed."""

    organization_id: OrganizationId
