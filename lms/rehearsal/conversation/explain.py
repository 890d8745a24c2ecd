"""A summary of a conversation for authors: the number of paths, their length, and their scores."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lms.rehearsal.conversation.graph import ENDED, FAILED
from lms.rehearsal.conversation.model import Model
from lms.rehearsal.conversation.shape import Fixed


@dataclass(frozen=True)
class Ways:
    """All paths from a state: how many reach the end with each score, and how many a critical error."""

    ended: Counter[int]
    failed: int
    shortest: int | None  # turns, of paths that reach the end
    longest: int | None


def ways(model: Model) -> Ways | None:
    """All paths through a variant, or None if it has cycles and so no finite number of them."""
    if model.cycles:
        return None
    known: dict[int, Ways] = {ENDED: Ways(Counter({0: 1}), 0, 0, 0), FAILED: Ways(Counter(), 1, None, None)}
    for (state,) in model.components:
        ended: Counter[int] = Counter()
        edges = [(edge, known[edge.to]) for edge in model.graph.edges[state]]
        for edge, following in edges:
            for points, count in following.ended.items():
                ended[points + edge.points] += count
        shortest = [following.shortest + 1 for _edge, following in edges if following.shortest is not None]
        longest = [following.longest + 1 for _edge, following in edges if following.longest is not None]
        failed = sum(following.failed for _edge, following in edges)
        known[state] = Ways(ended, failed, min(shortest, default=None), max(longest, default=None))
    return known[0]


def told(model: Model, fixed: Fixed) -> Iterator[str]:
    """The lines about one variant. A pause or stop that is not called for does not count as a path."""
    graph = model.graph
    lines = len({state.line for state in graph.states})
    yield f"variant {graph.talk.variant.id}: {lines} lines, {len(graph.states):,} states"
    counted = ways(model)
    if counted is None:
        yield f"  paths not counted, because it can loop; best score {fixed.best}, passing score {fixed.needed}"
        return
    through = counted.ended.total()
    every = through + counted.failed
    passing = sum(count for points, count in counted.ended.items() if points >= fixed.needed)
    yield f"  {every:,} paths; shortest {counted.shortest} turns, longest {counted.longest}"
    yield f"  best score {fixed.best}, worst {min(counted.ended)}, passing score {fixed.needed}"
    yield f"  {share(passing, every)} pass, {share(counted.failed, every)} end with a critical error"


def share(part: int, whole: int) -> str:
    """A share in percent, with one decimal if it is small."""
    percent = 100 * part / whole if whole else 0
    return f"{percent:.0f}%" if percent >= 10 or not part else f"{percent:.1f}%"  # noqa: PLR2004
