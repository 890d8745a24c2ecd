"""What organisations announce."""

from dataclasses import dataclass

from lms.core.events import Event


@dataclass(frozen=True)
class OrganizationClosed(Event):
    """A school or clinic has closed."""

    organization_id: int
