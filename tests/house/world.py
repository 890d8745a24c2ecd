"""A small world for the house tests: the cast, two courses, attempts, links; made once and then copied.

Besides the cast there is Ben, Ana's classmate, whose things no one of the cast may see.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from lms.accounts import actions as accounts
from lms.accounts.models import Person
from lms.assessment.events import AttemptHeld
from lms.assessment.models import Attempt, Mark
from lms.certification.models import Attainment
from lms.core import mail
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.events import announce
from lms.curriculum.actions import save_draft
from lms.curriculum.models import Teaching
from lms.enrolment.models import Enrolment
from lms.grading.events import AttemptGranted, AttemptMarked, LateAnswersAccepted
from lms.invitations import actions as invitations
from lms.invitations.queries import invitation
from lms.invitations.rules import Offer
from lms.organizations.models import Membership
from tests.cast import Cast, sign_in
from tests.make import Make
from tests.rehearsal import hands, talks
from tests.visitor import Visitor

ACTORS = ("anonymous", "ana", "ines", "sofia", "mara", "ada", "omar")
BEN = "ben@cast.example"
LINK = re.compile(r"http://127\.0\.0\.1:8000/\S*/(\S+)")
ACHIEVEMENT = """
[[achievement]]
id = "begun"
title = "The beginning: read"
lessons = ["first"]
quizzes = []
valid_months = 12
"""


@dataclass
class World:
    """The objects of the tests: `names` fills the table's placeholders, `tokens` are the actors' sessions."""

    cast: Cast
    names: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def visitor(self, app: Flask, actor: str) -> Visitor:
        """The actor in a browser that has just been opened."""
        return Visitor(app, self.cast, *(() if actor == "anonymous" else (actor, self.tokens[actor])))


def build(app: Flask, cast: Cast, make: Make) -> World:
    """Make the world in the app's database."""
    world = World(cast.load())
    _courses(cast, make)
    _desks(cast, make)
    _members(world)
    ben = Ben(app, cast)
    ana = Visitor(app, cast, "ana")
    for name, visitor in (("ana", ana), ("ben", ben)):
        world.names[f"{name}.open"] = _attempt(visitor, "tiny", "first-check")
        world.names[f"{name}.done"] = _attempt(visitor, "tiny", "tiny-test", submit=True)
        world.names[f"{name}.looked-back"], world.names[f"{name}.talk"] = _talks(visitor)
        world.names[f"{name}.sunk"], world.names[f"{name}.sink"] = _sinks(visitor)
        world.names[f"{name}.session"] = _session_of(visitor)
        world.names[f"{name}.certificate"], world.names[f"{name}.code"] = _attained(visitor)
        _told(world.names[f"{name}.done"])
    omar = Visitor(app, cast, "omar")
    world.names["ana.enrolment"] = _enrolment_of(world.names["ana.open"])
    world.names["ana.used-up"] = _enrolment_of(_attempt(ana, "limited", "tiny-test", submit=True))
    world.names["omar.open"] = _attempt(omar, "closed", "first-check")
    _links(world, cast, make.course_id())
    world.tokens = {actor: sign_in(cast[actor].id) for actor in ACTORS if actor != "anonymous"}
    return world


class Ben(Visitor):
    """Ana's classmate, signed in."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        super().__init__(app, cast)
        self.id = Make(cast).person(BEN, "Ben Classmate")
        self.client.set_cookie("sid", sign_in(self.id), domain="127.0.0.1")
        self.post("learning.enrol", slug="tiny")


def _courses(cast: Cast, make: Make) -> None:
    make.course()
    invited = make.tiny_tree()
    invited["course.toml"] = invited["course.toml"].replace('enrolment = "open"', 'enrolment = "invited"')
    make.course(invited, "closed")
    attested = make.tiny_tree()
    attested["course.toml"] += ACHIEVEMENT
    make.course(attested, "attested")
    limited = make.tiny_tree()
    limited["1-start/test.quiz.toml"] += "attempts = 1\n"
    make.course(limited, "limited")
    make.course({**hands.tree(), **talks.tree(talks.NORA.replace("{ache}", "a sore hip"))}, "spoken")
    make.enrol("ana", "tiny")
    make.enrol("ana", "limited")
    make.enrol("omar", "closed")


def _desks(cast: Cast, make: Make) -> None:
    """All files of `tiny` and `closed` lie on the desk; Ines no longer teaches `closed`."""
    closed, ines = make.course_id("closed"), cast["ines"].id

    def write() -> None:
        for course in (make.course_id("tiny"), closed):
            for path, text in make.tiny_tree().items():
                save_draft(course, path, text, None, 0, ines)
        teaching = db.session.query(Teaching).filter_by(course_id=closed, person_id=ines).one()
        teaching.ends_at = teaching.starts_at

    write_tx(write)


def _members(world: World) -> None:
    for person, place in (("ana", "north"), ("mara", "north"), ("omar", "south")):
        mine = {"person_id": world.cast[person].id, "organization_id": world.cast.organizations[place]}
        world.names[f"{person}.member"] = db.session.query(Membership.public_id).filter_by(**mine).one()[0]


def _attempt(visitor: Visitor, slug: str, quiz: str, *, submit: bool = False) -> str:
    visitor.post("assessment.start", slug=slug, uid=quiz)
    public_id = visitor.location.rsplit("/", 1)[1]
    if submit:
        visitor.post("assessment.submit", id=public_id)
    return public_id


def _enrolment_of(attempt: str) -> str:
    return db.session.scalars(select(Enrolment.public_id).join(Attempt).where(Attempt.public_id == attempt)).one()


def _talks(visitor: Visitor) -> tuple[str, str]:
    """A finished run through a conversation, and one that goes on."""
    visitor.post("learning.enrol", slug="spoken")
    found = []
    for _run in range(2):
        visitor.post("rehearsal.begin_conversation", {"form": "spoken"}, slug="spoken", uid="nora")
        found.append(visitor.location.rsplit("/", 1)[1])
        if not found[1:]:
            visitor.post("rehearsal.step", {"number": "1", "take": "stop"}, id=found[0])
    return found[0], found[1]


def _sinks(visitor: Visitor) -> tuple[str, str]:
    """A finished run through a simulation, and one in which the hand is placed."""
    found = []
    for _run in range(2):
        visitor.post("rehearsal.begin_simulation", {"form": "live"}, slug="spoken", uid="sink")
        found.append(visitor.location.rsplit("/", 1)[1])
        visitor.post("rehearsal.step", {"number": "1", "spot": "1"}, id=found[-1])
        if not found[1:]:
            visitor.post("rehearsal.step", {"number": "2", "turn": "touch"}, id=found[0])
    return found[0], found[1]


def _attained(visitor: Visitor) -> tuple[str, str]:
    """Attain what the course "attested" offers: the ids of the certificate, for its holder and for everyone."""
    visitor.post("learning.enrol", slug="attested")
    visitor.post("learning.done", slug="attested", uid="first")
    newest = db.session.query(Attainment).order_by(Attainment.id.desc()).first()
    assert newest is not None
    return newest.public_id, newest.code


def _told(public_id: str) -> None:
    """A notice of every kind about this attempt."""
    mine = select(Attempt.id, func.max(Mark.id)).join(Mark).where(Attempt.public_id == public_id).group_by(Attempt.id)
    attempt, mark = db.session.execute(mine).one()
    marked = (AttemptMarked(attempt, mark), LateAnswersAccepted(attempt, mark))
    for event in (*marked, AttemptHeld(attempt, now()), AttemptGranted(attempt)):
        write_tx(lambda event=event: announce(event))


def _session_of(visitor: Visitor) -> str:
    visitor.get("accounts.sessions")
    forms = [form.get("action") or "" for form in visitor.page.select("form")]
    found = [re.search(r"/account/sessions/([^/]+)/end$", action) for action in forms]
    if not any(found):  # the only session is this one, which cannot be ended here: open a second
        sign_in(visitor.id if isinstance(visitor, Ben) else visitor.cast[visitor.person or ""].id)
        return _session_of(visitor)
    return next(match[1] for match in found if match)


def _links(world: World, cast: Cast, tiny: int) -> None:
    def mailed(ask: Callable[[], Any], to: str) -> str:
        write_tx(ask)
        return next(found[1] for letter in mail.recent(to=to) if (found := LINK.search(letter.body)))

    ana, ben = cast["ana"], "new-ben@cast.example"
    world.names["link.account"] = mailed(lambda: accounts.ask_for_account("new@cast.example"), "new@cast.example")
    world.names["link.password"] = mailed(lambda: accounts.ask_for_password(ana.email), ana.email)
    world.names["link.address"] = mailed(lambda: accounts.ask_for_address(ana.id, ben), ben)
    world.names["ana.person"] = db.session.query(Person.public_id).filter_by(id=ana.id).one()[0]
    school = cast.organizations["school"]
    world.names["invitation.new"] = write_tx(lambda: invitations.invite("guest@cast.example", Offer(school, "student")))
    world.names["pending.north"] = _pending(Offer(cast.organizations["north"], "student"))
    world.names["pending.tiny"] = _pending(Offer(course_id=tiny, course_role="learner"))
    world.names["invitation.omar"] = write_tx(lambda: invitations.invite(cast["omar"].email, Offer(school, "student")))


def _pending(offer: Offer) -> str:
    code = write_tx(lambda: invitations.invite("waiting@cast.example", offer))
    found = invitation(code)
    assert found
    return found.public_id
