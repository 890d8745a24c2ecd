"""Building the pages from how a learner stands: plain values in, page contexts out; nothing is written."""

from datetime import timedelta
from functools import partial

from flask import url_for

from lms.assessment import paper, queries, rule_words, rules, timing, words
from lms.assessment.pages import AttemptPage, ConfirmPage, QuizPage, ReviewPage, Step, TimeOverPage
from lms.assessment.policy import OwnQuiz, Sitting
from lms.assessment.rules import Outcome, QuizState, Record
from lms.core.clock import now
from lms.core.i18n import gettext as _
from lms.curriculum.document import Quiz
from lms.enrolment import gates
from lms.enrolment.gates import Reason
from lms.enrolment.queries import granted
from lms.enrolment.rules import allowance_for


def quiz(own: OwnQuiz) -> QuizPage:
    """The first page of a quiz. One statement, and the gates'."""
    enrolled, course, asked = own.enrolled, own.document, own.quiz
    states = queries.quiz_states(enrolled.enrolment_id, course)
    state = states[asked.id]
    shut = timing.window(asked, now())
    startable = not rules.refused(state, now()) and not shut
    closed = gates.reasons(enrolled, asked.id, queries.passed(states)) if startable else ()
    course_path = url_for("learning.course", slug=enrolled.slug)
    primary, others = _ways(asked, enrolled.slug, state, closed)
    why = words.why(asked, state)
    return QuizPage(
        document=course,
        quiz=asked,
        rules=rule_words.the_rules(asked, queries.size(enrolled.edition_id, asked.id), state, _own_time(own)),
        shut=words.not_open(asked, shut) if shut and state.status in {"never", "failed"} else "",
        state=state,
        result=words.standing(asked, state),
        why=why if state.status != "never" else None,
        closed=closed,
        primary=primary,
        others=others,
        course_path=course_path,
    )


def _own_time(own: OwnQuiz) -> timedelta | None:
    """The reader's own time for the quiz; None without a limit. One statement where the quiz has one."""
    if not own.quiz.minutes:
        return None
    allowances = [each.allowance for each in granted(own.enrolled.enrolment_id)]
    return allowance_for(allowances, own.quiz.id).time(timedelta(minutes=own.quiz.minutes))


def attempt(sitting: Sitting, incomplete: int = 0) -> AttemptPage:
    """An attempt to answer; `incomplete` is the question, from 1, that could not be checked yet. One statement."""
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
        incomplete=incomplete,
        course_path=url_for("learning.course", slug=sitting.document.slug),
        sign_in_path=url_for("accounts.sign_in", next=url_for("assessment.attempt", id=sitting.attempt.public_id)),
        section=sitting.attempt.reached if sitting.one_way else None,
        last_section=not sitting.one_way or sitting.attempt.reached == len(sitting.sections) - 1,
        deadline_at=sitting.attempt.deadline_at,
        ends_at=sitting.ends_at,
        clock=clock(sitting),
    )


def clock(sitting: Sitting) -> dict[str, int]:
    """Milliseconds to the deadline, and from there to the end of the grace; nothing without a limit."""
    deadline_at = sitting.attempt.deadline_at
    left = timing.milliseconds(deadline_at, now())
    if deadline_at is None or left is None:
        return {}
    grace = timedelta(seconds=sitting.quiz.grace_seconds)
    return {"left": left, "left_with_grace": timing.milliseconds(deadline_at + grace, now()) or 0}


def time_is_over(sitting: Sitting) -> TimeOverPage:
    """What is shown of an attempt whose time has ended before anybody has handed it in."""
    return TimeOverPage(
        quiz=sitting.quiz, document=sitting.document, public_id=sitting.attempt.public_id,
        deadline_at=sitting.attempt.deadline_at,
    )  # fmt: skip


def receipts_head(sitting: Sitting) -> list[str]:
    """What stands above the receipts."""
    return [
        _("Receipts: %(quiz)s, %(course)s", quiz=sitting.quiz.title, course=sitting.document.title),
        _("Attempt %(id)s", id=sitting.attempt.public_id),
        _("Each line: question, change, server time (UTC), receipt."),
        _("Each receipt proves that this server stored this change at this time. Keep this file."),
    ]


def confirm(sitting: Sitting) -> ConfirmPage:
    """What is not answered yet. One statement."""
    questions = paper.to_answer(sitting, queries.answers(sitting.attempt.id))
    return ConfirmPage(
        quiz=sitting.quiz,
        public_id=sitting.attempt.public_id,
        count=len(questions),
        unanswered=paper.unanswered(questions),
        flagged=[each for each in questions if each.flagged],
    )


def review(sitting: Sitting) -> ReviewPage:
    """The result of an attempt that was handed in. Three statements; one more where its time had an end."""
    taken, asked, slug = sitting.attempt, sitting.quiz, sitting.document.slug
    if taken.submitted_at is None:
        raise ValueError("an open attempt has no result yet")
    history = queries.records([taken.enrolment_id])[taken.enrolment_id]
    mine = {each.number: each for each in history if each.quiz == taken.quiz}
    state = rules.state(asked, mine.values())
    record, makeup = mine[abs(taken.number)], mine.get(-abs(taken.number))
    end = rules.outcome(record, makeup)
    failed_makeup = rules.failed(makeup)
    newest = state.attempt == record.public_id and state.status != "passed"
    passed = state.status == "passed"
    stays, anyway = passed and end in {"failed", "held"}, words.passed_anyway(record.percent, record.pass_mark)
    shows = partial(
        rules.shows_feedback, asked.feedback, submitted=True, passed=passed, last=rules.none_to_come(state)
    )  # fmt: skip
    questions = paper.to_review(sitting, queries.answers(taken.id), queries.marks(taken.id), shows)
    told = shows(answered=True)
    primary, others = _ways(asked, slug, state, ())
    course = Step(_("Back to the course"), url_for("learning.course", slug=slug))
    return ReviewPage(
        document=sitting.document,
        quiz=asked,
        makeup=taken.makeup_of is not None,
        result=anyway if stays else words.result(record, end, makeup_failed=failed_makeup),
        calm=stays or end in {"passed", "marking"},
        also=_also(record, end, stays=stays),
        onward=words.onward(state) if newest else "",
        why=words.why(asked, state) if newest else None,
        questions=questions,
        told=told,
        left_blank=words.left_blank(),
        when_told=words.when_told(asked),
        public_id=taken.public_id,
        timed=taken.deadline_at is not None,
        certain_and_wrong=[each for each in questions if told and each.certain_and_wrong],
        late=queries.late_answers(taken.id) if taken.deadline_at else [],
        receipts_path=url_for("assessment.receipts", id=taken.public_id),
        primary=primary or course,
        others=[*(each for each in others if taken.public_id not in each.path), *([course] if primary else [])],
        submitted_at=taken.submitted_at,
        course_path=course.path,
    )


def _also(record: Record, end: Outcome, *, stays: bool) -> str:
    below = end == "failed" and record.percent < record.pass_mark
    return words.also_missed(record.missed) if below or stays else ""


def _ways(asked: Quiz, slug: str, state: QuizState, closed: tuple[Reason, ...]) -> tuple[Step | None, list[Step]]:
    """The one way on, and the quiet ones."""
    others = []
    if state.attempt and not state.unfinished:
        others.append(Step(_("View result"), url_for("assessment.review", id=state.attempt)))
    if state.unfinished:
        return Step(_("Continue"), url_for("assessment.attempt", id=state.unfinished)), others
    start = url_for("assessment.start", slug=slug, uid=asked.id)
    shut = rules.refused(state, now()) or timing.window(asked, now())
    if state.status == "passed":
        again = Step(_("Retake"), start, post=True)
        others += [again] if not shut and not closed else []
        return Step(_("Continue the course"), url_for("learning.onward", slug=slug, after=asked.id)), others
    if state.status == "held":
        return _makeup(state), others
    if shut:
        return None, others
    if closed:
        return Step(_("Do this first"), closed[0].link), others
    return Step(_("Start") if state.status == "never" else _("Try again"), start, post=True), others


def _makeup(state: QuizState) -> Step | None:
    if state.makeup:
        return Step(_("Continue"), url_for("assessment.attempt", id=state.makeup))
    if not rules.may_make_up(state, now()):
        return None
    one = len(state.missed) <= 1
    said = _("Answer the follow-up question") if one else _("Answer the follow-up questions")
    return Step(said, url_for("assessment.makeup", id=state.attempt), post=True)
