"""Texts on why each part of a session earned what it did, and on its moments."""

from flask_babel import format_decimal

from lms.core.i18n import gettext as _
from lms.rehearsal.simulation.engine.state import TICKS_A_SECOND, Alert
from lms.rehearsal.simulation.pages import words
from lms.rehearsal.simulation.pages.words import Body
from lms.rehearsal.simulation.record.judge import Heard, Moment, PartMark, SessionRecord


def title(mark: PartMark, record: SessionRecord) -> str:
    """What the mark is for."""
    if mark.part == "gate":
        return _("Gate %(number)d, %(name)s: asking first", number=mark.which, name=words.inside(mark.which))
    if mark.part == "patience":
        return _("Patience: %(layer)s", layer=words.inside(mark.which + 2))
    if mark.part == "answer":
        return _("%(what)s: your response", what=happened(record.heard[mark.which - 1]))
    return {
        "place": _("Hand placement"),
        "stay": _("Staying on the muscle"),
        "ceiling": _("Staying under the ceiling"),
    }[mark.part]


def reason(mark: PartMark, record: SessionRecord, body: Body) -> str:
    """Why it earned what it did."""
    if mark.part == "answer":
        return _answer(record.heard[mark.which - 1], body)
    if mark.part == "ceiling" and mark.why == "above":
        return _("You were above the ceiling for %(seconds)s seconds in total.", seconds=_seconds(mark.which))
    return {
        ("place", "at-once"): _("You placed your hand in the start zone on the first try."),
        ("place", "then"): _("You found the start zone after trying another place."),
        ("place", "near"): _("You were close to the start zone, where the tissue gives less."),
        ("place", "never"): _("No one should sink in there."),
        ("place", "elsewhere"): _("The start zone is elsewhere."),
        ("gate", "asked"): _("You got a yes before you went through."),
        ("gate", "unasked"): _("You went through without a yes."),
        ("gate", "not-reached"): _("You did not get this far."),
        ("patience", "patient"): _("You went slowly, with the breath, and the layer let you in."),
        ("patience", "hurry"): _("You pressed too fast or during an inhale. The layer hardened."),
        ("patience", "forced"): _("You moved on before the layer was soft."),
        ("patience", "not-reached"): _("You did not get this far."),
        ("stay", "stayed"): _("You stayed on the muscle for two slow, steady breaths."),
        ("stay", "short"): _("You stayed for less than two steady breaths."),
        ("stay", "not-reached"): _("You did not get this far."),
        ("ceiling", "under"): _("You never went above it: %(number)d on the way in.", number=body["ceiling"]["entry"]),
        ("ceiling", "no-contact"): _("There was no contact."),
    }[mark.part, mark.why]


def happened(heard: Heard) -> str:
    """The name of an alert, to stand alone before a colon."""
    return {
        Alert.SIGN: _("Body sign"),
        Alert.HELD: _("Held breath"),
        Alert.TICKLE: _("Ticklish reaction"),
        Alert.PULSE: _("Pulse under your fingers"),
        Alert.WIDE: _("Strong, wide pulse"),
        Alert.TINGLE: _("Tingling"),
        Alert.STOP: _("Number of 8 or more") if heard.own else _("“Stop”"),
    }[Alert(heard.kind)]


def _answer(heard: Heard, body: Body) -> str:
    seconds = _seconds(heard.after)
    first = {
        "prompt": _("You responded after %(seconds)s seconds.", seconds=seconds),
        "late": _("You responded late, after %(seconds)s seconds.", seconds=seconds),
        "ignored": _("You did not respond."),
        "critical": _("You did not respond the way this calls for."),
    }.get(heard.outcome, _("The session ended before you responded."))
    parts = [first]
    if heard.own:
        parts.append(_("Your own pressure caused this, so it earns half points at most."))
    if heard.numbered and heard.kind in (Alert.SIGN, Alert.HELD):
        parts.append(_("You asked for the number before easing off. Respond to the body first."))
    return " ".join([*parts, str(body["event"][words.KINDS[Alert(heard.kind)]]["answer"])])


def moment(each: Moment, record: SessionRecord, body: Body) -> str:
    """What happened at a moment, in a sentence."""
    if each.what in ("alert", "prompt", "late", "ignored"):
        heard = record.heard[each.about - 1]
        if each.what == "alert":
            texts = (words.shows(body, heard.kind, heard.sign), words.says(body, heard.kind))
            return " ".join(text for text in texts if text)
        what = happened(heard)
        return {
            "prompt": _("%(what)s: you responded in time.", what=what),
            "late": _("%(what)s: you responded late.", what=what),
            "ignored": _("%(what)s: you did not respond. Everything tightened.", what=what),
        }[each.what]
    return {
        "gate": _("You went through gate %(number)d, %(name)s, with a yes.", number=each.about, name=_name(each)),
        "unasked": _("You went through gate %(number)d, %(name)s, without a yes.", number=each.about, name=_name(each)),
        "yes": _("You asked: %(number)d, and a yes.", number=each.about),
        "wait": _("You asked: %(number)d, and “not yet”.", number=each.about),
        "stayed": _("Two steady breaths on the muscle."),
        "off": _("You lifted your hand."),
        "time": _("Time was up."),
        "critical": _("Critical error. The session ended."),
    }[each.what]


def _name(each: Moment) -> str:
    return words.inside(each.about) if each.what in ("gate", "unasked") else ""


def _seconds(ticks: int) -> str:
    """Seconds with one decimal, as the reader's language writes them: 1.5."""
    return str(format_decimal(ticks / TICKS_A_SECOND, "0.0"))
