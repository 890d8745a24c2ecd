"""What is said about a conversation before it begins, and of the points of a choice."""

from lms.core.i18n import gettext as _
from lms.rehearsal.conversation.present import WRITTEN
from lms.rehearsal.conversation.shape import Body
from lms.rehearsal.pages import Door

SPOKEN = "spoken"


def the_rules(body: Body) -> list[str]:
    """How a conversation goes, as sentences; they must not tell what is right in it."""
    client = body.client
    who = _("You talk with %(name)s, %(age)d.", name=client.name, age=client.age) if client.age else ""
    return [
        *([who] if who else []),
        _("Each time you choose what to say or do. After each turn you read what came of it."),
        _("“Pause and check in” and “Stop” are there at every moment. Taken in time they earn the most."),
        _("A critical error ends the run. It is not passed then, whatever came before."),
        _("At the end you see the whole way again, with the best one."),
    ]


def doors(body: Body, *, warning: bool) -> tuple[Door, ...]:
    """The forms in which it can be taken: spoken, and as a written case where every line is told as one."""
    spoken = Door(SPOKEN, _("Begin the conversation"))
    if not all(line.told for line in body.line):
        return (spoken,)
    hint = _("The same decisions, told in the third person. Passing it counts just the same.")
    if warning:
        hint = _("The same decisions without the client’s own words. Passing it counts just the same; nobody asks why.")
    return spoken, Door(WRITTEN, _("Take the written case instead"), hint)
