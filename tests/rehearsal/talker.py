"""A learner in a conversation of the tiny course: begins, takes by the author's ids, looks back."""

from sqlalchemy import select

from lms.core.db import db
from lms.rehearsal.conversation import stored
from lms.rehearsal.conversation.rules import presented, replay
from lms.rehearsal.models import RehearsalRun, RehearsalStep

PATH = "/courses/tiny/conversations/nora"


class Talker:
    """`visitor` is signed in and enrolled; `run` is the public id of the newest run."""

    def __init__(self, visitor, slug="tiny"):
        self.visitor, self.slug = visitor, slug
        self.run = ""

    def begin(self, form="spoken", *, expect=302):
        """Begin or continue. Returns the public id."""
        self.visitor.post("rehearsal.begin_conversation", {"form": form}, slug=self.slug, uid="nora", expect=expect)
        self.run = self.visitor.location.rsplit("/", 1)[1] if expect == 302 else self.run
        return self.run

    def take(self, what, number=0, *, expect=302):
        """Take a choice by the author's id, or pause or stop, as step `number` or the next one."""
        number = number or len(self.steps) + 1
        sent = {"number": number, "take": self.sent(what, number)}
        return self.visitor.post("rehearsal.step", sent, id=self.run, expect=expect)

    def sent(self, what, number):
        """What the page's button sends for it."""
        if what in {"pause", "stop"}:
            return what
        row = self.row
        body = stored.body_of(row.edition_id, row.rehearsal)
        run = replay(body, row.variant, self.steps[: number - 1])
        line = run.talk.lines[run.state.line]
        from_rules = [each.id for each in line.choice if what == each.id]
        assert from_rules, f"{what} at {line.id}"
        offered = [each for each in run.talk.choices[line.id] if each in stored.rules.offered(run.talk, run.state)]
        return str(presented(row.seed, line, offered).index(what))

    def go(self, *takes):
        """Take these one after the other."""
        for what in takes:
            self.take(what)

    def page(self, expect=200):
        """The page of the run."""
        self.visitor.get("rehearsal.run", id=self.run, expect=expect)
        return self.visitor.page

    def debrief(self, expect=200):
        """The debrief."""
        self.visitor.get("rehearsal.debrief", id=self.run, expect=expect)
        return self.visitor.page

    @property
    def row(self):
        """The run as it is stored."""
        db.session.rollback()
        return db.session.scalars(select(RehearsalRun).where(RehearsalRun.public_id == self.run)).one()

    @property
    def steps(self):
        """The entries that are stored, in order."""
        mine = select(RehearsalStep.entry).where(RehearsalStep.run_id == self.row.id).order_by(RehearsalStep.number)
        return list(db.session.scalars(mine))
