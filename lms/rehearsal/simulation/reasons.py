"""Why each part of a session earned what it did, and what its moments were, in words."""

from lms.core.i18n import gettext as _
from lms.rehearsal.simulation import words
from lms.rehearsal.simulation.judge import Heard, Mark, Moment, Record
from lms.rehearsal.simulation.state import TICKS_A_SECOND, Alert
from lms.rehearsal.simulation.words import Body


def title(mark: Mark, record: Record) -> str:
    """What the mark is for."""
    if mark.part == "gate":
        return _("Gate %(number)d, %(name)s: asked", number=mark.which, name=words.gate(mark.which).lower())
    if mark.part == "patience":
        return _("Patience: %(layer)s", layer=words.place(mark.which + 2).lower())
    if mark.part == "answer":
        return _("Answered: %(what)s", what=happened(record.heard[mark.which - 1]))
    return {
        "place": _("The place"),
        "stay": _("Staying on the muscle"),
        "ceiling": _("Under the ceiling"),
    }[mark.part]


def reason(mark: Mark, record: Record, body: Body) -> str:
    """Why it earned what it did."""
    if mark.part == "answer":
        return _answer(record.heard[mark.which - 1], body)
    if mark.part == "ceiling" and mark.why == "above":
        seconds = f"{mark.which / TICKS_A_SECOND:.1f}"
        return _("You were above the ceiling for %(seconds)s seconds altogether.", seconds=seconds)
    return {
        ("place", "at-once"): _("You placed your hand in the start zone at once."),
        ("place", "then"): _("You found the start zone, after another place."),
        ("place", "near"): _("You were close to the start zone, where tissue gives less."),
        ("place", "never"): _("Nobody sinks there."),
        ("place", "elsewhere"): _("The start zone is elsewhere."),
        ("gate", "asked"): _("You had a yes before you went through."),
        ("gate", "unasked"): _("You went through without a yes."),
        ("gate", "not-reached"): _("You did not come to it."),
        ("patience", "patient"): _("Slow, with the breath: the layer let you in."),
        ("patience", "hurry"): _("You pressed in a hurry, or while the breath went in. The layer hardened."),
        ("patience", "forced"): _("You left the layer before it was soft."),
        ("patience", "not-reached"): _("You did not come to it."),
        ("stay", "stayed"): _("Two slow breaths on the muscle, in order."),
        ("stay", "short"): _("Shorter than two breaths in order."),
        ("stay", "not-reached"): _("You did not come to it."),
        ("ceiling", "under"): _("Never above it: 3 on the way in."),
        ("ceiling", "no-contact"): _("There was no contact."),
    }[mark.part, mark.why]


def happened(heard: Heard) -> str:
    """The name of an alert."""
    return {
        Alert.SIGN: _("a sign of the body"),
        Alert.HELD: _("a held breath"),
        Alert.TICKLE: _("a ticklish start"),
        Alert.PULSE: _("a beat under the fingers"),
        Alert.WIDE: _("a strong, wide beat"),
        Alert.TINGLE: _("tingling"),
        Alert.STOP: _("eight or more") if heard.own else _("“stop”"),
    }[Alert(heard.kind)]


def _answer(heard: Heard, body: Body) -> str:
    seconds = f"{heard.after / TICKS_A_SECOND:.1f}"
    first = {
        "prompt": _("Answered after %(seconds)s seconds.", seconds=seconds),
        "late": _("Answered late, after %(seconds)s seconds.", seconds=seconds),
        "ignored": _("Not answered."),
        "critical": _("Not answered as it had to be."),
    }.get(heard.outcome, _("The session ended before you answered."))
    parts = [first]
    if heard.own:
        parts.append(_("Your own pressure had brought it about: half at best."))
    if heard.numbered and heard.kind in (Alert.SIGN, Alert.HELD):
        parts.append(_("You asked for the number before you eased off: the body comes first."))
    return " ".join([*parts, str(body["event"][words.KINDS[Alert(heard.kind)]]["answer"])])


def moment(each: Moment, record: Record, body: Body) -> str:
    """What happened at a moment, in a sentence."""
    if each.what in ("alert", "prompt", "late", "ignored"):
        heard = record.heard[each.about - 1]
        if each.what == "alert":
            texts = (words.shows(body, heard.kind, heard.sign), words.says(body, heard.kind))
            return " ".join(text for text in texts if text)
        what = happened(heard)
        return {
            "prompt": _("You answered %(what)s in time.", what=what),
            "late": _("You answered %(what)s late.", what=what),
            "ignored": _("Nothing was done about %(what)s. Everything turned harder.", what=what),
        }[each.what]
    return {
        "gate": _("Through gate %(number)d, %(name)s, with a yes.", number=each.about, name=_name(each)),
        "unasked": _("Through gate %(number)d, %(name)s, without a yes.", number=each.about, name=_name(each)),
        "yes": _("Asked: %(number)d, and a yes.", number=each.about),
        "wait": _("Asked: %(number)d, and not yet.", number=each.about),
        "stayed": _("Two breaths on the muscle, in order."),
        "off": _("Your hand came off."),
        "time": _("The time was up."),
        "critical": _("A critical error: the session ended."),
    }[each.what]


def _name(each: Moment) -> str:
    return words.gate(each.about).lower() if each.what in ("gate", "unasked") else ""
