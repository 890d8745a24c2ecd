"""The pages of a conversation, and what they send."""

import secrets

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.pages import page, write
from lms.core.policy import open_to
from lms.rehearsal import actions, queries
from lms.rehearsal.conversation import rules
from lms.rehearsal.conversation.pages import words
from lms.rehearsal.conversation.pages.debrief import debrief_page
from lms.rehearsal.conversation.pages.talk import talk_page
from lms.rehearsal.conversation.rules import ConversationRun, NotOffered, Turn
from lms.rehearsal.conversation.stored import body_of, order_of, played
from lms.rehearsal.forms.conversations import sent_form, sent_number, sent_take
from lms.rehearsal.pages import introduction_page
from lms.rehearsal.policy import own_conversation
from lms.rehearsal.values import OwnRehearsal, OwnRun
from lms.rehearsal.views.blueprint import bp
from lms.rehearsal.words import usual_rules


@bp.get("/courses/<slug>/conversations/<uid>")
@open_to(own_conversation)
def conversation(own: OwnRehearsal) -> ResponseReturnValue:
    """What it is, the learner's state, and the forms to begin."""
    body = body_of(own.enrolled.edition_id, own.rehearsal.id)
    rules_in_words = [*words.the_rules(body), *usual_rules(own.rehearsal)]
    doors = words.doors(body, warning=bool(own.rehearsal.warning))
    return page(introduction_page(own, now(), sort=_("Client conversation"), rules=rules_in_words, doors=doors))


@bp.post("/courses/<slug>/conversations/<uid>/runs")
@open_to(own_conversation)
def begin_conversation(own: OwnRehearsal) -> ResponseReturnValue:
    """Begin a run, in another variant than the last, or continue the open one."""
    body = body_of(own.enrolled.edition_id, own.rehearsal.id)
    doors = words.doors(body, warning=bool(own.rehearsal.warning))
    form = sent_form(tuple(door.form for door in doors))
    enrolment_id, at = own.enrolled.enrolment_id, now()
    state = queries.states(enrolment_id, own.document, at)[own.rehearsal.id]
    variant = secrets.choice(rules.to_draw(body, state.last_variant))
    passed, seed = queries.passed_quizzes(enrolment_id, own.document, at), secrets.token_hex(8)
    public_id = write(
        lambda: actions.begin(own.enrolled, own.rehearsal.id, form, variant, seed=seed, passed=passed),
        "rehearsal.conversation", slug=own.enrolled.slug, uid=own.rehearsal.id,
    )  # fmt: skip
    return redirect(url_for("rehearsal.run", id=public_id), 303)


class Talks:
    """The pages of a run through a conversation."""

    def show(self, own: OwnRun) -> ResponseReturnValue:
        """The current line. A finished run redirects to its debrief."""
        if own.run.finished_at:
            return redirect(_debrief_path(own), 303)
        return page(talk_page(own, played(own)))

    def take(self, own: OwnRun) -> ResponseReturnValue:
        """Store what was taken and show the result, at the newest line so that it is read first."""
        run = played(own)
        number = sent_number()
        turn = _turn(own, run, number)
        write(lambda: _store(own, number, turn, run), "rehearsal.run", id=own.run.public_id)
        if turn.after.over:
            return redirect(_debrief_path(own), 303)
        return redirect(url_for("rehearsal.run", id=own.run.public_id, _anchor="now"), 303)

    def look_back(self, own: OwnRun) -> ResponseReturnValue:
        """The debrief: the path that was taken, with points and reasons."""
        mark = queries.mark(own.run.id)
        if mark is None:
            way_on = url_for("rehearsal.run", id=own.run.public_id)
            raise Conflict(_("You’ll get the debrief when the conversation ends."), way_on, code="debrief_later")
        return page(debrief_page(own, played(own), mark))


def _turn(own: OwnRun, run: ConversationRun, number: int) -> Turn:
    """The step that was sent, taken from the state before it.

    So a step sent twice is the same step. Raises Conflict for a step that the run has not reached,
    Invalid for a choice that was never offered there.
    """
    here = url_for("rehearsal.run", id=own.run.public_id)
    if number > len(run.turns) + 1:
        lost = _("An earlier step did not reach us. This is where you are now.")
        raise Conflict(lost, way_on=here, code="step_missing")
    before = run.state_at(number - 1)
    if before.over:
        raise Conflict(_("This run has ended. Review it or start a new one."), way_on=here, code="run_ended")
    try:
        return rules.take(run.talk, before, sent_take(order_of(own, run, number - 1)))
    except NotOffered as wrong:
        raise Invalid from wrong


def _store(own: OwnRun, number: int, turn: Turn, run: ConversationRun) -> None:
    """Add the step and, after the last one, the mark. Three statements, five at the end."""
    added = actions.add(own.run.id, number, rules.entry(turn.before, turn.take))
    if added and turn.after.over:
        body = body_of(own.run.edition_id, own.run.rehearsal)
        end = rules.outcome(ConversationRun(run.talk, run.first, (*run.turns[: number - 1], turn)), body.fixed)
        needed = own.rehearsal.pass_mark
        actions.finish(own.run.id, actions.Earned(end.points, end.of, needed, end.critical, end.missed))


def _debrief_path(own: OwnRun) -> str:
    return url_for("rehearsal.debrief", id=own.run.public_id)
