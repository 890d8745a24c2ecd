"""Conversations for the compiler: read a file, report all its flaws, and play it through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from lms.curriculum.document import RehearsalSort
from lms.curriculum.kinds import Flaw
from lms.curriculum.rehearsals import RehearsalContext
from lms.curriculum.spec import specified
from lms.rehearsal.conversation import model, rules
from lms.rehearsal.conversation.checks import Loc, check_graph
from lms.rehearsal.conversation.explain import told
from lms.rehearsal.conversation.graph import MOST_STATES, TooBig, explore
from lms.rehearsal.conversation.model import Model
from lms.rehearsal.conversation.shape import Authored, Body, Fixed
from lms.rehearsal.conversation.texts import check_texts

TABLES = ("line", "choice", "variant", "topics", "next")
WHOLE = 100


@dataclass(frozen=True)
class Conversation:
    """The sort of rehearsal that is a conversation. A variant may have at most `most` states."""

    most: int = MOST_STATES
    name: ClassVar[RehearsalSort] = "conversation"
    folder: ClassVar[str] = "conversations"

    def read(self, fields: dict[str, Any], known: RehearsalContext) -> tuple[dict[str, Any], list[Flaw]]:
        """Check an author's fields and play every path. Returns the body as plain JSON values, and every flaw."""
        authored, flaws = _shaped(fields)
        graph = check_graph(authored)
        texts = check_texts(authored, known)
        playable = not flaws and not any(flaw.level == "error" for flaw in graph)
        flaws += [flaw for flaw in (*graph, *texts) if not _told_already(flaw, flaws)]
        if not playable:
            return {}, flaws
        models, too_big = _models(authored, self.most)
        flaws += too_big or model.findings(authored, models)
        if any(flaw.level == "error" for flaw in flaws):
            return {}, flaws
        fixed = {each.graph.talk.variant.id: _fixed(each, known.pass_mark) for each in models}
        return Body(**dict(authored), fixed=fixed).model_dump(mode="json"), flaws

    def explain(self, body: dict[str, Any]) -> tuple[str, ...]:
        """States, paths, scores and what passes, a few lines for each variant."""
        conversation = read_body(body)
        models, _none = _models(conversation, self.most)
        fixed = conversation.fixed
        return tuple(line for each in models for line in told(each, fixed[each.graph.talk.variant.id]))


def read_body(compiled: dict[str, Any]) -> Body:
    """The compiled body, typed."""
    return Body.model_validate(compiled, strict=False)


def _models(body: Authored, most: int) -> tuple[list[Model], list[Flaw]]:
    models, flaws = [], []
    for index, variant in enumerate(body.variant):
        try:
            models.append(Model(explore(rules.talk(body, variant.id), most)))
        except TooBig:
            message = f"variant “{variant.id}” has more than {most:,} states, too many to check"
            hint = "Use fewer conditions on trust, guarding, pain or topics, or make it shorter"
            flaws.append(Flaw(("variant", index), message, hint))
    return models, flaws


def _fixed(played: Model, pass_mark: int) -> Fixed:
    best = played.best
    return Fixed(best=best, needed=-(-best * pass_mark // WHOLE), way=played.best_way())


def _told_already(flaw: Flaw, flaws: Sequence[Flaw]) -> bool:
    """Whether a flaw only follows from something that could not be read."""
    return any(flaw.where[: len(each.where)] == each.where for each in flaws)


def _shaped(fields: dict[str, Any]) -> tuple[Authored, list[Flaw]]:
    """The fields as parts, and the flaws of those that could not be read, which are treated as left out.

    That way one mistake does not hide others.
    """
    rest: Any = fields
    flaws: list[Flaw] = []
    for _round in TABLES:  # each round goes one level deeper, so that a value that is not a table hides nothing
        authored, found = specified(Authored, rest)
        if authored is not None:
            return authored, flaws
        flaws += [flaw for flaw in found if not _told_already(flaw, flaws)]
        for flaw in found:
            rest = _without(rest, flaw.where)
    return Authored(), flaws


def _without(value: Any, where: Loc) -> Any:  # noqa: ANN401 - any TOML value
    """The value without what is at `where`. In a list of tables, anything else becomes an empty table."""
    step, rest = where[0], where[1:]
    if isinstance(value, list):
        return [each if index != step else _without(each, rest) if rest else {} for index, each in enumerate(value)]
    inner = value.get(step)
    table = isinstance(inner, dict) and bool(rest) and rest[0] in inner
    tables = isinstance(inner, list) and bool(rest) and isinstance(rest[0], int) and step in TABLES
    if table or tables:
        return {**value, step: _without(inner, rest)}
    return {name: each for name, each in value.items() if name != step}
