"""Building the pages from how a learner stands: plain values in, page contexts out; nothing is written."""

from flask import url_for

from lms.assessment import paper, queries, rules, words
from lms.assessment.pages import AttemptPage, ConfirmPage, QuizPage, ReviewPage, Step
from lms.assessment.policy import OwnQuiz, Sitting
from lms.assessment.rules import Outcome, QuizState, Record
from lms.core.clock import now
from lms.core.i18n import gettext as _
from lms.enrolment import gates
from lms.enrolment.gates import Reason


def quiz(own: OwnQuiz) -> QuizPage:
    """The first page of a quiz. One statement, and the gates'."""
    enrolled, course, asked = own.enrolled, own.document, own.quiz
    states = queries.quiz_states(enrolled.enrolment_id, course)
    state = states[asked.id]
    startable = not rules.refused(state, now())
    closed = gates.reasons(enrolled, asked.id, queries.passed(states)) if startable else ()
    course_path = url_for("learning.course", slug=enrolled.slug)
    primary, others = _ways(asked.id, enrolled.slug, state, closed)
    why = words.why(asked, state)
    return QuizPage(
        document=course,
        quiz=asked,
        rules=words.the_rules(asked, queries.size(enrolled.edition_id, asked.id)),
        state=state,
        result=words.standing(asked, state),
        why=why if state.status != "never" else None,
        closed=closed,
        primary=primary,
        others=others,
        course_path=course_path,
    )


def attempt(sitting: Sitting) -> AttemptPage:
    """An attempt to answer. One statement."""
    answers = queries.answers(sitting.attempt.id)
    questions = paper.to_answer(sitting, answers)
    return AttemptPage(
        document=sitting.document,
        quiz=sitting.quiz,
        public_id=sitting.attempt.public_id,
        makeup=sitting.attempt.makeup_of is not None,
        questions=questions,
        answered=len(questions) - len(paper.unanswered(questions)),
        asked=" ".join(str(each.number - 1) for each in questions if not each.locked),
        saved_at=max((each.saved_at for each in answers.values()), default=None),
        checks=sitting.quiz.feedback == "at-once",
        quiz_path=url_for("assessment.quiz", slug=sitting.document.slug, uid=sitting.quiz.id),
        sign_in_path=url_for("accounts.sign_in", next=url_for("assessment.attempt", id=sitting.attempt.public_id)),
    )


def confirm(sitting: Sitting) -> ConfirmPage:
    """What is not answered yet. One statement."""
    questions = paper.to_answer(sitting, queries.answers(sitting.attempt.id))
    return ConfirmPage(
        quiz=sitting.quiz,
        public_id=sitting.attempt.public_id,
        count=len(questions),
        unanswered=paper.unanswered(questions),
    )


def review(sitting: Sitting) -> ReviewPage:
    """The result of an attempt that was handed in. Three statements."""
    taken, asked, slug = sitting.attempt, sitting.quiz, sitting.document.slug
    if taken.submitted_at is None:
        raise ValueError("an open attempt has no result yet")
    history = queries.records([taken.enrolment_id])[taken.enrolment_id]
    mine = {each.number: each for each in history if each.quiz == taken.quiz}
    state = rules.state(asked, mine.values())
    record, makeup = mine[abs(taken.number)], mine.get(-abs(taken.number))
    end = rules.outcome(record, makeup)
    failed_makeup = bool(makeup and makeup.submitted_at and not makeup.all_right)
    newest = state.attempt == record.public_id and state.status != "passed"
    passed = state.status == "passed"
    primary, others = _ways(taken.quiz, slug, state, ())
    course = Step(_("Back to the course"), url_for("learning.course", slug=slug))
    return ReviewPage(
        document=sitting.document,
        quiz=asked,
        makeup=taken.makeup_of is not None,
        end=end,
        result=words.result(record, end, makeup_failed=failed_makeup),
        also=_also(record, end),
        onward=words.onward(state) if newest else "",
        why=words.why(asked, state) if newest else None,
        questions=paper.to_review(sitting, queries.answers(taken.id), queries.marks(taken.id), passed=passed),
        told=rules.shows_feedback(asked.feedback, submitted=True, passed=passed),
        primary=primary or course,
        others=[each for each in others if taken.public_id not in each.path],
        submitted_at=taken.submitted_at,
        course_path=course.path,
    )


def _also(record: Record, end: Outcome) -> str:
    below = end == "failed" and record.percent < record.pass_mark
    return words.also_missed(record.missed) if below else ""


def _ways(uid: str, slug: str, state: QuizState, closed: tuple[Reason, ...]) -> tuple[Step | None, list[Step]]:
    """The one way on, and the quiet ones."""
    others = []
    if state.attempt and not state.unfinished:
        others.append(Step(_("See your result"), url_for("assessment.review", id=state.attempt)))
    if state.unfinished:
        return Step(_("Go on answering"), url_for("assessment.attempt", id=state.unfinished)), others
    start = url_for("assessment.start", slug=slug, uid=uid)
    if state.status == "passed":
        again = Step(_("Take it again"), start, post=True)
        others += [again] if not rules.refused(state, now()) and not closed else []
        return Step(_("Back to the course"), url_for("learning.course", slug=slug)), others
    if state.status == "held":
        return _makeup(state), others
    if rules.refused(state, now()):
        return None, others
    if closed:
        return Step(_("Go there first"), closed[0].link), others
    return Step(_("Start") if state.status == "never" else _("Try again"), start, post=True), others


def _makeup(state: QuizState) -> Step | None:
    if state.makeup:
        return Step(_("Go on answering"), url_for("assessment.attempt", id=state.makeup))
    if not rules.may_make_up(state, now()):
        return None
    return Step(_("Answer the parallel question"), url_for("assessment.makeup", id=state.attempt), post=True)
