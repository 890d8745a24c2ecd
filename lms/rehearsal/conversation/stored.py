"""A stored run, replayed from its steps."""

from lms.core.cache import cached
from lms.core.ids import EditionId
from lms.curriculum.queries import document
from lms.rehearsal import queries
from lms.rehearsal.conversation import rules
from lms.rehearsal.conversation.read import read_body
from lms.rehearsal.conversation.rules import ConversationRun
from lms.rehearsal.conversation.shape import Body
from lms.rehearsal.values import OwnRun


@cached(256)
def body_of(edition_id: EditionId, uid: str) -> Body:
    """The body of a conversation, cached in the process, because an edition never changes."""
    return read_body(document(edition_id).rehearsal[uid].body)


def played(own: OwnRun) -> ConversationRun:
    """The run replayed from its stored steps. One statement."""
    body = body_of(own.run.edition_id, own.run.rehearsal)
    return rules.replay(body, own.run.variant, (step.entry for step in queries.steps(own.run.id)))


def order_of(own: OwnRun, run: ConversationRun, step: int) -> tuple[str, ...]:
    """The choices offered after `step` steps, in the order of this run."""
    state = run.state_at(step)
    if state.over:
        return ()
    return rules.presented(own.run.seed, run.talk.lines[state.line], rules.offered(run.talk, state))
