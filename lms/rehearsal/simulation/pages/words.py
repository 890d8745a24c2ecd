"""Texts about a session, in the reader's language. What clients say is in the course."""

from collections.abc import Mapping
from typing import Any

from lms.core.i18n import gettext as _
from lms.core.i18n import percent, pgettext
from lms.rehearsal.pages import StartForm
from lms.rehearsal.simulation.engine.readings import inhaling, layer, softness
from lms.rehearsal.simulation.engine.state import FULL, TICKS_A_SECOND, UNSAID, Alert, Reply, SessionState

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
    """What the simulation is, and what it is not."""
    return _(
        "This is a teaching model, not physiology. Its numbers are set so that patience pays off and "
        "hurry does not. None of them is a dose. No one learns touch from a screen: practice with "
        "willing colleagues, next to someone who knows the work."
    )


def the_rules(body: Body) -> list[str]:
    """How a session works, as sentences. They must not reveal what will happen."""
    name = body["client"]["name"]
    return [
        _("You place your hand and ask for consent at each of four gates: skin, fascia, wall, deep."),
        _("Then you let your fingers sink in. Tissue softens under steady, patient pressure and hardens if you hurry."),
        _(
            "%(name)s answers with a number from 0 to 10, with words and with body signs. Things can happen "
            "along the way.",
            name=name,
        ),
        _(
            "You earn points for hand placement, asking, patience, staying under the ceiling and responding "
            "within two seconds."
        ),
        _("A critical error ends the session, and you do not pass, whatever came before."),
        _(
            "After “stop”, take your hand off within two seconds; in turns, right away. The animation allows one "
            "second more for mouse or keys. After that it is a critical error."
        ),
    ]


def doors() -> tuple[StartForm, ...]:
    """The two forms, with the same points."""
    return (
        StartForm(
            LIVE, _("Start with animation"), _("Press and drag, or use the arrow keys. Takes about two minutes.")
        ),
        StartForm(
            TURNS,
            _("Start in turns, with no timer"),
            _("One breath per turn, with buttons. “Within two seconds” becomes “in the same turn”. Same points."),
        ),
    )


def turn(choice: str) -> str:
    """What a turn's button says."""
    return {
        "ask": _("Ask: what number, what kind of feeling, is it all right?"),
        "touch": _("Rest your palm on the skin"),
        "stay": _("Stay where you are and follow the breath"),
        "sink": _("Sink in a little on the exhale"),
        "press": _("Keep pressing through inhale and exhale"),
        "push": _("Push to get there"),
        "less": _("Use a little less pressure"),
        "ease": _("Ease off by half"),
        "move": _("Soften and move outward"),
        "off": _("Lift off slowly"),
    }[choice]


def place(where: int) -> str:
    """Where the fingers are: 0 off, 1 skin, 2 fascia, 3 wall, 4 deep, 5 on the muscle."""
    return (_("Off"), _("Skin"), _("Fascia"), _("Wall"), _("Deep"), _("On the muscle"))[where]


def gate(number: int) -> str:
    """The name of a gate, 1 to 4."""
    return place(number)


def inside(where: int) -> str:
    """A gate, 1 to 4, or the layer behind it, named inside a sentence."""
    return (
        pgettext("in a sentence", "skin"),
        pgettext("in a sentence", "fascia"),
        pgettext("in a sentence", "wall"),
        pgettext("in a sentence", "deep"),
    )[where - 1]


def tissue(soft: int) -> str:
    """How tissue feels."""
    steps = (
        (300, pgettext("tissue", "hard")),
        (600, pgettext("tissue", "firm")),
        (850, pgettext("tissue", "yielding")),
    )
    return next((word for below, word in steps if soft < below), pgettext("tissue", "soft"))


def pressure(amount: int) -> str:
    """How much the hand presses."""
    steps = (
        (20, pgettext("pressure", "none")),
        (100, pgettext("pressure", "a resting hand")),
        (250, pgettext("pressure", "light")),
        (400, pgettext("pressure", "moderate")),
        (600, pgettext("pressure", "firm")),
    )
    return next((word for below, word in steps if amount < below), pgettext("pressure", "strong"))


def breath(state: SessionState) -> str:
    """What the client's breath does."""
    if state.held:
        return pgettext("breath", "holding")
    return pgettext("breath", "inhaling") if inhaling(state) else pgettext("breath", "exhaling")


def told(state: SessionState) -> str:
    """The last number that the client has told."""
    return _("not asked yet") if state.said == UNSAID else str(state.said)


def now(state: SessionState) -> list[tuple[str, str]]:
    """What you see and feel at this moment, a name and a value each."""
    felt = tissue(softness(state)) if state.contact else _("no contact yet")
    return [
        (_("Your fingers"), place(layer(state))),
        (_("Your pressure"), pressure(state.pressure)),
        (_("The tissue below"), felt),
        (_("The breath"), breath(state)),
        (_("Last number (0 to 10)"), told(state)),
        (_("Consent so far"), gate(state.allowed) if state.allowed else _("none yet")),
    ]


def answer(body: Body, state: SessionState) -> str:
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


def missed(body: Body, state: SessionState, kind: int) -> str:
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
    return percent(value * 100 // FULL)
