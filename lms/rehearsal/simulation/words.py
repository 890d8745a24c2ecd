"""What is said about a session, in the reader's language; what Noor and others say stands in the course."""

from collections.abc import Mapping
from typing import Any

from lms.core.i18n import gettext as _
from lms.rehearsal.pages import Door
from lms.rehearsal.simulation.readings import inhaling, layer, softness
from lms.rehearsal.simulation.state import FULL, TICKS_A_SECOND, UNSAID, Alert, Reply, State

LIVE, TURNS = "live", "turns"
Body = Mapping[str, Any]
KINDS = {
    Alert.SIGN: "sign",
    Alert.HELD: "held",
    Alert.TICKLE: "tickle",
    Alert.PULSE: "pulse",
    Alert.WIDE: "wide",
    Alert.TINGLE: "tingle",
    Alert.STOP: "stop",
}


def honest() -> str:
    """What this is, and what it is not."""
    return _(
        "This is a teaching model, not physiology. Its numbers are chosen so that patience pays and hurry does not; "
        "no number in it is a dose. Nobody learns touch from a screen: practise with willing colleagues and "
        "somebody beside you who knows the work."
    )


def the_rules(body: Body) -> list[str]:
    """How a session goes, as sentences; they must not tell what will come."""
    name = body["client"]["name"]
    return [
        _("You place your hand, and you ask at each of the four gates: skin, fascia, wall, deep."),
        _("Then you let your fingers sink. Tissue softens under steady, patient pressure; it hardens with hurry."),
        _("%(name)s answers with a number, with words and with the body. Something may happen on the way.", name=name),
        _("Marks are for the place, for asking, for patience, for the ceiling, and for answers within two seconds."),
        _("A critical error ends the session. It is not passed then, whatever came before."),
        _(
            "At “stop” your hand leaves within two seconds, in turns at once. The moving picture waits one second "
            "more, for mouse or keys; then it is a critical error."
        ),
    ]


def doors() -> tuple[Door, ...]:
    """The two forms, with equal marks."""
    return (
        Door(LIVE, _("Begin with a moving picture"), _("Hold and move, or arrow keys. It takes about two minutes.")),
        Door(
            TURNS,
            _("Begin in turns, without a clock"),
            _("One breath a turn, plain buttons. “Within two seconds” means “in the same turn”. Equal marks."),
        ),
    )


def turn(choice: str) -> str:
    """What a turn's button says."""
    return {
        "ask": _("Ask: number, kind, all right?"),
        "touch": _("Rest your palm on the skin"),
        "stay": _("Stay as you are, and ride the breath"),
        "sink": _("Sink a little as the breath goes out"),
        "press": _("Press on, through breath in and breath out"),
        "push": _("Push, to get there"),
        "less": _("A little less pressure"),
        "ease": _("Ease off to half"),
        "move": _("Soften and move outwards"),
        "off": _("Come off slowly"),
    }[choice]


def place(where: int) -> str:
    """Where the fingers are: 0 off, 1 skin, 2 fascia, 3 wall, 4 deep, 5 on the muscle."""
    return (_("Off"), _("Skin"), _("Fascia"), _("Wall"), _("Deep"), _("On the muscle"))[where]


def gate(number: int) -> str:
    """The name of a gate, 1 to 4."""
    return place(number)


def tissue(soft: int) -> str:
    """How tissue feels."""
    steps = ((300, _("hard")), (600, _("firm")), (850, _("giving")))
    return next((word for below, word in steps if soft < below), _("soft"))


def pressure(amount: int) -> str:
    """How much the hand presses."""
    steps = ((20, _("none")), (100, _("a resting hand")), (250, _("light")), (400, _("moderate")), (600, _("firm")))
    return next((word for below, word in steps if amount < below), _("strong"))


def breath(state: State) -> str:
    """What the client's breath does."""
    if state.held:
        return _("held")
    return _("going in") if inhaling(state) else _("going out")


def told(state: State) -> str:
    """The last number that the client has told."""
    return _("not asked yet") if state.said == UNSAID else str(state.said)


def now(state: State) -> list[tuple[str, str]]:
    """What you see and feel at this moment, a name and a value each."""
    felt = tissue(softness(state)) if state.contact else _("you have not touched yet")
    return [
        (_("Your fingers"), place(layer(state))),
        (_("Your pressure"), pressure(state.pressure)),
        (_("The tissue below them"), felt),
        (_("The breath"), breath(state)),
        (_("The last number"), told(state)),
        (_("Yes so far, up to"), gate(state.allowed) if state.allowed else _("nothing yet")),
    ]


def answer(body: Body, state: State) -> str:
    """What the client said when last asked, "" before that."""
    if not state.replies:
        return ""
    texts = body["says"]["yes" if state.reply == Reply.YES else "wait"]
    return str(texts[state.replies % len(texts)]).replace("{number}", str(state.said))


def shows(body: Body, kind: int, sign: int) -> str:
    """What is seen or felt with an alert."""
    texts = body["event"][KINDS[Alert(kind)]]["shows"]
    return str(texts[sign % len(texts)])


def says(body: Body, kind: int) -> str:
    """What the client says with an alert; may be empty."""
    return str(body["event"][KINDS[Alert(kind)]]["says"])


def missed(body: Body, state: State, kind: int) -> str:
    """How a critical error finishes the sentence "not passed yet: …"; `kind` is the alert it came from."""
    if state.critical == 1:
        return str(body["critical"]["contact"])
    if kind == Alert.NONE:
        return str(body["critical"]["never"])
    return str(body["event"][KINDS[Alert(kind)]]["missed"])


def clock(tick: int) -> str:
    """A moment of the session: minutes and seconds."""
    seconds = tick // TICKS_A_SECOND
    return f"{seconds // 60}:{seconds % 60:02}"


def share(value: int) -> str:
    """A value of the model in percent."""
    return _("%(percent)d %%", percent=value * 100 // FULL)
