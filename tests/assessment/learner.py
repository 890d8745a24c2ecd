"""A learner at a quiz of the tiny course, who starts, answers and submits."""

from sqlalchemy import select

from lms.assessment.models import Answer, AnswerEvent, Attempt, Mark
from lms.core.db import db
from lms.questions.asked import question

TEST, CHECK = "tiny-test", "first-check"


class Learner:
    """`visitor` is signed in and enrolled; `attempt` is the public id of the newest attempt."""

    def __init__(self, visitor, quiz=TEST):
        self.visitor = visitor
        self.quiz = quiz
        self.attempt = ""

    def start(self):
        """Start or continue. Returns the public id."""
        self.visitor.post("assessment.start", slug="tiny", uid=self.quiz)
        self.attempt = self.visitor.location.rsplit("/", 1)[1]
        return self.attempt

    def save(self, number, given, seq=1, *, expect=200):
        """Send one answer as the page's script does. Returns the reply."""
        sent = {"seq": seq, "given": given}
        reply = self.visitor.post("assessment.save", json=sent, id=self.attempt, question=number, expect=expect)
        return reply.get_json()

    def answer_all(self, **wrong):
        """Answer everything correctly, except the families that `wrong` names (with _ for -)."""
        for number, drawn in enumerate(row(self.attempt).questions):
            given = self.given(drawn, right=drawn["family"].replace("-", "_") not in wrong)
            self.save(number, given, seq=100)

    def given(self, drawn, *, right=True):
        """What the form of a question sends with a right or a wrong answer."""
        asked = question(row(self.attempt).edition_id, drawn["family"], drawn["variant"])
        answer = asked.kind.solution if right else asked.kind.mistake
        return answer(asked.body, drawn["order"])

    def drawn(self, family):
        """How the attempt keeps the question of this family."""
        return row(self.attempt).questions[self.number_of(family)]

    def submit(self):
        """Submit. Returns the page of the result."""
        self.visitor.post("assessment.submit", id=self.attempt)
        self.visitor.follow()
        return self.visitor.page

    def take(self, **wrong):
        """Take a whole attempt. Returns the page of the result."""
        self.start()
        self.answer_all(**wrong)
        return self.submit()

    def number_of(self, family):
        """The number of a family's question in the newest attempt."""
        return next(n for n, drawn in enumerate(row(self.attempt).questions) if drawn["family"] == family)


def row(public_id) -> Attempt:
    """The attempt as it is stored."""
    return db.session.scalars(select(Attempt).where(Attempt.public_id == public_id)).one()


def stored(public_id) -> dict[int, Answer]:
    """The stored answers by question."""
    mine = select(Answer).where(Answer.attempt_id == row(public_id).id)
    return {each.question: each for each in db.session.scalars(mine).all()}


def events(public_id) -> list[AnswerEvent]:
    """Every change of an answer, in order."""
    mine = select(AnswerEvent).where(AnswerEvent.attempt_id == row(public_id).id).order_by(AnswerEvent.id)
    return list(db.session.scalars(mine))


def marks(public_id) -> list[Mark]:
    """The marks in the order of the questions."""
    mine = select(Mark).where(Mark.attempt_id == row(public_id).id).order_by(Mark.question)
    return list(db.session.scalars(mine))
