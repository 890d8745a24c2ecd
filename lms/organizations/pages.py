"""What this feature's template gets."""

from dataclasses import dataclass

from lms.core.forms import Form
from lms.core.pages import Page
from lms.organizations.queries import Invited


@dataclass(frozen=True, kw_only=True)
class JoinPage(Page):
    """Who invites to what, and the one way on that fits whoever looks.

    `step` is new (create an account), join (signed in as the invited person), other (signed in as
    somebody else) or known (the address has an account; sign in first).
    """

    template = "organizations/join.html"
    invited: Invited
    role: str
    step: str
    form: Form
    here: str
