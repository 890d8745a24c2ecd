"""Building the introduction of a rehearsal, the same for every sort; nothing is written."""

from flask import url_for

from lms.assessment.queries import passed, quiz_states
from lms.core import addresses
from lms.core.i18n import gettext as _
from lms.enrolment import gates
from lms.enrolment.gates import Reason
from lms.rehearsal import queries, words
from lms.rehearsal.pages import Door, IntroductionPage
from lms.rehearsal.policy import OwnRehearsal


def passed_quizzes(own: OwnRehearsal) -> frozenset[str]:
    """The quizzes that the learner has passed, for the gates. One statement."""
    return passed(quiz_states(own.enrolled.enrolment_id, own.document))


def introduction(own: OwnRehearsal, *, sort: str, rules: list[str], doors: tuple[Door, ...]) -> IntroductionPage:
    """The first page. `rules` are sentences, `doors` the forms in which a run can begin.

    Two statements, and the gates'.
    """
    rehearsal, enrolled = own.rehearsal, own.enrolled
    state = queries.states(enrolled.enrolment_id, own.document)[rehearsal.id]
    closed: tuple[Reason, ...] = ()
    if not state.unfinished:
        closed = gates.reasons(enrolled, rehearsal.id, passed_quizzes(own))
    return IntroductionPage(
        document=own.document,
        rehearsal=rehearsal,
        sort=sort,
        rules=rules,
        state=state,
        result=_result(own, state.percent, state.missed, passed=state.status == "passed"),
        why=words.why(rehearsal, state, own.document.language) if state.runs else None,
        closed=closed,
        doors=() if closed or state.unfinished else doors,
        begin_path=url_for(f"rehearsal.begin_{rehearsal.sort}", slug=enrolled.slug, uid=rehearsal.id),
        open_path=url_for("rehearsal.run", id=state.unfinished) if state.unfinished else "",
        read_path=url_for("rehearsal.debrief", id=state.newest) if state.newest else "",
        course_path=addresses.course(enrolled.slug),
    )


def _result(own: OwnRehearsal, percent: int | None, missed: str, *, passed: bool) -> str:
    if percent is None:
        return ""
    return words.result(percent, own.rehearsal.pass_mark, missed, passed=passed, language=own.document.language)


def usual_rules(own: OwnRehearsal) -> list[str]:
    """What holds for every sort of rehearsal, as sentences."""
    return [
        words.the_mark(own.rehearsal.pass_mark),
        _("You can do this as often as you like. Once you pass, you keep the pass."),
        _("Every step is saved as you go. You can leave and come back."),
    ]
