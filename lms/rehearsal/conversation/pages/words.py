"""Texts about a conversation before it begins, and about the points of a choice."""

from lms.core.i18n import gettext as _
from lms.rehearsal.conversation.shape import Body
from lms.rehearsal.pages import StartForm

SPOKEN, WRITTEN = "spoken", "written"


def the_rules(body: Body) -> list[str]:
    """How a conversation works, as sentences. They must not reveal what is right in it."""
    client = body.client
    who = _("You’re talking with %(name)s, %(age)d.", name=client.name, age=client.age) if client.age else ""
    return [
        *([who] if who else []),
        _("In each turn, you choose what to say or do. Then you see what happens."),
        _("You can use “Pause and check in” and “Stop” at any time. At the right moment, they earn the most points."),
        _("A critical error ends the run, and you do not pass, whatever came before."),
        _("At the end, you review every turn and see the best way through."),
    ]


def doors(body: Body, *, warning: bool) -> tuple[StartForm, ...]:
    """The forms in which it can be taken: spoken and, if every line has a narration, as a written case."""
    spoken = StartForm(SPOKEN, _("Start the conversation"))
    if not all(line.told for line in body.line):
        return (spoken,)
    hint = _("The same decisions, written in the third person. It counts the same.")
    if warning:
        hint = _("The same decisions without the client’s own words. It counts the same, and no one will ask why.")
    return spoken, StartForm(WRITTEN, _("Take the written case instead"), hint)
