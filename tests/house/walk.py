"""One walk over the table: what each person gets, how the page is built, its words, and what it changed.

Each page is opened in the language of brackets, so that one request tells all of this; a page that is only
read is opened a second time, when a session's last-seen is due.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import time_machine
from flask import Flask

from lms.core.clock import now
from tests.dump import Dump, changes, dump
from tests.house.matrix import Answer, Case, ask
from tests.house.wording import Known, forgotten
from tests.house.world import World
from tests.statements import statements

LATER = timedelta(minutes=40)  # long enough that a session's last-seen is due
TRACES = ("audit_event", "audit_head", "throttle_hit")  # a refusal is noted, and counted as a try


@dataclass(frozen=True)
class Walk:
    """Everyone's way over the cases of the table, on one app, through a world whose `facts` are known.

    `again` puts the world back after a change.
    """

    app: Flask
    world: World
    facts: Dump
    known: Known
    again: Callable[[], None]

    def deviations(self, case: Case) -> list[str]:
        """Where the app does what the table, the inspector, or the translator does not expect, in words."""
        found = [said for actor in case.expect for said in self._met(case, actor)]
        return found + (self._read_again(case) if case.method == "GET" else [])

    def _met(self, case: Case, actor: str) -> Iterator[str]:
        (answer,), changed = self._asked(case, actor)
        if answer.word != case.expect[actor]:
            yield f"{actor} gets {answer.word} instead of {case.expect[actor]} on {case.method} {answer.path}"
        yield from (f"{actor}, {answer.path}: {fault}" for fault in answer.faults())
        texts = forgotten(answer.page, self.known) if answer.page else []
        yield from (f"{actor}, {answer.path}: {text!r} does not go through gettext" for text in texts)
        if answer.refused and (kept := [each for each in changed if not each.startswith(TRACES)]):
            yield f"{actor} was refused and it changed all the same: {kept}"
        if case.method == "GET" and changed:
            yield f"{actor} read {answer.path} and it changed: {changed}"
        if changed:
            self.again()

    def _read_again(self, case: Case) -> list[str]:
        with time_machine.travel(now() + LATER, tick=True):
            _answers, changed = self._asked(case, *case.expect)
        return [f"all read {case} again and it changed: {each}" for each in changed]

    def _asked(self, case: Case, *actors: str) -> tuple[list[Answer], list[str]]:
        """The answers, and what changed; everything is compared where a statement did more than read."""
        with self.app.app_context(), statements() as seen:
            answers = [ask(self.app, self.world, case, actor) for actor in actors]
        return answers, changes(self.facts, dump()) if seen.writes else []
