"""A short conversation that has one of everything: two variants, a condition, a withdrawal, a warning, a reveal."""

import tomllib
from copy import deepcopy
from typing import Any

from lms.curriculum.rehearsals import RehearsalContext
from lms.rehearsal.conversation.read import Conversation, read_body
from lms.rehearsal.conversation.shape import Body
from tests.tiny import tiny_tree

HEAD = """
id = "nora"
title = "Nora: in a hurry"
summary = "Practise to ask before you touch."
lesson = "first"
minutes = 4
"""

BODY = """
begin = "hello"
client = { name = "Nora", age = 41, about = "Booked for {ache}." }
topics = [ { id = "medicines", text = "Medicines" }, { id = "sleep", text = "Sleep" } ]
pause = { say = "Let us pause. What do you notice?", feedback = "Nobody needed a pause here; it does no harm." }
stop = { say = "I am stopping here.", feedback = "You ended it early; nothing went wrong." }

[[variant]]
id = "a"
note = "says it all"
words = { ache = "a sore hip" }
start = { trust = 5, guarding = 3, pain = 1, consent = "none" }

[[variant]]
id = "b"
note = "withdraws at the table"
words = { ache = "a stiff back" }
start = { trust = 4, guarding = 6, pain = 2, consent = "none" }
facts = ["thinner"]
withdraws = { table = "enough" }

[[line]]
id = "hello"
says = "Just do the usual."
signs = "She looks at the clock."
told = "Nora wants the usual and looks at the clock."
  [[line.choice]]
  id = "ask"
  text = "“Is anything new: medicines, symptoms?”"
  points = 2
  feedback = "Yes: ask each time."
  asks = ["medicines"]
  covers = [1, 6]
  reveals = "There is {ache}, and a new pill."
  effect = { trust = 1, guarding = -2 }
  next = "offer"
  [[line.choice]]
  id = "agree"
  text = "“The usual it is.”"
  points = -1
  feedback = "Nothing was asked."
  effect = { trust = -2, guarding = 2 }
  next = [ { when = { fact = "thinner", guarding_least = 7 }, to = "frown" }, { to = "offer" } ]
  [[line.choice]]
  id = "begin"
  text = "Put a hand on her belly."
  feedback = "She had not agreed."
  critical = "ce1"
  missed = "you touched Nora before she agreed"

[[line]]
id = "frown"
says = ""
signs = "She frowns."
told = "Nora frowns."
  [[line.choice]]
  id = "sorry"
  text = "“Let me begin again.”"
  points = 1
  feedback = "Good."
  asks = ["sleep"]
  next = "offer"
  [[line.choice]]
  id = "on"
  text = "“Anyway.”"
  points = 0
  feedback = "You did not look."
  next = "offer"

[[line]]
id = "offer"
says = "And now?"
told = "Nora asks what comes next."
  [[line.choice]]
  id = "explain"
  text = "“I will tell you what I would do, and you choose.”"
  points = 2
  feedback = "She can choose."
  covers = [2, 11]
  effect = { consent = "yes", trust = 2 }
  next = "table"
  [[line.choice]]
  id = "pill"
  text = "“Leave the pill away for a day.”"
  feedback = "Medicines are her doctor's business."
  critical = "ce5"
  warns = true
  missed = "you gave advice on a medicine twice"
  when = { asked = "medicines" }
  effect = { trust = -1 }
  next = "offer"
  [[line.choice]]
  id = "quick"
  text = "“On the table, please.”"
  points = 0
  feedback = "She was not asked."
  next = "table"

[[line]]
id = "table"
says = "Fine."
signs = "Her breath stops, her belly is hard."
told = "Nora says that it is fine, and stops breathing."
needs = "pause"
then = "close"
called = "You saw it: her breath had stopped."
effect = { guarding = -2 }
  [[line.choice]]
  id = "deeper"
  text = "Sink a little deeper."
  points = -1
  feedback = "Her body had said no."
  effect = { pain = 4, guarding = 2 }
  next = "close"
  [[line.choice]]
  id = "wait"
  text = "Wait with the same pressure."
  points = 0
  feedback = "Less would be more."
  next = "close"

[[line]]
id = "enough"
says = "Please stop."
told = "Nora asks to stop."
withdrawn = true
needs = "stop"
then = "close"
called = "You stopped at once."
  [[line.choice]]
  id = "ten"
  text = "“Ten more seconds.”"
  hand = "stays"
  feedback = "Stop means stop."
  critical = "ce2"
  missed = "you went on after Nora said stop"
  [[line.choice]]
  id = "talk"
  text = "Your hand is off. “You were doing so well.”"
  points = -1
  hand = "leaves"
  feedback = "No bargaining."
  next = "close"

[[line]]
id = "close"
says = "Are we done?"
told = "Nora asks whether it is over."
  [[line.choice]]
  id = "note"
  text = "Come off slowly, and write it down."
  points = 2
  feedback = "So it can be read."
  covers = [11]
  next = "end"
  [[line.choice]]
  id = "cured"
  text = "“You are cured.”"
  points = -1
  feedback = "Nobody knows that."
  next = "end"
"""

BEST = {"a": ("ask", "explain", "pause", "note"), "b": ("ask", "explain", "stop", "note")}
NORA = HEAD + BODY


def tree(text: str = NORA, **more: str) -> dict[str, str]:
    """The tiny course with this conversation."""
    return {**tiny_tree(), "conversations/nora.toml": text, **more}


def fields() -> dict[str, Any]:
    """The fields of the body, for a test to change."""
    return deepcopy(tomllib.loads(BODY))


def known(**head: Any) -> RehearsalContext:
    """What a conversation may point at; `warning` and `pass_mark` of its head."""
    return RehearsalContext(figures={}, sources=frozenset(), **head)


def read(changed: dict[str, Any] | None = None, **head: Any) -> tuple[dict[str, Any], list[Any]]:
    """The body and the flaws of these fields."""
    return Conversation().read(fields() if changed is None else changed, known(**head))


def body(changed: dict[str, Any] | None = None) -> Body:
    """The checked body of these fields."""
    compiled, flaws = read(changed)
    assert flaws == [], flaws
    return read_body(compiled)


def line(changed: dict[str, Any], uid: str) -> dict[str, Any]:
    """A line by its id."""
    return next(each for each in changed["line"] if each["id"] == uid)


def choice(changed: dict[str, Any], uid: str, of: str) -> dict[str, Any]:
    """A choice by its id, `of` a line."""
    return next(each for each in line(changed, of)["choice"] if each["id"] == uid)
